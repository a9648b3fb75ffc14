"""Finds the Chromium that the browser tests drive, or installs the system's when it may.

The system may have two: the whole browser, and its headless shell, the same engine without windows, in which a profile costs a third.
Tests run in the shell where it is, and those that need a whole browser say so (tests/browser/conftest.py).
"""

import os
import shutil
import subprocess

from tools.environment import SetupFailed, node, say

VARIABLE = "BESEDKA_CHROMIUM"
"""Names the whole browser; named by hand, it is used for everything."""
SHELL = "BESEDKA_CHROMIUM_SHELL"
"""Names the headless shell."""
DRIVER = "PLAYWRIGHT_NODEJS_PATH"
"""Names the Node that drives it. Playwright's own wants a library (libatomic) that a bare Debian has not; the front end's does not."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SHELL_NAME = "chromium-headless-shell"
_INSTALL = ("install", "--yes", "--no-install-recommends")
_FONTS = ("fonts-dejavu-core", "fonts-liberation")
_MISSING = f"The browser tests need Chromium: apt-get install chromium, or name one: {VARIABLE}=/path/to/chromium"


def ensure() -> str:
    """Return the path of a whole Chromium that starts, with what drives it. Raises SetupFailed with what to install."""
    bring_driver()
    found = _find() or _install_whole()
    if found is None:
        raise SetupFailed(_MISSING)
    return found


def ensure_for_tests() -> dict[str, str]:
    """Return the variables that name the browsers of the tests: both that the system has, or may have. Raises SetupFailed for none."""
    bring_driver()
    if os.environ.get(VARIABLE):
        return {VARIABLE: ensure(), SHELL: ""}
    whole = _find() or _install_whole()
    found = {VARIABLE: whole or "", SHELL: _find_shell() or _install_shell() or ""}
    if not any(found.values()):
        raise SetupFailed(_MISSING)
    return found


def _install_whole() -> str | None:
    """Install it, with letters for it to write; return where it is then."""
    if not may_install():
        return None
    say("Installing Chromium from the system's packages …")
    install("chromium", *_FONTS)
    return _find()


def install(*packages: str) -> None:
    """Install packages of the system, where one may."""
    _apt("update")
    _apt(*_INSTALL, *packages)


def _install_shell() -> str | None:
    """Install it where the system has it, as Debian does; Ubuntu has not, and the whole one serves there."""
    if may_install():
        _apt(*_INSTALL, _SHELL_NAME)
    return _find_shell()


def may_install() -> bool:
    """Tell whether packages of the system may be installed: by root, where apt-get is."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(*arguments: str) -> None:
    subprocess.run(["apt-get", *arguments], stdin=subprocess.DEVNULL, stdout=2, check=False,
                   env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})  # fmt: skip


def _find_shell() -> str | None:
    path = os.environ.get(SHELL) or shutil.which(_SHELL_NAME)
    return path if path and _starts(path) else None


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
