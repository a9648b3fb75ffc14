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
from besedka.actions.assign import Assign
from besedka.actions.conversations import Verb
from besedka.domain.ids import ConversationId, OperatorId, Position
from besedka.store import journal, people
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
    rating: int | None = None

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
        self._live(frame)
        if kind in ("messages_read", "messages_delivered"):
            self._mark(str(frame["by"]), str(kind).removeprefix("messages_"), int(str(frame["seq"])))
        if isinstance(frame.get("position"), str):
            self.position = str(frame["position"])

    def _live(self, frame: Frame) -> None:
        kind = str(frame["t"])
        if kind in ("conversation_taken", "conversation_reopened"):
            self.status = str(frame["status"])
        if kind in ("conversation_closed", "conversation_confirming"):
            self.status = kind.removeprefix("conversation_")
        if kind in ("conversation_closed", "conversation_reopened"):
            self.rating = None
        if kind == "conversation_rated":
            self.rating = int(str(frame["rating"]))

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
            self.rating = None if conversation["rating"] is None else int(str(conversation["rating"]))
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
    rows: dict[str, Frame] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    heard: list[tuple[int, str]] = field(default_factory=list)
    me: str = ""

    def apply(self, frame: Frame) -> None:
        """Apply one frame as the app does."""
        position = frame.get("position")
        if frame["t"] == "welcome" or not isinstance(position, int):
            return
        assert position > self.position, "facts come in order, and once"
        self.position = position
        about = frame["conversation"]
        id = str(about["id"]) if isinstance(about, dict) else str(about)
        if frame["t"] != "conversation_taken":
            self.heard.append((position, id))
        if isinstance(about, dict):
            self._whole(id, about, started=frame["t"] == "conversation_started")
        elif id in self.rows:
            self._changed(id, frame)
        elif frame["t"] == "conversation_taken":
            self.partial.add(id)
        if frame["t"] == "message_posted":
            message = _dict(frame["message"])
            thread = self.messages.setdefault(id, {})
            thread[str(message["id"])] = (int(str(message["seq"])), str(message["text"]))

    def _whole(self, id: str, row: Frame, *, started: bool) -> None:
        if id not in self.rows and not started:
            self.partial.add(id)
        self.rows[id] = {name: row[name] for name in ("status", "assignee", "rating")}

    def _changed(self, id: str, frame: Frame) -> None:
        row, kind = self.rows[id], frame["t"]
        if kind == "conversation_taken":
            self._taken(id, str(frame["operator"]))
        if kind in ("conversation_closed", "conversation_confirming"):
            row["status"] = str(kind).removeprefix("conversation_")
        if kind == "conversation_reopened":
            row["status"] = frame["status"]
        if kind == "conversation_rated":
            row["rating"] = frame["rating"]

    def _taken(self, id: str, operator: str) -> None:
        row = self.rows[id]
        row["assignee"], row["status"] = operator, "open" if row["status"] == "new" else row["status"]
        if operator != self.me and self.who is not ANNA:
            del self.rows[id]
            self.messages.pop(id, None)
            self.partial.add(id)


class World:
    """The stage, and everybody's memory."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.random = chance
        self.visitors = [Visitor() for _ in range(3)]
        self.operators = [Operators(who, me=stage.shop.operator(who).hex()) for who in PEOPLE]
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
        if operator.rows and not desk.link.paused:
            self.said += 1
            desk.post(self.random.choice(sorted(operator.rows)), f"o{self.said}")

    async def mark(self, visitor: Visitor, operator: Operators) -> None:
        """Receive or read up to somewhere."""
        verb, seq = self.random.choice(("delivered", "read")), self.random.randrange(12)
        if visitor.widget is not None:
            visitor.widget.say({"t": verb, "seq": seq})
        if operator.desk is not None and operator.rows:
            operator.desk.say({"t": verb, "conversation": self.random.choice(sorted(operator.rows)), "seq": seq})

    async def act(self, visitor: Visitor, operator: Operators) -> None:
        """Take, close, ask about or reopen something; Anna hands it over. The client answers, and rates."""
        if visitor.widget is not None and self.random.random() < 0.4:
            visitor.widget.say({"t": "confirm", "solved": self.random.random() < 0.5})
            visitor.widget.say({"t": "rate", "rating": self.random.randint(1, 5), "comment": ""})
        if not operator.rows:
            return
        id = self.random.choice(sorted(operator.rows))
        if operator.who is ANNA and self.random.random() < 0.5:
            await self.hand_over(id, operator.rows[id]["assignee"])
        else:
            verbs: list[Verb] = ["take", "close", "ask", "reopen"]
            self.stage.act(operator.who, self.random.choice(verbs), id)

    async def hand_over(self, id: str, seen_with: object) -> None:
        """Anna gives it to somebody, or back among the new ones; what has changed meanwhile is refused."""
        shop, deps = self.stage.shop, self.stage.house.deps
        anna = await deps.database.read(people.operator_by_id(shop.anna))
        assert anna is not None
        to = self.random.choice([shop.anna, shop.igor, shop.igor, None])
        seen = None if seen_with is None else OperatorId(bytes.fromhex(str(seen_with)))
        c, now = ConversationId(bytes.fromhex(id)), deps.clock.now()
        deps.committer.submit(Assign(anna, c, now, lambda outcome: None, to, seen))

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
            assert (visitor.status or "new", visitor.rating, visitor.marks) == (
                fresh.status or "new",
                fresh.rating,
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
        for id, row in operator.rows.items():
            thread = access.thread(stored, ConversationId(bytes.fromhex(id)), None, None, 1_000)
            found = await self.stage.house.deps.database.read(thread)
            told = {m.id.hex(): (m.seq, m.text) for m in found.messages}
            mine = operator.messages.get(id, {})
            assert mine.items() <= told.items() if id in operator.partial else mine == told
            view = await self.stage.house.deps.database.read(access.view(stored, ConversationId(bytes.fromhex(id))))
            fresh = operator_words.conversation(view.conversation)
            assert row == {"status": fresh["status"], "assignee": fresh["assignee"], "rating": fresh["rating"]}
        if operator.who is not ANNA:
            await self._check_scope(operator)

    async def _check_scope(self, operator: Operators) -> None:
        """Whatever an operator was told of was within the scope when it happened, or came into it later: never another's for good."""
        history: dict[str, list[tuple[int, str | None]]] = {}
        for e in await self.stage.house.deps.database.read(journal.after(self.stage.shop.number, Position(0), 100_000)):
            changes = {
                "conversation_started": None, "conversation_returned": None,
                "conversation_taken": e.operator, "conversation_assigned": e.ref,
            }  # fmt: skip
            if e.kind in changes:
                who = changes[e.kind]
                history.setdefault(e.conversation.id.hex(), []).append((e.position, None if who is None else who.hex()))
        for position, id in operator.heard:
            held = [who for at, who in history[id] if at <= position][-1:]
            held += [who for at, who in history[id] if at > position]
            assert not {None, operator.me}.isdisjoint(held), f"fact {position} was never within scope"


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
