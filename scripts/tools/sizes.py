"""No file outgrows a screenful of thought: 300 lines, or a written reason."""

import subprocess
from pathlib import Path

from tools import environment
from tools.frontend import ROOT

LIMIT = 300
REASON = "over 300 lines:"
_KINDS = ("*.py", "*.ts", "*.tsx", "*.css")


def too_long() -> list[str]:
    """Return the source files over the limit without a line `over 300 lines: reason` near their top."""
    return [str(path.relative_to(ROOT)) for path in tracked(*_KINDS) if ".gen." not in path.name and _too_long(path)]


def tracked(*patterns: str) -> list[Path]:
    """Return the files of the repository that match the patterns (all without one), also those not yet added to it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in sorted(set(listing.split("\0"))) if name and (ROOT / name).is_file()]


def check() -> int:
    """Say which files are too long; return 1 when there are any."""
    found = too_long()
    for name in found:
        environment.say(
            f"{name} has more than {LIMIT} lines: split it, or write why not in a comment `{REASON} …` at its top"
        )
    return 1 if found else 0


def _too_long(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    return len(lines) > LIMIT and not any(REASON in line for line in lines[:20])
