"""Finding equals a plain scan over everything: whatever was said, changed, taken back, handed over and indexed in whatever steps, the pages
of what is found neither repeat nor lose a hit, newest first, for the administrator and for the operator. On both databases.
"""

import random
import secrets
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from besedka.actions import access, contacts
from besedka.actions.assign import Assign
from besedka.actions.contacts import EditContact
from besedka.actions.edits import DeleteMessage, EditMessage
from besedka.actions.notes import AddNote, DeleteNote, EditNote
from besedka.app import House
from besedka.domain.contact import Edit
from besedka.domain.conversation import Conversation
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, MessageId, NoteId, Position, new_id
from besedka.domain.listing import EVERYTHING, Filter
from besedka.domain.operator import Operator, sees
from besedka.domain.search import Term, numbers, stems, terms
from besedka.jobs import indexing
from besedka.ports.database import Query, Row, Script
from besedka.store import journal, postings, scopes, search
from tests.actions.test_tags import who
from tests.people import Shop, open_shop
from tests.units import Author, act, answer, submit

WORDS = [
    "замер",
    "замеры",
    "договор",
    "ёлка",
    "елки",
    "lamp",
    "lamps",
    "лампа",
    "лампочка",
    "при",
    "приём",
    "привет",
    "12",
    "123",
    "8 916 204-18-77",
    "2041877",
]
QUERIES = (
    "замера", "ЁЛКА", "lamp", "лам", "лампа", "при", "приём лам", "замер договоры", "12", "123", "замер", "нигде", "ветров", "петров замер",
    "+7 (916) 204-18-77", "916 20", "204-18-77", "18-77", "8 916 204-18-78",
)  # fmt: skip
T = TypeVar("T")
Asked = tuple[Operator, str, Filter, int]
"""Who looks, for what, among which, how much at a time."""
PHONES = (None, "+7 916 204-18-77", "")
NAMES = ("Пётр Ветров", "Замер Лампов", "Anna Lamp", "")


class World:
    """A shop where people talk, and whoever looks for it."""

    def __init__(self, house: House, shop: Shop, anna: Operator, igor: Operator, chance: random.Random) -> None:
        self.house, self.shop, self.random = house, shop, chance
        self.people = (anna, igor)
        self.authors = [Author(house, shop) for _ in range(5)]
        self.said: list[tuple[Operator, ConversationId, MessageId]] = []
        self.noted: list[tuple[Operator, ConversationId, NoteId]] = []

    def text(self) -> str:
        """Say something."""
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 5)))

    async def step(self) -> None:
        """Do something, and sometimes let the follower come along."""
        author, me = self.random.choice(self.authors), self.random.choice(self.people)
        await author.post(self.text())
        c = await author.conversation()
        does = self.random.choice([self.answer, self.change, self.note, self.change_note, self.hand_over, self.rename])
        await does(me, c)
        if self.random.random() < 0.2:
            await indexing.catch_up(self.house.deps)

    async def answer(self, me: Operator, c: ConversationId) -> None:
        """Take a conversation, and answer."""
        anna = self.people[0]
        await self.give(c, me)
        id = MessageId(new_id(self.house.deps.clock.now()))
        await answer(self.house, self.shop, me.id if me is not anna else self.shop.anna, c, self.text(), id)
        self.said.append((me, c, id))

    async def change(self, me: Operator, c: ConversationId) -> None:
        """Change or take back something that was said."""
        if not self.said:
            return
        me, c, id = self.random.choice(self.said)
        await self.give(c, me)
        now, text = self.house.deps.clock.now(), self.text()
        if self.random.random() < 0.7:
            await submit(self.house, lambda done: EditMessage(me, c, now, done, id, 900, text))
        else:
            await submit(self.house, lambda done: DeleteMessage(me, c, now, done, id, 900))
            self.said = [one for one in self.said if one[2] != id]

    async def note(self, me: Operator, c: ConversationId) -> None:
        """Write a note."""
        await self.give(c, me)
        now, text = self.house.deps.clock.now(), self.text()
        id = NoteId(new_id(now))
        await submit(self.house, lambda done: AddNote(me, c, now, done, id, text))
        self.noted.append((me, c, id))

    async def change_note(self, me: Operator, c: ConversationId) -> None:
        """Change or take back a note."""
        if not self.noted:
            return
        me, c, id = self.random.choice(self.noted)
        await self.give(c, me)
        now, text = self.house.deps.clock.now(), self.text()
        if self.random.random() < 0.7:
            await submit(self.house, lambda done: EditNote(me, c, now, done, id, text))
        else:
            await submit(self.house, lambda done: DeleteNote(me, c, now, done, id))
            self.noted = [one for one in self.noted if one[2] != id]

    async def hand_over(self, me: Operator, c: ConversationId) -> None:
        """Give it to somebody, or back among the new ones, or close it."""
        await self.give(c, me)
        if self.random.random() < 0.5:
            await self.give(c, None)
        elif self.random.random() < 0.5:
            await act(self.house, self.shop, me.id, c, "close")

    async def rename(self, me: Operator, c: ConversationId) -> None:
        """Write down who the client is."""
        await self.give(c, me)
        before = await self.house.deps.database.read(contacts.before(me, c))
        now, name = self.house.deps.clock.now(), self.random.choice(NAMES)
        await submit(
            self.house,
            lambda done: EditContact(me, c, now, done, Edit(name=name, phone=self.random.choice(PHONES)), before),
        )

    async def give(self, c: ConversationId, to: Operator | None) -> None:
        """Have the administrator give it to somebody."""
        anna, now = self.people[0], self.house.deps.clock.now()
        found = (await self.house.deps.database.read(access.view(anna, c))).conversation
        if found.status == "closed":
            found = await act(self.house, self.shop, self.shop.anna, c, "reopen")
        wanted = None if to is None else to.id
        if found.assignee != wanted:
            await submit(self.house, lambda done: Assign(anna, c, now, done, wanted, found.assignee))

    # ── looking ──────────────────────────────────────────────────────────────────────────────────────────────────

    async def everything(self) -> list[tuple[Conversation, str]]:
        """Return all that was ever said and not taken back, newest first."""
        events = await self.house.deps.database.read(journal.after(self.shop.number, Position(0), 100_000))
        named = dict(await self.house.deps.database.read(_contacts()))
        texts: dict[bytes, tuple[Conversation, str]] = {}
        for e in events:
            for ref, text in _told(e, named):
                texts.setdefault(ref, (e.conversation, text))
        return list(reversed(texts.values()))

    async def found(self, asked: list[Asked]) -> list[list[str]]:
        """Read every page of what is found, for each that is asked."""
        return await self.house.deps.database.read(_asking_once(_every_page_of_each(asked)))


def _asking_once(script: Script[T]) -> Script[T]:
    """Put each statement once: in one reading its answer is the same, and pages ask for three quarters of theirs again and again."""
    known = dict[str, list[Row]]()
    try:
        statement = next(script)
        while True:
            words = repr(statement)
            if words not in known:
                known[words] = yield statement
            statement = script.send(known[words])
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]  # the script's own answer


def _every_page_of_each(asked: list[Asked]) -> Script[list[list[str]]]:
    """In one reading, as nothing changes meanwhile: most of a page by itself would be its beginning and its end."""
    found = list[list[str]]()
    for one in asked:
        found.append((yield from _every_page(*one)))
    return found


def _every_page(me: Operator, query: str, by: Filter, limit: int) -> Script[list[str]]:
    texts, before = list[str](), None
    while True:
        page = yield from access.search(me, terms(query), before, limit, by, numbers(query))
        assert len(page.hits) <= limit
        texts += [hit.text for hit in page.hits]
        if page.next is None:
            return texts
        assert before is None or page.next < before
        before = page.next


def _contacts() -> Script[list[tuple[bytes, str]]]:
    rows = yield Query("SELECT id, name, phone, email FROM contacts")
    return [(bytes(id), " ".join(word for word in words if word)) for id, *words in rows]


def _told(e: Event, named: dict[bytes, str]) -> list[tuple[bytes, str]]:
    if e.message is not None:
        return [(e.message.id, e.message.text)]
    if e.note is not None:
        return [(e.note.id, e.note.text)]
    c = e.conversation
    if e.kind in ("conversation_started", "contact_changed"):
        return [(c.id, named.get(c.contact or b"", "") or c.visitor_name or "")]
    return []


def scan(said: list[tuple[Conversation, str]], me: Operator, query: str, by: Filter) -> list[str]:
    """Read everything, and return the texts that have every word, or a number, within the scope."""
    words, digits = terms(query), numbers(query)
    return [t for c, t in said if sees(me, c) and _fits(c, by) and _answers(t, words, digits)]


def _answers(text: str, words: list[Term], digits: list[Term]) -> bool:
    return all(_has(text, term) for term in words) or any(_has(text, term) for term in digits)


def _has(text: str, term: Term) -> bool:
    words = _stems(text)
    return any(word == term.stem or (term.beginning and word.startswith(term.beginning)) for word in words)


@lru_cache(10_000)
def _stems(text: str) -> list[str]:
    return stems(text).split()


def _fits(c: Conversation, by: Filter) -> bool:
    return by.operator is None or c.assignee == by.operator


BOUNDS = {
    "as it is": {},
    "small blocks": {"BLOCK": 64, "ALL": 2**64 - 1, "FEW": 3},
    "all is asked, and little at once": {
        "BLOCK": 8, "ALL": 255, "FEW": 0, "FEW_TALKS": 0, "ASKED_AT_ONCE": 2, "MOST_ASKED": 3, "ROWS": 4, "ROWS_AT_ONCE": 2,
    },
}  # fmt: skip


@pytest.fixture(params=BOUNDS)
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in BOUNDS[request.param].items():
        for module in (postings, scopes, search):
            if name in vars(module):
                monkeypatch.setattr(module, name, value)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The follower rests after each batch, as messages go first: here it would be waited for, hundreds of times."""
    monkeypatch.setattr(indexing, "PAUSE", 0.0)
    monkeypatch.setattr(indexing, "RESTS", 0.0)


@settings(max_examples=8, deadline=None, phases=(Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
@given(seed=st.integers(min_value=0, max_value=2**32), steps=st.integers(min_value=1, max_value=40))
async def test_what_is_found_is_what_a_scan_finds(bounds: None, house: House, seed: int, steps: int) -> None:
    shop = await open_shop(house.deps, "Лавка", secrets.token_hex(16))
    anna, igor = await who(house, shop.anna), await who(house, shop.igor)
    world = World(house, shop, anna, igor, random.Random(seed))
    for _ in range(steps):
        await world.step()
    await indexing.catch_up(house.deps)
    said, among = await world.everything(), (EVERYTHING, replace(EVERYTHING, operator=shop.igor))
    asked = list(product(world.people, QUERIES, among, (1, 20)))
    for (me, query, by, limit), texts in zip(asked, await world.found(asked), strict=True):
        assert texts == scan(said, me, query, by), (query, me.name, by, limit)
