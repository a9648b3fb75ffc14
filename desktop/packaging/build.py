"""Builds the desktop app's package for the system that this runs on: python desktop/packaging/build.py [--only-freeze].

Linux: a .deb · Windows: an installer (Inno Setup) · macOS: a .dmg. The result lies in desktop/dist. What it is built with comes from the
environment, and every part of it may be missing:

BESEDKA_PUBLISHER          the public half of the key that signs releases (`besedka desktop key`); without it the app tells of no update
BESEDKA_DICTIONARIES       a folder of ready dictionaries (dictionaries.py); without it, those of this system's hunspell, if it has any
BESEDKA_WINDOWS_SIGN       Windows: the command that signs a file, with $f for its name
BESEDKA_MACOS_IDENTITY     macOS: whose signature, like “Developer ID Application: …”; without it the app is signed for nobody
BESEDKA_MACOS_NOTARY       macOS: the profile of `notarytool store-credentials`; without it the app is not notarised
"""

import argparse
import base64
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import deb
import dictionaries
import dmg
import inno

HERE = Path(__file__).resolve().parent
DESKTOP = HERE.parent
BUILD = DESKTOP / "build"
STAGE = BUILD / "stage"
FROZEN = BUILD / "frozen"
DIST = DESKTOP / "dist"
_START = "from besedka_desktop.__main__ import main\n\nraise SystemExit(main())\n"


def main(arguments: list[str]) -> int:
    """Build, and say where the package is."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--only-freeze", action="store_true", help="leave the program in desktop/build/frozen, and make no package"
    )
    options = parser.parse_args(arguments)
    publisher = os.environ.get("BESEDKA_PUBLISHER", "")
    version = stage(publisher)
    freeze()
    if not options.only_freeze:
        DIST.mkdir(exist_ok=True)
        print(pack(version))
    if not publisher:
        print("BESEDKA_PUBLISHER is empty: this build believes no announcement of a newer version.", file=sys.stderr)
    return 0


def stage(publisher: str) -> str:
    """Lay out what is frozen: the package with the publisher's key in it, its icons; return its version."""
    if publisher and len(base64.b64decode(publisher, validate=True)) != 32:
        raise SystemExit("BESEDKA_PUBLISHER is no public half of a key: `besedka desktop public` says it.")
    shutil.rmtree(STAGE, ignore_errors=True)
    shutil.copytree(
        DESKTOP / "besedka_desktop", STAGE / "besedka_desktop", ignore=shutil.ignore_patterns("__pycache__")
    )
    key = STAGE / "besedka_desktop" / "release_key.py"
    key.write_text(
        re.sub(r'^PUBLIC_KEY = ".*"$', f'PUBLIC_KEY = "{publisher}"', key.read_text("utf-8"), flags=re.MULTILINE),
        "utf-8",
    )
    version = version_in((STAGE / "besedka_desktop" / "__init__.py").read_text("utf-8"))
    (STAGE / "start.py").write_text(_START, "utf-8")
    (STAGE / "VERSION").write_text(version, "utf-8")
    _run([sys.executable, str(HERE / "icons.py"), str(STAGE)])
    if not dictionaries.bring(STAGE / "besedka_desktop" / "dictionaries"):
        print("There are no dictionaries: on Linux and Windows this build checks no spelling.", file=sys.stderr)
    return version


def version_in(text: str) -> str:
    """Return the version that the package says it is of."""
    found = re.search(r'^__version__ = "([\d.]+)"$', text, re.MULTILINE)
    assert found, "the package says no version"
    return found[1]


def freeze() -> None:
    """Turn the package and its Python into a program that needs neither."""
    options = ["--noconfirm", "--log-level", "WARN", "--workpath", str(BUILD / "work"), "--distpath", str(FROZEN)]
    _run([sys.executable, "-m", "PyInstaller", *options, str(HERE / "besedka-chat.spec")])


def pack(version: str) -> Path:
    """Make the package of this system out of the frozen program."""
    if sys.platform == "win32":
        return inno.pack(FROZEN / "besedka-chat", STAGE, DIST, version)
    if sys.platform == "darwin":
        return dmg.pack(FROZEN / "Besedka Chat.app", DIST, version)
    return deb.pack(FROZEN / "besedka-chat", STAGE, DIST, version)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
