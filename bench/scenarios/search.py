"""What finding words costs among a million messages: rare and common ones, for an administrator and for an operator, on both databases.

BESEDKA_BENCH_FOUND sets how many messages there are. Each is written with its words as the follower of the journal would.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, figure
from bench.limits import Limits
from bench.scenarios.postgres import postgres
from besedka.app import open_database
from besedka.config import Settings
from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.domain.search import terms
from besedka.ports.database import ColumnType, Database, Index, Save, Script, Value
from besedka.store import search
from besedka.store.schema import CONVERSATIONS, MESSAGES, SEARCH_DOCS

FOUND = int(os.environ.get("BESEDKA_BENCH_FOUND", "1000000"))
PROJECT = ProjectNumber(1001)
ME = OperatorId(b"m" * 16)
_EMPTY: dict[ColumnType, Value] = {"int": 0, "text": "", "bytes": None}
TOGETHER = 20_000
EACH = 100
QUERIES = (
    "слово1",
    "слово7",
    "слово40",
    "слово300",
    "слово2000",
    "слово9999",
    "слово1 слово2",
    "слово30 слово31",
    "слово5 слов",
)


async def run(limits: Limits) -> list[Figure]:
    """Measure on SQLite, then on PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="besedka-search-") as folder:
        found = await _measure("SQLite", await open_database(Settings(data=Path(folder), port=0)))
    with postgres() as url:
        found += await _measure("PostgreSQL", await open_database(Settings(data=Path(folder), port=0, database=url)))
    return found


async def _measure(name: str, database: Database) -> list[Figure]:
    try:
        for start in range(0, FOUND, TOGETHER):
            await _write(database, lambda start=start: _fill(start))  # type: ignore[misc]
        times = sorted([await _asked(database, query, admin) for query in QUERIES * 12 for admin in (True, False)])
    finally:
        await database.close()
    return [
        figure(
            "search",
            f"a page of hits, {FOUND:,} messages, {name}, p95",
            times[int(len(times) * 0.95)],
            "ms",
            "≤ 200 ms",
        )
    ]


async def _asked(database: Database, query: str, admin: bool) -> float:
    begun = time.perf_counter()
    await database.read(search.find(PROJECT, ME, admin, terms(query), None, 20))
    return (time.perf_counter() - begun) * 1000


async def _write(database: Database, make: Callable[[], Script[None]]) -> None:
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def told(outcome: BaseException | None) -> None:
        if isinstance(outcome, BaseException):
            done.set_exception(outcome)
        else:
            done.set_result(None)

    database.write(make(), told)
    await done


def _fill(start: int) -> Script[None]:
    """Write messages of conversations of which every third is this operator's or nobody's, with words as frequent as in a language."""
    chance = random.Random(start)
    numbers = range(start, start + TOGETHER)
    texts = [" ".join(f"слово{int(10_000 ** chance.random())}" for _ in range(8)) for _ in numbers]
    talks = range(start // EACH, (start + TOGETHER) // EACH)
    rest: dict[str, Value] = {name: _EMPTY[kind] for name, kind in CONVERSATIONS.columns.items()}
    for talk in talks:
        assignee = (None, ME, b"a" * 16)[talk % 3] if talk % 9 < 3 else b"a" * 16
        rest |= {
            "id": _id(1, talk),
            "project": PROJECT,
            "ordinal": talk,
            "visitor_id": _id(2, talk),
            "assignee_id": assignee,
        }
        rest |= {"status": "closed", "channel": "site"}
        yield Save(CONVERSATIONS, [tuple(rest[name] for name in CONVERSATIONS.columns)])
    yield Save(
        MESSAGES,
        [
            (_id(3, n), _id(1, n // EACH), n % EACH + 1, n, "visitor", None, text, None, 0, None, None)
            for n, text in zip(numbers, texts, strict=True)
        ],
    )
    first = PROJECT << 32
    yield Save(SEARCH_DOCS, [(first + n + 1, PROJECT, _id(1, n // EACH), "message", _id(3, n)) for n in numbers])
    yield Index([(first + n + 1, text) for n, text in zip(numbers, texts, strict=True)])


def _id(kind: int, number: int) -> bytes:
    return number.to_bytes(8, "big") + kind.to_bytes(8, "big")
