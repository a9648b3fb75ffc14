"""Builds the desktop app's package for this system: scripts/package [--only-freeze]. It takes minutes."""

import subprocess

from tools import environment
from tools.frontend import ROOT


def main(arguments: list[str]) -> int:
    """Build it with the packages that the tests ran with; return 1 when it was not built."""
    try:
        environment.enter("test", "package", arguments)
        environment.add("package")
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    build = ROOT / "desktop" / "packaging" / "build.py"
    return subprocess.run([str(environment.PYTHON), str(build), *arguments], check=False).returncode
