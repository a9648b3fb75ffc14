"""Whatever happens, in whatever order: visitors and operators write, read, take, close, lose connections and come back.

The invariant of the house: every acknowledged message exists exactly once, in one order, on both sides; and a client that
applied what it was told, over all its cuts, shows what a fresh one fetches.
"""

import asyncio
import json
import random
import secrets
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from besedka.actions import access
from besedka.actions.conversations import Verb
from besedka.domain.ids import ConversationId
from besedka.store import people
from besedka.wire import operator_words
from tests.clients import make_id
from tests.people import ANNA, IGOR, Person, open_shop
from tests.realtime.stage import Desk, Frame, Stage, Widget

PEOPLE = (ANNA, IGOR)


def _dict(value: object) -> Frame:
    assert isinstance(value, dict)
    return value


@dataclass
class Visitor:
    """A widget's memory: what it has been told, whatever happened to its connections."""

    key: str | None = None
    position: str | None = None
    widget: Widget | None = None
    messages: dict[str, tuple[int, str]] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    outbox: dict[str, str] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    status: str | None = None

    def apply(self, frame: Frame) -> None:
        """Apply one frame as the widget does."""
        kind = frame["t"]
        if kind == "ack":
            id, seq = str(frame["id"]), int(str(frame["seq"]))
            assert self.acked.setdefault(id, seq) == seq, "an acknowledgement never changes"
            text = self.outbox.pop(id, None)
            self.messages.setdefault(id, (seq, text or self.messages[id][1]))
        if kind == "message_posted":
            self._message(_dict(frame["message"]))
        if kind == "welcome" and frame["snapshot"]:
            self._snapshot(frame)
        if kind == "conversation_taken" and self.status in (None, "new"):
            self.status = "open"
        if kind in ("conversation_closed", "conversation_reopened"):
            self.status = "closed" if kind == "conversation_closed" else str(frame["status"])
        if kind in ("messages_read", "messages_delivered"):
            self._mark(str(frame["by"]), str(kind).removeprefix("messages_"), int(str(frame["seq"])))
        if isinstance(frame.get("position"), str):
            self.position = str(frame["position"])

    def _message(self, message: Frame) -> None:
        self.messages[str(message["id"])] = (int(str(message["seq"])), str(message["text"]))
        self.outbox.pop(str(message["id"]), None)

    def _mark(self, by: str, verb: str, seq: int) -> None:
        for name in ("read", "delivered") if verb == "read" else ("delivered",):
            self.marks[f"{by}_{name}"] = max(seq, self.marks.get(f"{by}_{name}", 0))

    def _snapshot(self, welcome: Frame) -> None:
        self.messages = {}
        messages = welcome["messages"]
        assert isinstance(messages, list)
        for message in messages:
            self._message(message)
        if welcome["conversation"] is not None:
            conversation = _dict(welcome["conversation"])
            self.status = str(conversation["status"])
            self.marks = {str(k): int(str(v)) for k, v in _dict(conversation["marks"]).items()}

    def shown(self) -> list[tuple[int, str]]:
        """Return the thread as the widget shows it, without what waits."""
        return sorted(self.messages.values())


@dataclass
class Operators:
    """An app's memory: every conversation in scope, and the position it is true as of."""

    who: Person
    position: int = 0
    desk: Desk | None = None
    messages: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    assignee: dict[str, str | None] = field(default_factory=dict)

    def apply(self, frame: Frame) -> None:
        """Apply one frame as the app does."""
        position = frame.get("position")
        if frame["t"] != "welcome" and isinstance(position, int):
            assert position > self.position, "facts come in order, and once"
            self.position = position
        if frame["t"] == "conversation_started":
            started = _dict(frame["conversation"])
            assignee = started["assignee"]
            self.assignee[str(started["id"])] = None if assignee is None else str(assignee)
        if frame["t"] == "message_posted":
            message = _dict(frame["message"])
            thread = self.messages.setdefault(str(frame["conversation"]), {})
            thread[str(message["id"])] = (int(str(message["seq"])), str(message["text"]))
        if frame["t"] == "conversation_taken":
            self.assignee[str(frame["conversation"])] = str(frame["operator"])


class World:
    """The stage, and everybody's memory."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.random = chance
        self.visitors = [Visitor() for _ in range(3)]
        self.operators = [Operators(who) for who in PEOPLE]
        self.said = 0

    async def step(self) -> None:
        """Do something, and perhaps let the house finish it first."""
        visitor, operator = self.random.choice(self.visitors), self.random.choice(self.operators)
        await self.random.choice([self.write, self.write, self.write, self.answer, self.answer, self.mark, self.act])(
            visitor, operator
        )
        if self.random.random() < 0.25:
            await self.random.choice([self.lose_visitor, self.lose_operator, self.stutter])(visitor, operator)
        for _ in range(self.random.choice((0, 0, 1, 3, 8))):
            await asyncio.sleep(0)

    async def write(self, visitor: Visitor, _: Operators) -> None:
        """Write now, or keep it for later."""
        self.said += 1
        id, text = make_id(), f"v{self.said}"
        visitor.outbox[id] = text
        if visitor.widget is None:
            await self.connect_visitor(visitor)
        elif not visitor.widget.link.paused:
            visitor.widget.post(text, id)

    async def connect_visitor(self, visitor: Visitor) -> None:
        """Come back, and say everything that was never answered."""
        visitor.widget = self.stage.widget()
        visitor.apply(await visitor.widget.welcomed(visitor.key, visitor.position))
        visitor.key = visitor.widget.key
        for id, text in list(visitor.outbox.items()):
            visitor.widget.post(text, id)

    async def connect_operator(self, operator: Operators) -> Desk:
        """Come back from the position that is known."""
        operator.desk = await self.stage.desk(operator.who)
        welcome = await operator.desk.welcomed(operator.position)
        assert welcome["resync"] is False
        return operator.desk

    async def answer(self, _: Visitor, operator: Operators) -> None:
        """Answer in some conversation that is known."""
        desk = operator.desk or await self.connect_operator(operator)
        self.hear(operator, desk)
        if operator.assignee and not desk.link.paused:
            self.said += 1
            desk.post(self.random.choice(sorted(operator.assignee)), f"o{self.said}")

    async def mark(self, visitor: Visitor, operator: Operators) -> None:
        """Receive or read up to somewhere."""
        verb, seq = self.random.choice(("delivered", "read")), self.random.randrange(12)
        if visitor.widget is not None:
            visitor.widget.say({"t": verb, "seq": seq})
        if operator.desk is not None and operator.assignee:
            operator.desk.say({"t": verb, "conversation": self.random.choice(sorted(operator.assignee)), "seq": seq})

    async def act(self, _: Visitor, operator: Operators) -> None:
        """Take, close or reopen something."""
        if operator.assignee:
            verbs: list[Verb] = ["take", "close", "reopen"]
            self.stage.act(operator.who, self.random.choice(verbs), self.random.choice(sorted(operator.assignee)))

    async def lose_visitor(self, visitor: Visitor, _: Operators) -> None:
        """The connection is cut: only some of the newest frames have arrived, in order."""
        if visitor.widget is not None:
            visitor.widget.cut()
            self._some(visitor.widget, visitor)
            visitor.widget = None

    async def lose_operator(self, _: Visitor, operator: Operators) -> None:
        """The same for an operator."""
        if operator.desk is not None:
            operator.desk.cut()
            self._some(operator.desk, operator)
            operator.desk = None

    def _some(self, guest: Widget | Desk, memory: Visitor | Operators) -> None:
        frames = guest.link.frames
        for frame in _read(frames[: self.random.randint(0, len(frames))]):
            memory.apply(frame)

    async def stutter(self, visitor: Visitor, operator: Operators) -> None:
        """Read slowly for a moment."""
        for guest in (visitor.widget, operator.desk):
            if guest is not None:
                guest.resume() if guest.link.paused else guest.pause()

    def hear(self, memory: Visitor | Operators, guest: Widget | Desk) -> None:
        """Apply what has arrived by now."""
        frames, guest.link.frames = guest.link.frames, []
        for frame in _read(frames):
            memory.apply(frame)

    async def end(self) -> None:
        """Everybody is connected, reads, and has no more to say."""
        for visitor in self.visitors:
            widget = visitor.widget
            if widget is not None:
                widget.resume()
                await self.stage.settle()
                self.hear(visitor, widget)
                widget.cut()
            await self.connect_visitor(visitor)
        for operator in self.operators:
            desk = operator.desk or await self.connect_operator(operator)
            desk.resume()
        await self.stage.settle()
        for visitor in self.visitors:
            assert visitor.widget is not None
            self.hear(visitor, visitor.widget)
        for operator in self.operators:
            assert operator.desk is not None
            self.hear(operator, operator.desk)

    def leave(self) -> None:
        """Everybody goes home."""
        for session in list(self.stage.house.hub.sessions):
            session.gone()

    async def check(self) -> None:
        """The invariant."""
        for visitor in self.visitors:
            assert not visitor.outbox, "what was written is stored in the end"
            fresh = Visitor()
            fresh.apply(await self.stage.widget().welcomed(visitor.key))
            assert visitor.shown() == fresh.shown()
            assert [seq for seq, _ in visitor.shown()] == list(range(1, len(visitor.messages) + 1))
            assert (visitor.status or "new", visitor.marks) == (
                fresh.status or "new",
                {k: v for k, v in fresh.marks.items() if v},
            )
            assert all(visitor.messages[id][0] == seq for id, seq in visitor.acked.items())
        for operator in self.operators:
            await self._check(operator)

    async def _check(self, operator: Operators) -> None:
        stored = await self.stage.house.deps.database.read(
            people.operator_by_id(self.stage.shop.operator(operator.who))
        )
        assert stored is not None
        for id, assignee in operator.assignee.items():
            if operator.who is not ANNA and assignee not in (None, stored.id.hex()):
                continue
            thread = access.thread(stored, ConversationId(bytes.fromhex(id)), None, None, 1_000)
            found = await self.stage.house.deps.database.read(thread)
            told = [operator_words.message(m) for m in found.messages]
            mine = operator.messages.get(id, {})
            assert {m["id"]: (m["seq"], m["text"]) for m in told} == mine


def _read(frames: list[bytes]) -> list[Frame]:
    return [json.loads(frame) for frame in frames]


@settings(max_examples=40, deadline=None, phases=(Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
@given(seed=st.integers(min_value=0, max_value=2**32), steps=st.integers(min_value=5, max_value=80))
async def test_every_acknowledged_message_once_in_one_order_on_both_sides(stage: Stage, seed: int, steps: int) -> None:
    shop = await open_shop(stage.house.deps, "Лавка", secrets.token_hex(16))
    world = World(Stage(stage.house, shop), random.Random(seed))
    for _ in range(steps):
        await world.step()
    await world.end()
    await world.check()
    world.leave()
