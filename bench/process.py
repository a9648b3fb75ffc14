"""Starts servers as processes of their own, pinned to their core, and takes them down again."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bench.machine import SERVER_CORE, cpu_seconds

ROOT = Path(__file__).resolve().parent.parent
BESEDKA = "from besedka.cli import main; main()"
NO_LIMITS = {"BESEDKA_POSTS_BURST": "1e9", "BESEDKA_POSTS_PER_SECOND": "1e9"}
AS_INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Compiled modules are kept, as on anybody's machine: a checkout whose Python is told to keep none compiles them at every start."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. `started_in` and `start_cpu` are the seconds, and those of processor time, until it did."""

    pid: int
    port: int
    key: str
    project: int
    email: str
    password: str
    started_in: float
    start_cpu: float

    @property
    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        return cpu_seconds(self.pid)


@contextmanager
def spawned(
    arguments: list[str], environment: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """Run Python with these arguments on the server's core; the process is ended and waited for."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **AS_INSTALLED, **(environment or {})},
        preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield process, process.stdout
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def besedka(data: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve a demo installation from `data`, with nothing but the posting limits lifted."""
    arguments = ["-c", BESEDKA, "demo", "--data", str(data), "--host", "0.0.0.0", "--port", "0", "--json"]
    begun = time.perf_counter()
    with spawned(arguments, {**NO_LIMITS, **(environment or {})}) as (process, output):
        line = output.readline()
        if not line:
            raise SystemExit("bench: the server did not start; its own words are above")
        ready = json.loads(line)
        yield Server(
            process.pid, int(ready["url"].rpartition(":")[2]), ready["project"]["key"], ready["project"]["number"],
            ready["operator"]["email"], ready["operator"]["password"], time.perf_counter() - begun, cpu_seconds(process.pid),
        )  # fmt: skip


def add_operator(data: Path, server: Server, email: str) -> None:
    """Make one more administrator among the operators, with the password of the first."""
    words = [
        "operator",
        "add",
        "--project",
        str(server.project),
        "--name",
        email,
        "--email",
        email,
        "--admin",
        "--data",
        str(data),
    ]
    command = [sys.executable, "-c", BESEDKA, *words, "--password", server.password]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def fresh(environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Serve a new installation that is thrown away afterwards."""
    with data_folder() as data, besedka(data, environment) as server:
        yield server


@contextmanager
def target(module: str) -> Iterator[Server]:
    """Serve one of bench/targets: the bare stack that the product is compared with. It prints its port when it answers."""
    begun = time.perf_counter()
    with spawned(["-m", f"bench.targets.{module}"]) as (process, output):
        port = int(output.readline())
        yield Server(process.pid, port, "0" * 32, 0, "", "", time.perf_counter() - begun, cpu_seconds(process.pid))


@contextmanager
def data_folder() -> Iterator[Path]:
    """Return a folder on a real disk (BESEDKA_BENCH_DATA names another place), removed afterwards."""
    place = os.environ.get("BESEDKA_BENCH_DATA")
    with tempfile.TemporaryDirectory(prefix="besedka-bench-", dir=place or "/var/tmp") as folder:
        yield Path(folder)
