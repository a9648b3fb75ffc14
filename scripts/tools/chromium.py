"""Finds the Chromium that the browser tests drive, or installs the system's when it may."""

import os
import shutil
import subprocess

from tools.environment import SetupFailed, node, say

VARIABLE = "BESEDKA_CHROMIUM"
DRIVER = "PLAYWRIGHT_NODEJS_PATH"
"""Names the Node that drives it. Playwright's own wants a library (libatomic) that a bare Debian has not; the front end's does not."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_INSTALL = (
    "apt-get",
    "install",
    "--yes",
    "--no-install-recommends",
    "chromium",
    "fonts-dejavu-core",
    "fonts-liberation",
)


def ensure() -> str:
    """Return the path of a Chromium that starts, with what drives it. Raises SetupFailed with what to install."""
    bring_driver()
    found = _find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium from the system's packages …")
        for command in (("apt-get", "update"), _INSTALL):
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, check=False,
                           env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})  # fmt: skip
        found = _find()
    if found is None:
        raise SetupFailed(
            f"The browser tests need Chromium: apt-get install chromium, or name one: {VARIABLE}=/path/to/chromium"
        )
    return found


def bring_driver() -> None:
    """Have Playwright, here and in what this process starts, run on the front end's Node. Raises SetupFailed when that is missing."""
    os.environ.setdefault(DRIVER, str(node() / "bin" / "node"))


def _find() -> str | None:
    """Return the first one that starts: Ubuntu's `chromium` may be an empty shell around a snap."""
    named = os.environ.get(VARIABLE)
    candidates = [named] if named else [path for name in _NAMES if (path := shutil.which(name))]
    return next((path for path in candidates if path and _starts(path)), None)


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
