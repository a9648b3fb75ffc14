"""Fills a database with what an app has open all day: 10,000 conversations that wait, and some of them with 10,000 messages."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench.finding import write
from bench.guests import TEXT
from bench.places import Place
from bench.process import Server, besedka
from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.ports.database import ColumnType, Database, Query, Save, Script, Table, Value
from besedka.store.schema import ACTIVITIES, CONVERSATIONS, MESSAGES, NOTES, VISITORS

KEPT = "BESEDKA_BENCH_OPENED_IN"
"""Names the folder where what was filled is kept for the next run."""
TALKS = 10_000
LONG = 24
"""Conversations of `MESSAGES_EACH`; they have waited longest, and stand on top."""
MESSAGES_EACH = 10_000
_AT_ONCE = 500
_EMPTY: dict[ColumnType, Value] = {"int": 0, "text": "", "bytes": None}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A project in which everybody waits since `now`, or before."""

    project: ProjectNumber
    me: OperatorId
    now: int


@asynccontextmanager
async def filled(where: Place) -> AsyncIterator[Server]:
    """Serve the installation of a place, with its past."""
    with besedka(where.folder, where.environment) as server:
        project = ProjectNumber(server.project)
    database = await where.open()
    try:
        await fill(database, project)
    finally:
        await database.close()
    with besedka(where.folder, where.environment) as server:
        yield server


async def fill(database: Database, project: ProjectNumber) -> None:
    """Write conversations and their messages; of those that are there, make good what an earlier run has changed."""
    me, filled = await database.read(_known(project))
    waiting = Waiting(project, me, time.time_ns() // 1_000_000)
    for start in range(0, TALKS, _AT_ONCE):
        await write(database, lambda start=start: _short(waiting, range(start, start + _AT_ONCE), filled))  # type: ignore[misc]
    if filled:
        return
    for talk in range(LONG):
        await write(database, lambda talk=talk: _long(waiting, talk))  # type: ignore[misc]


def id_of(talk: int) -> str:
    """Return the id of one of the conversations, as the address has it."""
    return _id(1, talk).hex()


def words_of(talk: int) -> str:
    """Return what every message of one of the conversations begins with."""
    return f"Обращение {talk}, сообщение"


def _known(project: ProjectNumber) -> Script[tuple[OperatorId, bool]]:
    ((me,),) = yield Query("SELECT id FROM operators WHERE project = $1 AND role = 'admin' LIMIT 1", (project,))
    last = yield Query("SELECT 1 FROM messages WHERE id = $1", (_id(LONG + 3, MESSAGES_EACH),))
    return OperatorId(bytes(me)), bool(last)


def _short(waiting: Waiting, talks: range, filled: bool) -> Script[None]:
    yield Save(CONVERSATIONS, [_conversation(waiting, talk) for talk in talks], replace=filled)
    if filled:
        return
    yield Save(VISITORS, [_row(VISITORS, id=_id(2, t), project=waiting.project, secret_hash=bytes(32)) for t in talks])
    ones = [_message(waiting, talk, 1, _id(3, talk)) for talk in talks if talk >= LONG]
    yield Save(MESSAGES, ones)


def _long(waiting: Waiting, talk: int) -> Script[None]:
    yield Save(MESSAGES, [_message(waiting, talk, seq, _id(talk + 4, seq)) for seq in range(1, MESSAGES_EACH + 1)])
    yield Save(NOTES, list(_notes(waiting, talk)))
    done: dict[str, Value] = {
        "conversation_id": _id(1, talk),
        "kind": "conversation_taken",
        "side": "operator",
        "operator_id": waiting.me,
    }
    deeds = [_row(ACTIVITIES, **done, position=n, at=waiting.now - n * 60_000) for n in range(1, 201)]
    yield Save(ACTIVITIES, deeds)


def _conversation(waiting: Waiting, talk: int) -> tuple[Value, ...]:
    many = talk < LONG  # they have waited longest, and have written last
    since = waiting.now - (2 * TALKS - talk) * 1_000
    return _row(
        CONVERSATIONS, id=_id(1, talk), project=waiting.project, ordinal=talk + 1_000, visitor_id=_id(2, talk), status="new",
        created_at=since, waiting_since=since, last_at=waiting.now - talk if many else since, last_side="visitor", last_text=TEXT,
        last_seq=MESSAGES_EACH if many else 1, unread_operator=1, channel="site", visitor_name=f"Клиент {talk}",
        operator_read=MESSAGES_EACH - 1 if many else 0, operator_delivered=MESSAGES_EACH if many else 0,
        page_url="https://shop.example/lamp", page_title="Лампа", assignee_id=None, closed_at=None, rating=None, rated_at=None,
        assigned_at=None, first_answer_at=None, left_by=None, attended=0,
    )  # fmt: skip


def _message(waiting: Waiting, talk: int, seq: int, id: bytes) -> tuple[Value, ...]:
    ours = seq % 3 == 0
    at = waiting.now - (2 * TALKS - talk) * 1_000 - (MESSAGES_EACH - seq) * 60_000
    return _row(
        MESSAGES, id=id, conversation_id=_id(1, talk), seq=seq, at=at, side="operator" if ours else "visitor",
        operator_id=waiting.me if ours else None, text=f"{words_of(talk)} {seq}. {TEXT}", quote=None, edited_at=None, deleted_at=None,
    )  # fmt: skip


def _notes(waiting: Waiting, talk: int) -> Iterator[tuple[Value, ...]]:
    for seq in range(50, MESSAGES_EACH + 1, 100):
        yield _row(
            NOTES, id=_id(100 + talk, seq), project=waiting.project, conversation_id=_id(1, talk), after_seq=seq,
            at=waiting.now, operator_id=waiting.me, text=TEXT, edited_at=None, deleted_at=None,
        )  # fmt: skip


def _row(table: Table, **values: Value) -> tuple[Value, ...]:
    """Return a row of a table: these values, and nothing much in the other columns. ValueError for a column that is not there."""
    if strange := values.keys() - table.columns.keys():
        raise ValueError(f"{table.name} has no {sorted(strange)}")
    return tuple(values[name] if name in values else _EMPTY[kind] for name, kind in table.columns.items())


def _id(kind: int, number: int) -> bytes:
    return number.to_bytes(6, "big") + b"\x70\x00\x80" + kind.to_bytes(7, "big")
