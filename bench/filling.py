"""Fills a database with a past: messages that were written long ago, spread over many conversations as a shop's years are.

Straight through the schema of `store/`, and nothing is flushed before the end: the server itself would take an hour to write such a past.
"""

import sqlite3
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bench.guests import TEXT
from besedka.ports.database import Table, Value
from besedka.store.schema import CONVERSATIONS, JOURNAL, MESSAGES, VISITORS

EACH = 100
"""Messages of one conversation."""
TOGETHER = 1_000
"""Conversations that go on at the same time."""


def fill(database: Path, project: int, count: int) -> None:
    """Write `count` messages of the past, with their visitors, conversations and journal. No server may have the file open."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    born = time.time_ns() // 1_000_000 - 2 * count
    ((position, ordinal),) = connection.execute("SELECT position, ordinal FROM projects WHERE number=?", (project,))
    people = -(-count // (TOGETHER * EACH)) * TOGETHER
    connection.execute("BEGIN")
    _insert(connection, VISITORS, _visitors(project, born, people))
    _insert(connection, CONVERSATIONS, _conversations(project, born, people, ordinal))
    _insert(connection, MESSAGES, _messages(born, count))
    _insert(connection, JOURNAL, _journal(project, born, count, position))
    moved = (position + count, ordinal + people, project)
    connection.execute("UPDATE projects SET position=?, ordinal=? WHERE number=?", moved)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _insert(connection: sqlite3.Connection, table: Table, rows: Iterator[tuple[Value, ...]]) -> None:
    """Write rows whose values are those of the table's first columns; the columns that came later have their defaults."""
    first = next(rows)
    names = list(table.columns)[: len(first)]
    sql = f"INSERT INTO {table.name} ({','.join(names)}) VALUES ({','.join('?' * len(first))})"
    connection.executemany(sql, chain((first,), rows))


def _id(at: int, kind: int) -> bytes:
    """Return an id as it would have been made at that moment: unique by kind and millisecond."""
    return at.to_bytes(6, "big") + b"\x70\x00\x80" + kind.to_bytes(7, "big")


def _conversation(number: int, born: int) -> bytes:
    """Return the id of the conversation with that number: born with the first of the messages that its thousand share."""
    return _id(born + number // TOGETHER * TOGETHER * EACH + number % TOGETHER, 1)


def _visitors(project: int, born: int, people: int) -> Iterator[tuple[Value, ...]]:
    for number in range(people):
        yield (_id(born + number, 2), project, bytes(32), _conversation(number, born), born, None)


def _conversations(project: int, born: int, people: int, ordinal: int) -> Iterator[tuple[Value, ...]]:
    for number in range(people):
        yield (
            _conversation(number, born), project, ordinal + 1 + number, _id(born + number, 2), "closed", None, None, born, born, 0, born,
            EACH, "visitor", None, TEXT, None, 0, 0, 0, 0, 0, 0, "https://shop.example/catalog/lamps/42", "Лампа", "", "ru", "",
        )  # fmt: skip


def _places(count: int) -> Iterator[tuple[int, int, int]]:
    """Yield each message's number, its conversation's number, and its place there."""
    for number in range(count):
        block, within = divmod(number, TOGETHER * EACH)
        yield number, block * TOGETHER + within % TOGETHER, within // TOGETHER + 1


def _messages(born: int, count: int) -> Iterator[tuple[Value, ...]]:
    for number, conversation, seq in _places(count):
        yield (_id(born + number, 3), _conversation(conversation, born), seq, born + number, "visitor", None, TEXT)


def _journal(project: int, born: int, count: int, position: int) -> Iterator[tuple[Value, ...]]:
    for number, conversation, seq in _places(count):
        id = _conversation(conversation, born)
        yield (project, position + 1 + number, born + number, "message_posted", id, "visitor", None, seq)
