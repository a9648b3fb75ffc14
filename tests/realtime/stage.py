"""A stage without sockets: guests whose link is a list of frames, in front of a real house on a real database.

A test is a playbook: these frames in, exactly those frames out. `hear` waits until the house has nothing left to do and returns what
the guest was told since the last time, checked against the wire language.
"""

import asyncio
import json
import os
from typing import TypeAlias

import pytest
from pydantic import TypeAdapter

from besedka.actions.conversations import OperatorVerb, Verb
from besedka.app import House
from besedka.domain.ids import ConversationId, Instant, OperatorId
from besedka.domain.operator import Operator
from besedka.realtime.operator_session import OperatorSession
from besedka.realtime.session import Session
from besedka.realtime.visitor_session import VisitorSession
from besedka.store import people, sessions
from besedka.wire import operator as operator_words
from besedka.wire import visitor as visitor_words
from besedka.wire.shapes import PROTOCOL
from tests.clients import hello, make_id
from tests.people import ANNA, SITE, Person, Shop

Frame: TypeAlias = dict[str, object]

_VISITOR: TypeAdapter[visitor_words.ServerSays] = TypeAdapter(visitor_words.ServerSays)
_OPERATOR: TypeAdapter[operator_words.ServerSays] = TypeAdapter(operator_words.ServerSays)
CONNECTION = {"typing", "visitor_page", "presence", "people", "project", "tags", "team", "person", "pong", "unheard"}
"""What is said by the way: blips, which a playbook about facts does not list."""


ONE_DATABASE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
"""For what is the same on every database."""


class FakeLink:
    """Keeps the link's promise with a list. `paused` is the test's to set; `ever` is all that was ever sent."""

    def __init__(self) -> None:
        self.paused = False
        self.frames: list[bytes] = []
        self.ever: list[bytes] = []
        self.code: int | None = None

    def send(self, frames: list[bytes]) -> None:
        """Take the frames."""
        assert self.code is None, "nothing is said after the end"
        self.frames += frames
        self.ever += frames

    def close(self, code: int) -> None:
        """Take the end."""
        assert self.code is None, "it ends once"
        self.code = code


class Guest:
    """A connection: what it says and what it is told."""

    session: Session
    language: TypeAdapter[visitor_words.ServerSays] | TypeAdapter[operator_words.ServerSays]

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self.link = FakeLink()

    def say(self, frame: Frame | bytes | str) -> None:
        """Say one frame, or raw bytes."""
        raw = frame if isinstance(frame, bytes) else (frame if isinstance(frame, str) else json.dumps(frame)).encode()
        self.session.on_text(raw)

    async def hear(self, *, everything: bool = False) -> list[Frame]:
        """Return what was told since the last time, when everything has settled; `everything`: with typing, presence and pongs."""
        await self.stage.settle()
        raw, self.link.frames = self.link.frames, []
        for frame in raw:
            self.language.validate_json(frame)
        told: list[Frame] = [json.loads(frame) for frame in raw]
        return [frame for frame in told if everything or frame["t"] not in CONNECTION]

    async def kinds(self) -> list[str]:
        """Return the kinds of what was told since the last time."""
        return [str(frame["t"]) for frame in await self.hear()]

    def pause(self) -> None:
        """Read no more."""
        self.link.paused = True

    def resume(self) -> None:
        """Read again."""
        self.link.paused = False
        self.session.caught_up()

    def cut(self) -> None:
        """Lose the connection."""
        self.session.gone()


class Widget(Guest):
    """A visitor's connection."""

    language = _VISITOR
    key: str | None = None

    def __init__(self, stage: "Stage", origin: str | None) -> None:
        super().__init__(stage)
        self.session = VisitorSession(
            stage.house.hub, self.link, (origin, "https://chat.example"), "Test/1", "127.0.0.1"
        )
        stage.house.hub.arrived(self.session)

    async def welcomed(self, key: str | None = None, position: str | None = None) -> Frame:
        """Say hello; return the welcome, which must come first."""
        self.say(hello(self.stage.shop.key, key, position))
        await self.stage.settle()
        welcome: Frame = json.loads(self.link.frames.pop(0))
        assert welcome["t"] == "welcome", welcome
        made = welcome["key"]
        self.key = made if isinstance(made, str) else key
        return welcome

    def post(self, text: str, id: str | None = None) -> str:
        """Say a message; return its id."""
        id = id or make_id()
        self.say({"t": "post", "id": id, "text": text})
        return id


class Desk(Guest):
    """An operator's connection."""

    language = _OPERATOR

    def __init__(self, stage: "Stage", operator: Operator, expires: int, token: bytes) -> None:
        super().__init__(stage)
        self.operator = operator
        self.token = token
        self.session = OperatorSession(stage.house.hub, self.link, operator, expires, token)
        stage.house.hub.arrived(self.session)

    async def welcomed(self, position: int = 0) -> Frame:
        """Say hello; return the welcome, which must come first."""
        self.say({"t": "hello", "v": PROTOCOL, "position": position, "language": "ru"})
        await self.stage.settle()
        welcome: Frame = json.loads(self.link.frames.pop(0))
        assert welcome["t"] == "welcome", welcome
        return welcome

    def post(self, conversation: str, text: str, id: str | None = None) -> str:
        """Answer; return the message's id."""
        id = id or make_id()
        self.say({"t": "post", "id": id, "conversation": conversation, "text": text})
        return id


class Stage:
    """The house with its shop, and guests without sockets."""

    def __init__(self, house: House, shop: Shop) -> None:
        self.house = house
        self.shop = shop

    def widget(self, origin: str | None = SITE) -> Widget:
        """Return a visitor who has connected and said nothing yet."""
        return Widget(self, origin)

    async def desk(self, who: Person, expires: int = 2**50) -> Desk:
        """Return an operator who has connected and said nothing yet."""
        return await self.desk_of(self.shop.operator(who), expires)

    async def desk_of(self, id: OperatorId, expires: int = 2**50) -> Desk:
        """Return anybody's desk, of whichever project."""
        found = await self.house.deps.database.read(people.operator_by_id(id))
        assert found is not None
        token = os.urandom(32)
        forever, now = Instant(2**50), self.house.deps.clock.now()
        signed_in = sessions.Session(token, "operator", found.id, found.project, now, forever, "", now)
        await self.house.deps.committer.run(lambda: sessions.add(signed_in))
        return Desk(self, found, expires, token)

    async def visitor(self) -> Widget:
        """Return a new visitor who has been welcomed."""
        widget = self.widget()
        await widget.welcomed()
        return widget

    async def operator(self, who: Person) -> Desk:
        """Return an operator who has been welcomed and has heard everything there was."""
        desk = await self.desk(who)
        await desk.welcomed()
        await desk.hear()
        return desk

    def act(self, who: Person, verb: Verb, conversation: str) -> "asyncio.Future[object]":
        """Take, close or reopen, as the app does over HTTP."""
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        project, id = self.shop.number, ConversationId(bytes.fromhex(conversation))
        now = Instant(self.house.deps.clock.now())
        unit = OperatorVerb(project, self.shop.operator(who), who.role == "admin", id, verb, now, answer.set_result)
        self.house.deps.committer.submit(unit)
        return answer

    async def settle(self) -> None:
        """Return when nothing is being read, written or told any more."""
        hub, committer = self.house.hub, self.house.deps.committer
        quiet = 0
        while quiet < 3:
            await committer.drain()
            if hub._tasks:
                await asyncio.wait(hub._tasks)
                quiet = 0
            await asyncio.sleep(0)
            quiet += 1


def texts(frames: list[Frame]) -> list[str]:
    """Return the texts of the messages that were told."""
    found = [frame["message"] for frame in frames if frame["t"] == "message_posted"]
    return [str(message["text"]) for message in found if isinstance(message, dict)]


async def begun(stage: Stage, *desks: Desk) -> tuple[Widget, str]:
    """Return a visitor who has written, and the conversation's id; the desks have heard of it."""
    widget = await stage.visitor()
    widget.post("hello")
    await widget.hear()
    for desk in desks:
        await desk.hear()
    other = await stage.desk(ANNA)
    await other.welcomed()
    started = [f for f in await other.hear() if f["t"] == "conversation_started"][-1]["conversation"]
    other.cut()
    assert isinstance(started, dict)
    return widget, str(started["id"])


def facts(frames: list[Frame]) -> list[tuple[object, object]]:
    """Return kind and position of what was told."""
    return [(frame["t"], frame.get("position")) for frame in frames]
