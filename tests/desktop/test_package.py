"""The packaged Linux program, as somebody installs it: unpacked, started from an empty home folder, signed in by typing, and at work."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import httpx2
import pytest

from tests.clients import VisitorClient, browse
from tests.desktop.surroundings import Environment, bus, screen
from tests.processes import ROOT, ServerProcess
from tests.waiting import eventually, until

pytestmark = [pytest.mark.long, pytest.mark.asyncio]
DIST = ROOT / "desktop" / "dist"
PATIENCE = 120
TOOLS = ("dpkg-deb", "xdotool", "import", "Xvfb", "dbus-daemon")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as the package lays it out; the package is built unless it was."""
    missing = [name for name in TOOLS if shutil.which(name) is None]
    assert not missing, f"apt-get install dpkg xdotool imagemagick xvfb dbus: {missing} is not there"
    if not list(DIST.glob("*.deb")):
        subprocess.run([ROOT / "scripts" / "package"], check=True)
    root: Path = tmp_path_factory.mktemp("root")
    [built] = DIST.glob("*.deb")
    subprocess.run(["dpkg-deb", "--extract", built, root], check=True)
    words = root / "opt/besedka-chat/_internal/besedka_desktop/dictionaries"
    assert {path.stem for path in words.glob("*.bdic")} == {"ru_RU", "en_US"}, (
        "apt-get install hunspell-ru hunspell-en-us qt6-webengine-dev-tools"
    )
    return root


class Window:
    """The program's window, and a hand that types."""

    def __init__(self, display: str, folder: Path) -> None:
        self._env = {"PATH": os.environ["PATH"], "DISPLAY": display}
        self._folder = folder

    def title(self) -> str:
        """Return the title of the window that is seen; empty while there is none."""
        found = self._do("search", "--onlyvisible", "--name", "Besedka").split()
        return self._do("getwindowname", found[-1]).strip() if found else ""

    def types(self, *fields: str) -> None:
        """Type into one field after the other, and press Enter."""
        window = self._do("search", "--onlyvisible", "--name", "Besedka").split()[-1]
        self._do("windowfocus", "--sync", window)
        for n, text in enumerate(fields):
            if n:
                self._do("key", "Tab")
            self._do("type", "--delay", "20", text)
        self._do("key", "Return")

    def keeps(self, name: str) -> None:
        """Keep a picture of the screen where BESEDKA_PICTURES says, if it says."""
        folder = Path(os.environ.get("BESEDKA_PICTURES", self._folder))
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", folder / f"{name}.png"], env=self._env, check=True)

    def _do(self, *what: str) -> str:
        return subprocess.run(["xdotool", *what], env=self._env, capture_output=True, text=True, check=False).stdout


@contextmanager
def running(package: Path, home: Path, display: str, address: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Start it with nothing of ours around: no Python of ours, an empty home."""
    home.mkdir()
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    env = {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "DISPLAY": display, "LANG": "C.UTF-8",
        "DBUS_SESSION_BUS_ADDRESS": address,
    }  # fmt: skip
    with (home.parent / "program.log").open("wb") as log:
        program = package / "opt/besedka-chat/besedka-chat"
        process = subprocess.Popen([program], env=env, cwd=home, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def of(server: ServerProcess, what: str, field: str) -> str:
    return str(cast("dict[str, object]", server.installed[what])[field])


async def test_the_packaged_program_signs_in_is_called_and_answers(package: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    async with ServerProcess(data, demo=True, cheap_passwords=True) as server:
        with screen() as display, bus() as address:
            around = Environment(address)
            with running(package, tmp_path / "home", display, address) as process:
                await _at_work(server, Window(display, tmp_path), around)
                assert process.poll() is None
            around.leave()
    assert (tmp_path / "home/.config/besedka-chat").is_dir(), "what it keeps is in the home folder"


async def _at_work(server: ServerProcess, window: Window, around: Environment) -> None:
    email, password = of(server, "operator", "email"), of(server, "operator", "password")
    await until(lambda: window.title() != "", within=PATIENCE)
    window.keeps("package-door")
    window.types(server.url, of(server, "project", "number"), email, password)
    async with browse(f"{server.url}/api/operator/v1", timeout=30) as http:
        said = {"project": server.project, "email": email, "password": password, "remember": False}
        assert (await http.post("/session", json=said)).status_code == 200
        await eventually(lambda: _is_connected(server.url), within=PATIENCE)
        guest = await VisitorClient.knock(server.url, of(server, "project", "key"), server.url)
        await guest.hello()
        await guest.post("Здравствуйте")
        [conversation] = (await http.get("/conversations?list=new")).json()["conversations"]
        assert (await http.post(f"/conversations/{conversation['id']}/take")).status_code == 200
        await guest.post("Сколько стоит замер?")
        await _answers(around, http, str(conversation["id"]))
        await guest.post("Алло?")
        await until(lambda: around.asked[-1].text == "Алло?", within=PATIENCE)
        around.click(around.asked[-1])
        await eventually(lambda: _is_read(http, str(conversation["id"])), within=PATIENCE)
        window.keeps("package-desk")
        await guest.close()


async def _is_connected(url: str) -> bool:
    """Whether anybody holds a socket to the server: it can only be the program."""
    async with browse(url) as http:
        return "besedka_connections 1.0" in (await http.get("/metrics")).text


async def _is_read(http: httpx2.AsyncClient, conversation: str) -> bool:
    mine = (await http.get("/conversations?list=mine")).json()["conversations"]
    return any(one["id"] == conversation and one["operator_read"] == one["last_seq"] for one in mine)


async def _answers(around: Environment, http: httpx2.AsyncClient, conversation: str) -> None:
    """A pop-up of the system comes, and what is typed into it is stored once."""
    await until(lambda: any("замер" in popup.text for popup in around.asked), within=PATIENCE)
    around.answer(around.asked[-1], "Замер бесплатный")

    async def stored() -> bool:
        told = (await http.get(f"/conversations/{conversation}/messages")).json()["messages"]
        return [one["text"] for one in told].count("Замер бесплатный") == 1

    await eventually(stored, within=PATIENCE)
