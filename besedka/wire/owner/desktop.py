"""The desktop app, in the cabinet's words."""

from typing import Literal

from typing_extensions import TypedDict

DesktopStanding = Literal["published", "absent", "unreadable", "incomplete"]
DesktopSystem = Literal["windows", "macos", "linux"]


class DesktopPackage(TypedDict):
    """A file with which the app is installed; `address` is where it is downloaded from this server."""

    system: DesktopSystem
    name: str
    size: int
    sha256: str
    address: str


class Desktop(TypedDict):
    """The newest release that this installation hands out. `absent`: nothing was published; `unreadable`: its announcement is broken;
    `incomplete`: some of its packages are not there. `feed` is where the app itself learns of it."""

    standing: DesktopStanding
    version: str
    published_at: int
    notes: str
    packages: list[DesktopPackage]
    feed: str
