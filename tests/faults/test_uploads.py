"""The server is killed (SIGKILL) in the middle of uploads again and again, on both databases, and with a bucket. Each upload goes on
from where it stood, and what is there in the end is what was sent, byte for byte; nothing half is handed out, nothing is left over.
"""

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from besedka.actions import files
from besedka.app import open_house
from besedka.config import Settings
from besedka.ports.database import Query, Row, Script
from besedka.ports.files import MARK
from tests.clients import VisitorClient, browse, hello, make_id
from tests.clock import FrozenClock
from tests.faults.scene import GENEROUS, sign_in
from tests.pictures import picture
from tests.processes import ServerProcess
from tests.s3 import S3
from tests.uploading import Hand
from tests.waiting import until

QUICK = 3
LONG = int(os.environ.get("KILLS", "60"))
PIECE = 64 * 1024
DAYS = 2 * 24 * 3_600
DESK = "/api/operator/v1"
S3_NAMES = ("bucket", "endpoint", "region", "key", "secret", "prefix")
Project = dict[str, object]


@dataclass
class Sender:
    """Somebody who uploads one file after another through every kill, by the rules of web/shared/uploads.ts."""

    hand: Hand
    post: Callable[[Hand, str], Awaitable[bool]]
    """Sends a file with a message of the file's own id; True when that is stored."""
    files: dict[str, bytes] = field(default_factory=dict)
    ready: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    breaks: int = 0
    resumed: int = 0
    restarted: int = 0
    midway: bool = False
    """The server has some of a file, and is owed more than half of it."""
    stopping: bool = False

    async def run(self) -> None:
        """Upload and send until told to stop, and give every third file up; what has begun is finished."""
        while not self.stopping:
            for name, data in (("фото.png", picture(500, 400, "PNG")), ("запись.bin", secrets.token_bytes(2_000_000))):
                id = await self.upload(name, data)
                if len(self.files) % 3:
                    await self._until(lambda id=id: self.post(self.hand, id))  # type: ignore[misc]  # bound here
                else:
                    await self._until(lambda id=id: self._give_up(id))  # type: ignore[misc]  # the same

    async def upload(self, name: str, data: bytes) -> str:
        """Upload one file, however often the connection breaks."""
        id, known = make_id(), [0]
        self.files[id] = data
        await self._until(lambda: self._send(id, name, data, known))
        return id

    async def _until(self, work: Callable[[], Awaitable[bool]]) -> None:
        while True:
            try:
                if await work():
                    return
            except (httpx2.HTTPError, ConnectionError):
                self.breaks += 1
                await asyncio.sleep(0.05)

    async def _give_up(self, id: str) -> bool:
        answer = await self.hand.cancel(id)
        self.given_up.add(id)
        return answer.status_code in (204, 404)  # said twice, it may be gone already

    async def _send(self, id: str, name: str, data: bytes, known: list[int]) -> bool:
        self.midway = False
        told = await self._told(await self.hand.begin(name, len(data), id))
        self.resumed += 0 < known[0] <= told["received"] < len(data)
        self.restarted += told["received"] < known[0]
        while not told["ready"]:
            known[0] = told["received"]
            self.midway = 0 < known[0] < len(data) // 2
            told = await self._told(await self.hand.append(id, known[0], data[known[0] : known[0] + PIECE]))
        self.ready.add(id)
        return True

    async def _told(self, answer: httpx2.Response) -> "dict[str, int]":
        if answer.status_code >= 500:
            raise ConnectionError(answer.text)
        assert answer.status_code == 200, answer.text
        told: dict[str, int] = answer.json()
        return told


@dataclass
class Place:
    """Where the rows are, and where the files."""

    database: str = ""
    s3: S3 | None = None
    bucket: str = ""

    def settings(self, data: Path) -> Settings:
        """Return the settings of a server with its data in this folder."""
        own = Settings(data=data, port=0, database=self.database)
        return self.s3.settings(own, self.bucket) if self.s3 else own

    def env(self) -> dict[str, str]:
        """Return the same for a process of its own."""
        told = self.settings(Path()).model_dump(include={"database", *(f"s3_{name}" for name in S3_NAMES)})
        return {**GENEROUS, **{f"BESEDKA_{name.upper()}": str(value) for name, value in told.items()}}

    def names(self, data: Path) -> set[str]:
        """Return the names of all contents, wherever they are."""
        on_disk = {path.name for path in self.settings(data).files_folder.glob("**/??/*")}
        return on_disk | {Path(name).name for name in self.s3.objects(self.bucket)} - {MARK} if self.s3 else on_disk


@pytest.fixture(params=["sqlite", "postgres", "s3"])
def place(request: pytest.FixtureRequest) -> Place:
    if request.param == "s3":
        s3: S3 = request.getfixturevalue("s3")
        return Place(s3=s3, bucket=s3.bucket())
    return Place(request.getfixturevalue("postgres_url") if request.param == "postgres" else "")


@pytest.fixture
async def server(place: Place, tmp_path: Path) -> AsyncIterator[ServerProcess]:
    async with ServerProcess(tmp_path, demo=True, env=place.env()) as running:
        yield running


async def test_a_few_kills(server: ServerProcess, place: Place) -> None:
    figures = await kill(server, QUICK, place)
    assert figures["files"] > 2
    assert figures["resumed"] > 0


@pytest.mark.long
async def test_many_kills(server: ServerProcess, place: Place) -> None:
    print(f"\n{await kill(server, LONG, place)}")


async def kill(server: ServerProcess, kills: int, place: Place) -> dict[str, int]:
    """Kill and start `kills` times under uploads; return the figures."""
    begun, key = time.monotonic(), await visitor_of(server)
    anna = operators(server, await sign_in(server))
    senders = [Sender(anna, await answering(anna)), Sender(visitors(server, key), writing(server, key))]
    tasks = [asyncio.create_task(sender.run()) for sender in senders]
    for n in range(kills):
        await asyncio.sleep(0.2 + secrets.randbelow(800) / 1000)
        if n % 3 == 0:  # the others come at any moment
            await until(lambda: any(sender.midway for sender in senders))
        await server.kill()
        await server.start(60)
        await nothing_half_is_handed_out(anna, senders)
    for sender in senders:
        sender.stopping = True
    await asyncio.gather(*tasks)
    await everything_is_whole(anna, senders)
    await server.stop()
    await nothing_is_left_over(server.data, place, sum(len(sender.files) - len(sender.given_up) for sender in senders))
    return {
        "kills": kills, "files": sum(len(sender.ready) for sender in senders), "breaks": sum(sender.breaks for sender in senders),
        "resumed": sum(sender.resumed for sender in senders), "restarted": sum(sender.restarted for sender in senders),
        "seconds": round(time.monotonic() - begun),
    }  # fmt: skip


async def nothing_half_is_handed_out(desk: Hand, senders: list[Sender]) -> None:
    """Ask for what is on its way: either it is not there, or it is whole by now."""
    for id, data in [(id, data) for sender in senders for id, data in sender.files.items() if id not in sender.ready]:
        for way in ("content", "preview"):
            got = await desk.http.get(f"{DESK}/files/{id}/{way}")
            whole = got.status_code == 200 and (way == "preview" or got.content == data)
            assert got.status_code == 404 or whole, (got.status_code, len(got.content))


async def everything_is_whole(desk: Hand, senders: list[Sender]) -> None:
    """Read back every byte of what was sent; what was given up is not there."""
    for sender in senders:
        assert sender.ready == sender.files.keys()
        for id, data in sender.files.items():
            got = await desk.http.get(f"{DESK}/files/{id}/content")
            assert got.status_code == 404 if id in sender.given_up else got.content == data


async def nothing_is_left_over(data: Path, place: Place, sent: int) -> None:
    """Two days later there is what was sent, with the small pictures, and not a content more, nor a half one."""
    settings, clock = place.settings(data), FrozenClock()
    clock.advance(time.time() + DAYS - clock.now() / 1000)
    async with open_house(settings, clock) as house:
        for _ in range(1 + sent // files.AT_ONCE):
            await files.tidy(house.deps)
        rows = await house.deps.database.read(_kept())
    known = {key.hex() for key, _ in rows} | {key.hex() + "p" for key, preview in rows if preview}
    assert place.names(data) == known
    assert len(rows) == sent
    assert place.s3 is None or place.s3.halves(place.bucket) == 0


def _kept() -> Script[list[Row]]:
    rows = yield Query("SELECT key, preview FROM files", ())
    return [tuple(row) for row in rows]


def project(server: ServerProcess) -> Project:
    """Return the demo's project."""
    found = server.installed["project"]
    assert isinstance(found, dict)
    return found


def operators(server: ServerProcess, token: str) -> Hand:
    """Return Anna's way of uploading."""
    headers = {"Origin": server.url, "Cookie": f"besedka_operator={token}"}
    return Hand(browse(server.url, headers, timeout=20), DESK)


def visitors(server: ServerProcess, key: str) -> Hand:
    """Return a visitor's way of uploading."""
    http = browse(server.url, {"Origin": server.url, "Besedka-Visitor": key}, timeout=20)
    return Hand(http, "/api/visitor/v1", {"project": str(project(server)["key"])})


async def answering(anna: Hand) -> Callable[[Hand, str], Awaitable[bool]]:
    """Return how Anna sends a file: with an answer in the one conversation that there is."""
    page = (await anna.http.get(f"{DESK}/conversations?list=new")).json()
    path = f"{DESK}/conversations/{page['conversations'][0]['id']}/messages"

    async def post(hand: Hand, file: str) -> bool:
        answer = await hand.http.post(path, json={"id": file, "text": "", "files": [file]})
        return answer.status_code == 200

    return post


def writing(server: ServerProcess, key: str) -> Callable[[Hand, str], Awaitable[bool]]:
    """Return how the visitor sends a file, where sockets do not pass."""
    greeting = hello(str(project(server)["key"]), key)

    async def post(hand: Hand, file: str) -> bool:
        frame = {"t": "post", "id": file, "text": "", "files": [file]}
        answer = await hand.http.post("/api/visitor/v1/poll", json={"hello": greeting, "frames": [frame], "wait": 0})
        return any((f["t"], f.get("id")) == ("ack", file) for f in answer.json()["frames"])

    return post


async def visitor_of(server: ServerProcess) -> str:
    """Return the key of a visitor who has written."""
    client = await VisitorClient.knock(server.url, str(project(server)["key"]), server.url)
    await client.hello()
    await client.post("Здравствуйте")
    await client.close()
    assert client.key is not None
    return client.key
