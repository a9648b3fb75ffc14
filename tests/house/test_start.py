"""Two commands on a fresh machine: the first one, as a newcomer types it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools.frontend import ROOT
from tools.sizes import tracked

PROMISED = {"url", "demo_url", "operator_url", "cabinet_url", "project", "owner", "operator"}
TOOLS = ("bash", "dirname", "env", "git", "sh")


@dataclass(frozen=True)
class Start:
    """One start of scripts/run, ended again: its first line, how long that took, and what it told on standard error."""

    said: dict[str, object]
    seconds: float
    chatter: str


def start(checkout: Path, data: Path, path: str) -> Start:
    """Start scripts/run, wait until it is ready, end it."""
    before = time.monotonic()
    command = [str(checkout / "scripts" / "run"), "--port", "0", "--json", "--data", str(data)]
    environment = os.environ | {"PATH": path, "PYTHONPATH": ""}
    with subprocess.Popen(command, cwd=data.parent, env=environment, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout is not None
        line, seconds = process.stdout.readline(), time.monotonic() - before
        process.send_signal(signal.SIGTERM)
        rest, chatter = process.communicate(timeout=30)
    assert line, chatter
    assert not rest, "standard output carries the one line only"
    return Start(json.loads(line), seconds, chatter)


def test_a_start_after_the_first_does_no_work(tmp_path: Path) -> None:
    first = start(ROOT, tmp_path / "data", os.environ["PATH"])
    second = start(ROOT, tmp_path / "data", os.environ["PATH"])
    assert set(first.said) >= PROMISED
    assert second.said["project"] == first.said["project"], "the data are kept"
    assert "…" not in second.chatter, "nothing is installed or built again"


@pytest.mark.long
def test_from_nothing(tmp_path: Path) -> None:
    """A copy of the sources, Python, pip and git; no Node. Every later start takes at most 5 s."""
    checkout, tools = _copy(tmp_path / "besedka"), _tools(tmp_path / "bin")
    first, *later = (start(checkout, tmp_path / "data", tools) for _ in range(4))
    assert set(first.said) >= PROMISED
    assert all(again.said["owner"] == first.said["owner"] for again in later)
    print(f"first start {first.seconds:.1f} s, later ones {', '.join(f'{again.seconds:.1f}' for again in later)} s")
    assert min(again.seconds for again in later) <= 5


def _copy(checkout: Path) -> Path:
    for source in tracked():
        target = checkout / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    return checkout


def _tools(folder: Path) -> str:
    """A PATH with little more than Python on it."""
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name) or name)
    (folder / "python3").symlink_to(getattr(sys, "_base_executable", sys.executable))
    return str(folder)
