"""Finds what the tests of the desktop app need of the system, a screen without glass and Qt's libraries, or installs it when it may."""

import ctypes
import shutil

from tools import chromium
from tools.environment import SetupFailed, say

_PROGRAMS = {"Xvfb": "xvfb", "dbus-daemon": "dbus"}
_LIBRARIES = {
    "libasound.so.2": "libasound2", "libdbus-1.so.3": "libdbus-1-3", "libdrm.so.2": "libdrm2", "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1", "libgbm.so.1": "libgbm1", "libGL.so.1": "libgl1", "libglib-2.0.so.0": "libglib2.0-0",
    "libnspr4.so": "libnspr4", "libnss3.so": "libnss3", "libX11-xcb.so.1": "libx11-xcb1", "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render-util.so.0": "libxcb-render-util0", "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1", "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1", "libXcomposite.so.1": "libxcomposite1", "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6", "libXfixes.so.3": "libxfixes3", "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libxkbfile.so.1": "libxkbfile1", "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1", "libxshmfence.so.1": "libxshmfence1", "libXtst.so.6": "libxtst6",
}  # fmt: skip
"""What Qt and its web engine load of the system on Linux, and the packages of Debian that hold it."""


def ensure() -> None:
    """Have everything there. Raises SetupFailed with what to install."""
    if missing() and chromium.may_install():
        say("Installing what the desktop app's tests need from the system's packages …")
        chromium.install(*missing())
    if packages := missing():
        raise SetupFailed(f"The tests of the desktop app need: apt-get install {' '.join(packages)}")


def missing() -> list[str]:
    """Return the packages whose programs and libraries are not there. Newer systems know some by a name in t64, and find it."""
    programs = [package for name, package in _PROGRAMS.items() if shutil.which(name) is None]
    return programs + [package for name, package in _LIBRARIES.items() if not _loads(name)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
