"""The house as its own process: what a test may kill, stop and start again on the same data."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

_MAIN = "import sys; from besedka.cli import main; sys.exit(main())"
_CHEAP = f"from besedka.actions import passwords; from tests.people import CHEAP; passwords.HASHER = CHEAP; {_MAIN}"
ROOT = Path(__file__).resolve().parent.parent
Json: TypeAlias = dict[str, object]


def besedka(*arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run one command of the command line to its end."""
    return python(_MAIN, *arguments, env=env)


def python(program: str, *arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a program in a Python of its own, with the house within reach."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(env), capture_output=True, text=True, timeout=60, check=False
    )


class ServerProcess:
    """`besedka serve` (or `demo`) as a process of its own. `prefix` is put before the command (`prlimit`, `nice`, …); where
    `cheap_passwords`, it hashes them as the tests' own houses do, for people who sign in hundreds of times."""

    def __init__(
        self,
        data: Path,
        *,
        demo: bool = False,
        port: int = 0,
        env: Mapping[str, str] | None = None,
        prefix: tuple[str, ...] = (),
        cheap_passwords: bool = False,
    ) -> None:
        self.data = data
        self.url = ""
        self.installed: Json = {}
        self._verb = "demo" if demo else "serve"
        self._port = port
        self._env = env
        self._prefix = prefix
        self._program = _CHEAP if cheap_passwords else _MAIN
        self._process: Process | None = None
        self.log = data / "server.log"

    @property
    def project(self) -> int:
        """The number of the demo's project."""
        project = self.installed["project"]
        assert isinstance(project, dict)
        return int(project["number"])

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self._process is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it runs."""
        assert self._process is not None
        return self._process.returncode

    async def start(self, within: float = 60.0) -> Json:
        """Start and wait until it answers; returns what it printed. A second start uses the same port as the first."""
        self.data.mkdir(parents=True, exist_ok=True)
        arguments = [self._verb, "--data", str(self.data), "--port", str(self._port), "--json"]
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._prefix, sys.executable, "-c", self._program, *arguments, cwd=ROOT, env=environment(self._env),
                stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip
        assert self._process.stdout is not None
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), within)
        except TimeoutError:
            await self.kill()  # nobody else would
            raise
        if not line:
            code = await self._process.wait()
            raise AssertionError(f"the server did not start ({code}):\n{self.log.read_text()}")
        self.installed = json.loads(line)
        self.url = str(self.installed["url"])
        self._port = int(self.url.rsplit(":", 1)[1])
        return self.installed

    async def kill(self) -> None:
        """End it as a power cut would: SIGKILL."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end (SIGTERM) and return its exit code."""
        return await self._end(signal.SIGTERM)

    def send(self, number: signal.Signals) -> None:
        """Send any signal: SIGSTOP, SIGCONT, …"""
        os.kill(self.pid, number)

    async def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(number)
        return await asyncio.wait_for(self._process.wait(), 20)

    async def __aenter__(self) -> "ServerProcess":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.returncode is None:
            await self.kill()


def environment(extra: Mapping[str, str] | None) -> dict[str, str]:
    """Return this process's environment without settings of the house, but with `extra`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BESEDKA_")}
    return {**kept, "PYTHONPATH": str(ROOT), **(extra or {})}
