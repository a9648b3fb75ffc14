"""A world in which anything happens: visitors and operators write, read, take, close, lose connections and come back."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from besedka.actions import access
from besedka.actions.assign import Assign
from besedka.actions.conversations import Verb
from besedka.domain.ids import ConversationId, OperatorId, Position
from besedka.store import journal, people
from besedka.wire import operator_words
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.realtime.memories import Operators, Visitor
from tests.realtime.stage import Desk, Frame, Stage, Widget

PEOPLE = (ANNA, IGOR)
Act: TypeAlias = Callable[[Visitor, Operators], Awaitable[None]]


class World:
    """The stage, and everybody's memory."""

    def __init__(self, stage: Stage, chance: random.Random) -> None:
        self.stage = stage
        self.random = chance
        self.visitors = [Visitor(f"visitor{number}") for number in range(3)]
        self.operators = [Operators(who, me=stage.shop.operator(who).hex()) for who in PEOPLE]
        self.said = 0

    async def step(self) -> None:
        """Do something, and perhaps let the house finish it first."""
        visitor, operator = self.random.choice(self.visitors), self.random.choice(self.operators)
        await self.random.choice(self.acts())(visitor, operator)
        if self.random.random() < 0.25:
            await self.random.choice([self.lose_visitor, self.lose_operator, self.stutter])(visitor, operator)
        for _ in range(self.random.choice((0, 0, 1, 3, 8))):
            await asyncio.sleep(0)

    def acts(self) -> list[Act]:
        """Return what may happen, each as often as it is to."""
        return [self.write, self.write, self.write, self.answer, self.answer, self.mark, self.act]

    def words(self, kind: str, where: object) -> str:
        """Return words that were never said before, and that tell where they were."""
        self.said += 1
        return f"{kind}{self.said}@{where}"

    async def write(self, visitor: Visitor, _: Operators) -> None:
        """Write now, or keep it for later."""
        id, text = make_id(), self.words("v", visitor.name)
        visitor.outbox[id] = text
        if visitor.widget is None:
            await self.connect_visitor(visitor)
        elif not visitor.widget.link.paused:
            visitor.widget.post(text, id)

    async def connect_visitor(self, visitor: Visitor) -> None:
        """Come back, and say everything that was never answered."""
        visitor.widget = self.stage.widget()
        visitor.links.append(visitor.widget.link)
        visitor.apply(await visitor.widget.welcomed(visitor.key, visitor.position))
        visitor.key = visitor.widget.key
        for id, text in list(visitor.outbox.items()):
            visitor.widget.post(text, id)

    async def connect_operator(self, operator: Operators) -> Desk:
        """Come back from the position that is known."""
        operator.desk = await self.stage.desk(operator.who)
        operator.links.append(operator.desk.link)
        welcome = await operator.desk.welcomed(operator.position)
        assert welcome["resync"] is False
        return operator.desk

    async def answer(self, _: Visitor, operator: Operators) -> None:
        """Answer in some conversation that is known."""
        desk = operator.desk or await self.connect_operator(operator)
        self.hear(operator, desk)
        if operator.rows and not desk.link.paused:
            id = self.random.choice(sorted(operator.rows))
            desk.post(id, self.words("o", id))

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
