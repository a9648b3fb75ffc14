"""Formats every source, mends what a machine can mend, writes what is generated: scripts/fix. With --locks also the lock files."""

from tools import environment, generate
from tools.frontend import ROOT
from tools.steps import Step, program, run

_COMPILE = (
    "uv",
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--upgrade",
)
_BARE = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "pyproject.toml")


def main(arguments: list[str]) -> int:
    """Mend; return 1 when something is left for a person."""
    environment.enter("test", "fix", arguments)
    return run([*(_locks() if "--locks" in arguments else []), *_steps()])


def _steps() -> list[Step]:
    return [
        program("style", "ruff", "check", "--quiet", "--fix", "."),
        program("format", "ruff", "format", "--quiet", "."),
        Step("generated files", lambda: generate.main([])),
    ]


def _locks() -> list[Step]:
    """The newest versions within pyproject.toml's bounds; what is tested is what is run, so one lock constrains the others."""
    locks = ROOT / "requirements"
    same = ("--constraints", str(locks / "run.lock"))
    return [
        program("run.lock", *_COMPILE, *_BARE, "--output-file", str(locks / "run.lock")),
        program("web.lock", *_COMPILE, *_BARE[:-1], "--group", "web", *same, "--output-file", str(locks / "web.lock")),
        program("test.lock", *_COMPILE, *_BARE, "--group", "test", *same, "--output-file", str(locks / "test.lock")),
        program(
            "desktop.lock",
            *_COMPILE,
            *_BARE[:-1],
            "desktop/pyproject.toml",
            "--constraints",
            str(locks / "test.lock"),
            "--output-file",
            str(locks / "desktop.lock"),
        ),
        program(
            "package.lock",
            *_COMPILE,
            *_BARE[:-1],
            "desktop/pyproject.toml",
            "--group",
            "desktop/pyproject.toml:package",
            "--constraints",
            str(locks / "test.lock"),
            "--output-file",
            str(locks / "package.lock"),
        ),
    ]
