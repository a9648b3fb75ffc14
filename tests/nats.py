"""A real NATS server for the tests, to be stopped and started again under the same address."""

import asyncio
import shutil
import socket
import subprocess
import sys
from pathlib import Path


class Nats:
    """`nats-server` on a free port of this machine."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The server's address, with a subject of this installation's own."""
        return f"nats://127.0.0.1:{self._port}/test"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self._launch()
        for _ in range(500):
            if await self._answers():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("nats-server does not answer")

    def _launch(self) -> None:
        program = shutil.which("nats-server", path=str(Path(sys.executable).parent)) or "nats-server"
        command = [program, "--addr", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            return False
        writer.close()
        return True

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
