"""Writes every file that is derived from the sources, or with --check tells which of them are stale."""

import sys
from collections.abc import Callable
from pathlib import Path

from tools import environment, reference, wire_reference, wire_typescript
from tools.wire import ROOT

GENERATED: dict[str, Callable[[], str]] = {
    "web/shared/wire.gen.ts": wire_typescript.render,
    "docs/reference/protocol.md": wire_reference.render,
    "docs/reference/settings.md": reference.settings,
    "docs/reference/commands.md": reference.commands,
    "docs/reference/openapi.json": reference.openapi,
}


def is_stale(path: str) -> bool:
    """Tell whether a file's text is not what its sources say."""
    return _text(ROOT / path) != GENERATED[path]()


def main(arguments: list[str]) -> int:
    """Write the stale files; with --check change nothing and fail when there are any."""
    environment.enter("test", "generate", arguments)
    paths = [path for path in GENERATED if is_stale(path)]
    for path in paths:
        if "--check" in arguments:
            print(f"{path} is stale: run scripts/generate and commit what it wrote", file=sys.stderr)
        else:
            _write(ROOT / path, GENERATED[path]())
            print(f"wrote {path}")
    return 1 if paths and "--check" in arguments else 0


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
