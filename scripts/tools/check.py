"""Everything that a machine can see without running the product: scripts/check. Changes nothing."""

from tools import budget, docs, environment, generate, sizes
from tools.frontend import ROOT
from tools.steps import Step, npm, program, run

PYTHON = [
    name for name in ("besedka", "desktop", "tests", "bench", "scripts", "hatch_build.py") if (ROOT / name).exists()
]


def main(arguments: list[str]) -> int:
    """Run every check, or those whose names hold one of the arguments; return 1 when any failed."""
    try:
        environment.enter("test", "check", arguments)
        environment.prepare_frontend()
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    return run([step for step in _steps() if not arguments or any(word in step.name for word in arguments)])


def _steps() -> list[Step]:
    return [
        program("format", "ruff", "format", "--check", "--quiet", "--diff", "."),
        program("style", "ruff", "check", "--quiet", "."),
        program("types", "mypy", *PYTHON),
        program("import floors", "lint-imports"),
        program("dead code", "vulture"),
        Step("file sizes", sizes.check),
        Step("generated files", lambda: generate.main(["--check"])),
        Step("docs", lambda: docs.main([])),
        npm("web types and boundaries", "run", "--silent", "check"),
        Step("widget budget", lambda: budget.main([])),
    ]
