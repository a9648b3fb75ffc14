"""The app as a process of its own, in a home of its own, with a hand inside (driven.py)."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, cast

from tests.processes import ROOT
from tests.waiting import eventually

Json: TypeAlias = dict[str, object]
FAST = "--disable-gpu --renderer-process-limit=1"


@dataclass
class App:
    """A program that was started, and what a test does to it."""

    home: Path
    screen: str
    bus: str
    language: str = "ru_RU.UTF-8"
    extra: Mapping[str, str] = field(default_factory=dict)
    process: Process | None = None
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    @property
    def settings(self) -> Path:
        """Where it keeps what was chosen."""
        return self.home / ".config" / "besedka-chat"

    async def start(self, *arguments: str) -> None:
        """Start it and take its hand, once it has begun: it is there to be taken a moment before."""
        self.home.mkdir(parents=True, exist_ok=True)
        path = self.home / "hand"
        self.process = await self._run("tests.desktop.driven", str(path), *arguments)
        await eventually(lambda: self._takes(path), within=30)
        await self.state()

    async def again(self, *arguments: str) -> int:
        """Start it once more beside the first; returns how that one ended."""
        process = await self._run("besedka_desktop", *arguments)
        return await asyncio.wait_for(process.wait(), 30)

    async def _run(self, module: str, *arguments: str) -> Process:
        with (self.home / "app.log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-X", "faulthandler", "-m", module, *arguments, cwd=ROOT, env=self._env(), stdout=log, stderr=log
            )  # fmt: skip

    def _env(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("BESEDKA_", "QT", "XDG_", "LC_"))
        }
        return kept | {
            "HOME": str(self.home), "DISPLAY": self.screen, "DBUS_SESSION_BUS_ADDRESS": self.bus, "LANG": self.language,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "desktop")]), "QT_QPA_PLATFORM": "xcb", "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "QTWEBENGINE_CHROMIUM_FLAGS": FAST, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **self.extra,
        }  # fmt: skip

    async def _takes(self, path: Path) -> bool:
        assert self.process is not None
        assert self.process.returncode is None, self.log()
        try:
            self._reader, self._writer = await asyncio.open_unix_connection(path, limit=2**24)
        except OSError:
            return False
        return True

    async def do(self, what: str, **how: object) -> object:
        """Do something inside, and return what came of it."""
        assert self._reader is not None
        assert self._writer is not None
        self._writer.write(json.dumps({"do": what, **how}).encode() + b"\n")
        line = await asyncio.wait_for(self._reader.readline(), 20)
        assert line, self.log()
        value = cast("Json", json.loads(line))["value"]
        assert not (isinstance(value, dict) and "trouble" in value), value
        return value

    async def state(self) -> Json:
        """Look at everything."""
        return cast("Json", await self.do("state"))

    async def desk(self) -> Json:
        """Look at the first window."""
        return cast("list[Json]", (await self.state())["desks"])[0]

    async def tray(self) -> Json:
        """Look at the tray."""
        return cast("Json", (await self.state())["tray"])

    async def chooses(self, name: str) -> None:
        """Choose this in the tray's menu, once it is there: the menu is built anew when all else is done."""

        async def is_done() -> bool:
            return await self.do("menu", name=name) is True

        await eventually(is_done)

    async def js(self, script: str) -> object:
        """Run a script in the page's own world."""
        return await self.do("js", script=script, later=True)

    async def sits(self, within: float = 30.0) -> None:
        """Wait until the operator sits at the desk."""
        await self.becomes(signed=True, within=within)

    async def becomes(self, within: float = 15.0, **wanted: object) -> None:
        """Wait until the first window is so."""

        async def is_so() -> bool:
            desks = cast("list[Json]", (await self.state())["desks"])
            return bool(desks) and all(desks[0][name] == value for name, value in wanted.items())

        try:
            await eventually(is_so, within)
        except AssertionError:
            raise AssertionError(f"{wanted} did not come: {await self.state()}\n{self.log()}") from None

    async def shows(self, script: str, within: float = 15.0) -> None:
        """Wait until a script of the page says yes."""

        async def is_so() -> bool:
            return await self.js(script) is True

        try:
            await eventually(is_so, within)
        except AssertionError:
            text = await self.js("document.body.innerText")
            raise AssertionError(f"{script} did not become true: {text}\n{self.log()}") from None

    def log(self) -> str:
        """What it said."""
        return (self.home / "app.log").read_text(errors="replace")[-4_000:]

    async def quit(self) -> int:
        """Quit as a person does; returns how it ended."""
        assert self.process is not None
        assert self._writer is not None
        self._writer.write(b'{"do": "quit"}\n')
        code = await asyncio.wait_for(self.process.wait(), 20)
        self._writer.close()
        return code

    async def end(self) -> None:
        """End it, whatever it does."""
        if self._writer is not None:
            self._writer.close()
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()
