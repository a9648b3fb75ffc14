"""The second of the two commands: scripts/test runs every test, installing first what they need.

scripts/test           everything but the long runs: units of the web, Python on both databases, browsers, desktop, faults, live systems
scripts/test --quick   without browsers, desktop, faults and live systems: two minutes, the first time three
scripts/test --long    the soak and fault runs of minutes, whose figures stand in docs/
scripts/test --web     only the units of the web
scripts/test WHAT…     only this, as pytest understands it: tests/domain, -k words, …
"""

import argparse
import os

from tools import chromium, desktop, environment
from tools.frontend import ROOT
from tools.steps import Step, beside, npm, program, run

_SLOW = ("tests/browser", "tests/desktop", "tests/faults", "tests/live")
_FAULTS = tuple(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/**/*_faults.py")))
"""Faults that stand with what they break."""
_SHORT = ("-m", "not long")
_BOTH_CORES = ("--numprocesses", "4", "--dist", "worksteal")
"""Twice the cores: half of the time a worker waits, for a database or for a moment to pass."""
_FILE_BY_FILE = ("--numprocesses", "3", "--dist", "loadfile", "--no-loadscope-reorder")
"""The tests of a file share a server, and stay together. One more than the cores: a quarter of the time two of them wait."""
_UNUSED = ("-p", "no:schemathesis", "-p", "no:logging")
"""Only the faults describe themselves to the first, and it takes seconds to load; the second sets up its logs six times a test, and what is
logged is shown with what is printed."""


def main(arguments: list[str]) -> int:
    """Install, run, and return 1 when any part failed; the last line is pytest's."""
    options, rest = _parser().parse_known_args(arguments)
    try:
        environment.enter("test", "test", arguments)
        environment.prepare_frontend()
        if not (options.quick or options.web):
            os.environ |= chromium.ensure_for_tests()
            desktop.ensure()
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    return run(_steps(options, rest))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/test", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--quick", action="store_true", help="without browsers, desktop, faults and live systems")
    kind.add_argument("--long", action="store_true", help="only the long runs")
    kind.add_argument("--web", action="store_true", help="only the units of the web")
    return parser


def _steps(options: argparse.Namespace, rest: list[str]) -> list[Step]:
    if options.long:
        return [program("long runs", "pytest", "-m", "long", "-s", *rest)]
    if rest:
        return [program("what was asked for", "pytest", *_SHORT, *rest)]
    if options.web:
        return [npm("web unit tests", "run", "--silent", "test")]
    units = program(
        "Python tests",
        "pytest",
        *_SHORT,
        *_BOTH_CORES,
        *_UNUSED,
        *(f"--ignore={place}" for place in (*_SLOW, *_FAULTS)),
        "tests",
        in_memory=True,
    )
    quick = beside(units, "web unit tests", "test", "--web")
    if options.quick:
        return [quick]
    slow = program("browsers, desktop, faults, live systems", "pytest", *_SHORT, *_FILE_BY_FILE, *_SLOW, *_FAULTS)
    return [quick, slow]
