"""Runs the steps of a command one after the other, all of them, and says at the end which failed."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tools import environment, frontend, memory
from tools.frontend import ROOT


@dataclass(frozen=True)
class Step:
    """One step: its name for people, and what it does; it has passed when `run` returns 0."""

    name: str
    run: Callable[[], int]


def program(name: str, *command: str, in_memory: bool = False) -> Step:
    """Return a step that runs a program of .venv in the checkout; what it keeps for the moment may be kept in memory."""
    path = Path(environment.VENV, "bin", command[0])

    def start() -> int:
        with memory.lent() if in_memory else nullcontext(dict[str, str]()) as place:
            return subprocess.run([path, *command[1:]], cwd=ROOT, env=_environment() | place, check=False).returncode

    return Step(name, start)


def npm(name: str, *arguments: str) -> Step:
    """Return a step that runs npm in web/, with the Node that came as a Python package."""
    return Step(name, lambda: _npm(arguments))


def beside(step: Step, name: str, *arguments: str) -> Step:
    """Return `step` with another command of the house run meanwhile; that one's words are shown when both are done."""
    command = [sys.executable, str(ROOT / "scripts" / "main.py"), *arguments]

    def both() -> int:
        with (
            tempfile.TemporaryFile() as words,
            subprocess.Popen(command, cwd=ROOT, stdout=words, stderr=words) as other,
        ):
            status = step.run()
            other.wait()
            words.seek(0)
            shutil.copyfileobj(words, sys.stdout.buffer)
            sys.stdout.flush()
        return status or other.returncode

    return Step(f"{name}; meanwhile {step.name}", both)


def run(steps: Sequence[Step]) -> int:
    """Run every step; return 1 when any failed."""
    failed = [step.name for step in steps if _run(step)]
    if failed:
        environment.say(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def _run(step: Step) -> int:
    environment.say(f"── {step.name}")
    started = time.monotonic()
    try:
        status = step.run()
    except (environment.SetupFailed, OSError) as failure:
        environment.say(str(failure))
        status = 1
    environment.say(f"── {step.name}: {'failed' if status else 'done'} in {time.monotonic() - started:.1f} s\n")
    return status


def _npm(arguments: Sequence[str]) -> int:
    try:
        frontend.install(environment.node(), environment.say)
        frontend.npm(environment.node(), arguments)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


def _environment() -> dict[str, str]:
    """What programs are started with. They keep what Python compiles, as ever: the tests start the house dozens of times."""
    path = os.pathsep.join([str(environment.VENV / "bin"), os.environ.get("PATH", os.defpath)])
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PATH": path, "PYTHONPATH": ""}
