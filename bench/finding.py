"""Fills a database with what is to be found: messages, notes and clients of years, with words as frequent as in a language.

Conversations go on a thousand at a time, as a shop's do. Everything is written straight through `store/`, and indexed as the follower of
the journal would, only in larger batches.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from besedka.domain.ids import ConversationId, OperatorId, Position, ProjectNumber
from besedka.ports.database import ColumnType, Database, Query, Save, Script, Value
from besedka.store import indexing
from besedka.store.indexing import Batch, Doc
from besedka.store.schema import CONVERSATIONS, MESSAGES, NOTES, OPERATORS, TAGGINGS, TAGS

T = TypeVar("T")
MUCH, LITTLE, OTHERS, TAG = (OperatorId(letter * 16) for letter in (b"m", b"l", b"o", b"t"))
"""Operators: of every fifth conversation; of some fifteen old ones; of the rest. And a tag."""
EACH, AT_A_TIME, TOGETHER = 100, 1_000, 20_000
UNTAKEN = 20
WORDS = [f"слово{n}" for n in range(1, 10_001)]
_WEIGHTS = list(accumulate(1 / n for n in range(1, 10_001)))
_EMPTY: dict[ColumnType, Value] = {"int": 0, "text": "", "bytes": None}
_RECENT = 20_000
"""So many of the newest messages have not the word that everybody used before."""


@dataclass(frozen=True, slots=True)
class Past:
    """A project's past of `count` messages, until `now`."""

    project: ProjectNumber
    count: int
    now: int

    @property
    def talks(self) -> int:
        """How many conversations there are."""
        return -(-self.count // (EACH * AT_A_TIME)) * AT_A_TIME

    def at(self, message: int) -> int:
        """Return when a message was written."""
        return self.now - 1_000 * (self.count - message)


async def fill(database: Database, project: ProjectNumber, count: int) -> None:
    """Write the past, unless it is there."""
    past = Past(project, count, time.time_ns() // 1_000_000)
    if await database.read(_there(OPERATORS.name, MUCH)):
        return
    await write(database, lambda: _people(past))
    for start in range(0, count, TOGETHER):
        await write(database, lambda start=start: _messages(past, range(start, start + TOGETHER)))  # type: ignore[misc]


def _there(table: str, id: bytes) -> Script[bool]:
    return bool((yield Query(f"SELECT 1 FROM {table} WHERE id = $1", (id,))))


async def write(database: Database, make: Callable[[], Script[None]]) -> None:
    """Commit what a script writes."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def told(outcome: BaseException | None) -> None:
        if isinstance(outcome, BaseException):
            done.set_exception(outcome)
        else:
            done.set_result(None)

    database.write(make(), told)
    await done


def _people(past: Past) -> Script[None]:
    """Make the operators, with the password of the first, and the conversations."""
    ((password,),) = yield Query("SELECT password FROM operators WHERE project = $1 LIMIT 1", (past.project,))
    rest: dict[str, Value] = {name: _EMPTY[kind] for name, kind in OPERATORS.columns.items()}
    rest |= {"project": past.project, "role": "operator", "password": password, "disabled_at": None, "stance": None}
    people = {"much": MUCH, "little": LITTLE, "others": OTHERS}
    named: list[dict[str, Value]] = [
        {"id": id, "name": n, "email": email(n), "email_folded": email(n)} for n, id in people.items()
    ]
    yield Save(OPERATORS, [tuple((rest | who)[name] for name in OPERATORS.columns) for who in named])
    yield Save(TAGS, [(TAG, past.project, "Замер", "замер", "blue", 1, past.now)])
    tagged = range(9, past.talks, 200)
    yield Save(TAGGINGS, [(TAG, _id(1, talk), past.project) for talk in tagged])
    yield Save(CONVERSATIONS, [_conversation(past, talk) for talk in range(past.talks)])


def email(name: str) -> str:
    """Return the address of one of the operators."""
    return f"{name}@shop.example"


def _conversation(past: Past, talk: int) -> tuple[Value, ...]:
    rest: dict[str, Value] = {name: _EMPTY[kind] for name, kind in CONVERSATIONS.columns.items()}
    rest["left_by"] = None
    status, assignee = "closed", _assignee(past, talk)
    if talk >= past.talks - AT_A_TIME // 5:
        status = "open" if assignee else "new"
    born = past.at(talk // AT_A_TIME * AT_A_TIME * EACH + talk % AT_A_TIME)
    rest |= {"id": _id(1, talk), "project": past.project, "ordinal": talk + 1_000, "visitor_id": _id(2, talk)}
    rest |= {
        "status": status,
        "assignee_id": assignee,
        "visitor_name": _client(talk),
        "created_at": born,
        "last_at": born,
    }
    rest |= {"last_seq": EACH, "last_side": "visitor", "channel": "site"}
    rest |= {"rating": 1 if talk % 50 == 7 else None, "waiting_since": None, "closed_at": None, "last_text": WORDS[0]}
    return tuple(rest[name] for name in CONVERSATIONS.columns)


def _assignee(past: Past, talk: int) -> OperatorId | None:
    if talk >= past.talks - UNTAKEN:
        return None
    if talk % 333 == 0 and talk < past.talks // 2:
        return LITTLE
    return MUCH if talk % 5 == 1 else OTHERS


def _client(talk: int) -> str:
    return f"Клиент{talk} Петров"


def _messages(past: Past, numbers: range) -> Script[None]:
    """Write messages, a note to every fiftieth, and the clients of conversations that begin; then index all of it."""
    chance = random.Random(numbers.start)
    texts = {n: _text(past, n, chance) for n in numbers}
    yield Save(MESSAGES, [_message(past, n, text) for n, text in texts.items()])
    noted = [n for n in numbers if n % 50 == 0]
    yield Save(NOTES, [_note(past, n, texts[n]) for n in noted])
    docs = list(_docs(texts))
    rows = yield Query("SELECT position FROM search_state WHERE project = $1", (past.project,))
    here = Position(rows[0][0] if rows else 0)
    work = Batch(past.project, here, here, docs)
    yield from indexing.record(work, indexing.words_of(work))


def _text(past: Past, number: int, chance: random.Random) -> str:
    words = chance.choices(WORDS, cum_weights=_WEIGHTS, k=8)
    if number < past.count - _RECENT and chance.random() < 0.5:
        words.append("давнее")
    return " ".join(words)


def _message(past: Past, n: int, text: str) -> tuple[Value, ...]:
    return (_id(3, n), _talk(n), _seq(n), past.at(n), "visitor", None, text, None, 0, None, None)


def _note(past: Past, n: int, text: str) -> tuple[Value, ...]:
    return (_id(4, n), past.project, _talk(n), _seq(n), past.at(n), OTHERS, f"примечание {text}", 0, None, None)


def _docs(texts: dict[int, str]) -> Iterator[Doc]:
    for n, text in texts.items():
        block, within = divmod(n, AT_A_TIME * EACH)
        if within < AT_A_TIME:
            yield Doc(_talk(n), "client", _talk(n), _client(block * AT_A_TIME + within), Position(n))
        yield Doc(_id(3, n), "message", _talk(n), text, Position(n))
        if n % 50 == 0:
            yield Doc(_id(4, n), "note", _talk(n), f"примечание {text}", Position(n))


def _talk(message: int) -> ConversationId:
    return ConversationId(_id(1, message // (AT_A_TIME * EACH) * AT_A_TIME + message % AT_A_TIME))


def _seq(message: int) -> int:
    return message % (AT_A_TIME * EACH) // AT_A_TIME + 1


def _id(kind: int, number: int) -> bytes:
    """Return an id that grows with its number, as ids of a time do."""
    return number.to_bytes(6, "big") + b"\x70\x00\x80" + kind.to_bytes(7, "big")
