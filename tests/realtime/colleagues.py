"""A world with colleagues: notes, edits, tags, hand-overs and disabled operators, in whatever order; and who may hear of them.

Three promises of PRODUCT.md 3.2 and 4.2 over everything that was ever sent to anybody: no word of a note or of another's conversation
reaches a visitor; none of a conversation reaches an operator in whose scope it never was; nobody is made responsible for what a
colleague holds, unless an administrator hands it over.
"""

import json
import re
from dataclasses import dataclass, field

from besedka.actions import operators, tags
from besedka.actions.edits import DeleteMessage, EditMessage
from besedka.actions.notes import DeleteNote, EditNote
from besedka.actions.tags import SetTag
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, MessageId, NoteId, OperatorId, Position, TagId
from besedka.domain.operator import Operator
from besedka.store import journal, people
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.realtime.memories import Operators, Visitor
from tests.realtime.world import Act, World

WHERE = re.compile(rb"@(visitor\d|[0-9a-f]{32})")
NOTED = re.compile(rb"\bn\d+@")
LIMIT = 900


@dataclass
class Holders:
    """Who was responsible for a conversation, and from which fact on."""

    since: list[tuple[int, OperatorId | None]] = field(default_factory=lambda: [(0, None)])

    @property
    def now(self) -> OperatorId | None:
        return self.since[-1][1]

    def ever_since(self, position: int) -> set[OperatorId | None]:
        """Return who was responsible at a fact, and whoever came after."""
        at = [who for since, who in self.since if since <= position][-1]
        return {at, *(who for since, who in self.since if since > position)}


class Whispering(World):
    """A world with everything that colleagues say and do behind the client's back."""

    people: dict[str, Operator]
    tag: TagId

    async def set(self) -> None:
        """Let everybody know each other."""
        deps, shop = self.stage.house.deps, self.stage.shop
        self.commit = deps.committer.submit
        self.notes: list[tuple[NoteId, str]] = []
        self.people = {}
        for who in (ANNA, IGOR):
            found = await deps.database.read(people.operator_by_id(shop.operator(who)))
            assert found is not None
            self.people[who.email] = found
        self.tag = TagId(bytes.fromhex(make_id()))
        await tags.add(deps, self.people[ANNA.email], self.tag, "камень", "blue")

    def acts(self) -> list[Act]:
        ours = [self.note, self.note, self.edit, self.change_note, self.set_tag, self.bench]
        return [*super().acts(), *ours, self.act, self.snatch, self.snatch]

    async def snatch(self, _: Visitor, operator: Operators) -> None:
        """Take what may be a colleague's, or answer in it."""
        id = self._somewhere(operator)
        if id is not None and self.random.random() < 0.7:
            self.stage.act(operator.who, "take", id)
        elif id is not None and operator.desk is not None and not operator.desk.link.paused:
            operator.desk.post(id, self.words("o", id))

    async def note(self, _: Visitor, operator: Operators) -> None:
        """Write a note, also where one may not."""
        id = self._somewhere(operator)
        if id is not None and operator.desk is not None and not operator.desk.link.paused:
            named = make_id()
            self.notes.append((NoteId(bytes.fromhex(named)), id))
            operator.desk.say({"t": "note", "id": named, "conversation": id, "text": self.words("n", id)})

    async def change_note(self, _: Visitor, operator: Operators) -> None:
        """Change some note or take it back, anybody's."""
        if self.notes:
            (note, id), me = self.random.choice(self.notes), self.people[operator.who.email]
            c, now = ConversationId(bytes.fromhex(id)), self.stage.house.deps.clock.now()
            if self.random.random() < 0.3:
                self.commit(DeleteNote(me, c, now, _nothing, note))
            else:
                self.commit(EditNote(me, c, now, _nothing, note, self.words("n", id)))

    async def edit(self, _: Visitor, operator: Operators) -> None:
        """Change some message or take it back, anybody's."""
        id, me = self._somewhere(operator), self.people[operator.who.email]
        known = sorted(operator.messages.get(id or "", {}))
        if id is not None and known:
            c, now = ConversationId(bytes.fromhex(id)), self.stage.house.deps.clock.now()
            message = MessageId(bytes.fromhex(self.random.choice(known)))
            if self.random.random() < 0.3:
                self.commit(DeleteMessage(me, c, now, _nothing, message, LIMIT))
            else:
                self.commit(EditMessage(me, c, now, _nothing, message, LIMIT, self.words("o", id)))

    async def set_tag(self, _: Visitor, operator: Operators) -> None:
        """Set the tag, or unset it."""
        if (id := self._somewhere(operator)) is not None:
            me, c = self.people[operator.who.email], ConversationId(bytes.fromhex(id))
            self.commit(
                SetTag(me, c, self.stage.house.deps.clock.now(), _nothing, self.tag, self.random.random() < 0.6)
            )

    async def bench(self, _: Visitor, __: Operators) -> None:
        """Igor is disabled, and comes back another time: what was his returns to the new ones."""
        if self.random.random() < 0.3:
            deps, shop, igor = self.stage.house.deps, self.stage.shop, self.operators[1]
            await operators.disable(deps, shop.owner, shop.number, shop.igor)
            if igor.desk is not None:
                await self.lose_operator(self.visitors[0], igor)
            await operators.enable(deps, shop.owner, shop.number, shop.igor)

    def _somewhere(self, operator: Operators) -> str | None:
        """Return a conversation: mostly one that is known, at times one that is a colleague's."""
        known = sorted(
            {id for each in self.operators for id in each.rows} if self.random.random() < 0.3 else operator.rows
        )
        return self.random.choice(known) if known else None

    async def check_ears(self) -> None:
        """The promises, over every frame that was ever sent."""
        deps, shop = self.stage.house.deps, self.stage.shop
        facts = await deps.database.read(journal.after(shop.number, Position(0), 100_000))
        holders = _followed(facts, shop.anna)
        for e in facts:
            assert e.conversation.assignee == holders[e.conversation.id.hex()].now, "the row is what the journal tells"
        for visitor in self.visitors:
            own = {visitor.name.encode(), *_home(visitor, facts)}
            for frame in (frame for link in visitor.links for frame in link.ever):
                assert not NOTED.search(frame), "no note reaches a client"
                assert set(WHERE.findall(frame)) <= own, "nor does another's conversation"
        for frame in (frame for link in self.operators[1].links for frame in link.ever):
            self._check_igor(frame, holders)

    def _check_igor(self, frame: bytes, holders: dict[str, Holders]) -> None:
        position = json.loads(frame).get("position")
        for id in (found.decode() for found in WHERE.findall(frame) if not found.startswith(b"visitor")):
            held = holders[id].ever_since(position if isinstance(position, int) else 0)
            assert not {None, self.stage.shop.igor}.isdisjoint(held), (
                "a colleague's conversation was never Igor's to hear"
            )


def _home(visitor: Visitor, facts: list[Event]) -> set[bytes]:
    """Return the conversation in which the visitor's messages are: there is one at most."""
    found = {e.conversation.id.hex().encode() for e in facts if e.message and e.message.id.hex() in visitor.messages}
    assert len(found) <= 1
    return found


def _nothing(_: object) -> None:
    """Whether it was refused is another test's business."""


def _followed(facts: list[Event], admin: OperatorId) -> dict[str, Holders]:
    """Follow who is responsible through the journal: what a colleague holds is taken by nobody, and answered by no other operator."""
    found: dict[str, Holders] = {}
    for e in facts:
        holders = found.setdefault(e.conversation.id.hex(), Holders())
        if e.kind == "conversation_taken":
            assert holders.now is None, "who is responsible was not asked"
            holders.since.append((e.position, e.operator))
        if e.kind == "conversation_assigned":
            assert e.ref is not None
            holders.since.append((e.position, OperatorId(e.ref)))
        if e.kind == "conversation_returned":
            holders.since.append((e.position, None))
        if e.kind in ("message_posted", "message_edited", "note_added") and e.operator not in (None, admin):
            assert holders.now in (None, e.operator), "only who is responsible, or an administrator, speaks"
    return found
