"""The database port's contract, kept by SQLite and by PostgreSQL alike."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future

import pytest

from besedka.app import open_database
from besedka.config import Settings
from besedka.ports.database import (
    Change,
    ConstraintFailed,
    Database,
    DatabaseFailed,
    Lookup,
    Query,
    Row,
    Save,
    Script,
    Value,
)
from besedka.store.schema import MESSAGES, PRESENCE, REVISION, SESSIONS


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    opened = await open_database(settings, checkpoints=True)
    yield opened
    await opened.close()


async def write(database: Database, script: Script[object]) -> object:
    """Run a script as a transaction and return its answer, or raise."""
    answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    def done(outcome: object | BaseException) -> None:
        answer.set_result(outcome)

    database.write(script, done)
    outcome = await asyncio.wait_for(answer, 10)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def rows_of(sql: str, *args: int | str | bytes | None) -> Script[list[Row]]:
    found = yield Query(sql, args)
    return [tuple(row) for row in found]


def message(number: int, text: str = "x", seq: int | None = None) -> tuple[Value, ...]:
    return (
        number.to_bytes(16, "big"),
        b"c" * 16,
        number if seq is None else seq,
        2**60,
        "visitor",
        None,
        text,
        None,
        0,
        None,
        None,
    )


def save(*numbers: int, replace: bool = False, text: str = "x") -> Script[None]:
    yield Save(MESSAGES, [message(n, text) for n in numbers], replace)


async def count(database: Database) -> int:
    rows = await database.read(rows_of("SELECT count(*) FROM messages"))
    return int(rows[0][0])


async def test_what_was_written_is_read_back_as_it_was(database: Database) -> None:
    text = "Ёлка 🎄\n\t«кавычки» 'and' \"more\" \\ % $1 ?1"

    def script() -> Script[str]:
        yield Save(MESSAGES, [(b"\x00" * 16, b"\xff" * 16, 1, 2**60, "operator", b"", text, None, 0, None, None)])
        return "done"

    assert await write(database, script()) == "done"
    rows = await database.read(rows_of("SELECT * FROM messages"))
    assert rows == [(b"\x00" * 16, b"\xff" * 16, 1, 2**60, "operator", b"", text, None, 0, None, None)]


async def test_nothing_is_a_value_too(database: Database) -> None:
    def script() -> Script[None]:
        yield Save(SESSIONS, [(b"t", "owner", b"p", None, -5, 0, "", 0)])

    await write(database, script())
    assert await database.read(rows_of("SELECT project, created_at FROM sessions")) == [(None, -5)]


@pytest.mark.parametrize("rows", [1, 3, 300])
async def test_what_all_rows_share_is_said_once_and_the_rest_has_its_defaults(database: Database, rows: int) -> None:
    def script() -> Script[None]:
        same = ("side", "visitor"), ("conversation_id", b"c" * 16)
        found = [(message(n)[0], n, 2**60, f"$1 ?1 {n}") for n in range(1, rows + 1)]
        yield Save(MESSAGES, found, columns=("id", "seq", "at", "text"), same=same)

    await write(database, script())
    found = await database.read(rows_of("SELECT * FROM messages ORDER BY seq"))
    assert found == [message(n, f"$1 ?1 {n}") for n in range(1, rows + 1)]


async def test_what_is_replaced_keeps_the_columns_that_were_not_named(database: Database) -> None:
    def script() -> Script[None]:
        same = ("side", "visitor"), ("conversation_id", b"c" * 16)
        columns = ("id", "seq", "at", "text")
        yield Save(MESSAGES, [(message(1)[0], 1, 2**60, "now")], replace=True, columns=columns, same=same)

    kept = (*message(1)[:8], 7, *message(1)[9:])
    await write(database, _saved(kept))
    await write(database, script())
    found = await database.read(rows_of("SELECT * FROM messages"))
    assert found == [(*kept[:6], "now", *kept[7:])]


def _saved(*rows: tuple[Value, ...]) -> Script[None]:
    yield Save(MESSAGES, rows)


async def test_rows_of_which_one_exists_take_their_transaction_with_them_and_no_other(database: Database) -> None:
    def spoilt() -> Script[None]:
        yield Save(PRESENCE, [(b"anna", b"node", 1, 1, "online")])
        yield from save(2, 3, 1)

    await write(database, save(1))
    with pytest.raises(ConstraintFailed):
        await write(database, spoilt())
    await write(database, save(4))
    assert await database.read(rows_of("SELECT seq FROM messages ORDER BY seq")) == [(1,), (4,)]
    assert await database.read(rows_of("SELECT * FROM presence")) == []


async def test_only_the_named_columns_of_the_named_rows_change(database: Database) -> None:
    def change() -> Script[None]:
        yield Change(
            MESSAGES,
            ["text", "operator_id"],
            [(message(n)[0], f"новый {n}", b"o" if n == 2 else None) for n in (2, 3, 77)],
        )

    await write(database, save(1, 2, 3))
    await write(database, change())
    rows = await database.read(rows_of("SELECT text, operator_id, seq FROM messages ORDER BY seq"))
    assert rows == [("x", None, 1), ("новый 2", b"o", 2), ("новый 3", None, 3)]


@pytest.mark.parametrize("size", [0, 1, 3, 77, 700])
async def test_any_number_of_rows_is_saved_and_looked_up(database: Database, size: int) -> None:
    await write(database, save(*range(size)))

    def look() -> Script[set[bytes]]:
        keys = [n.to_bytes(16, "big") for n in range(0, size + 2, 2)]
        found = yield Lookup(
            "SELECT id FROM messages WHERE seq < $1 AND side = $2 AND id IN $keys", keys, "bytes", (500, "visitor")
        )
        return {row[0] for row in found}

    assert await count(database) == size
    assert await database.read(look()) == {n.to_bytes(16, "big") for n in range(0, min(size, 500), 2)}


async def test_numbers_and_words_are_looked_up(database: Database) -> None:
    await write(database, save(1, 2, 3))

    def look() -> Script[tuple[int, int]]:
        numbers = yield Lookup("SELECT id FROM messages WHERE seq IN $keys", [1, 3, 9], "int")
        words = yield Lookup("SELECT id FROM messages WHERE side IN $keys", ["visitor", "nobody"], "text")
        return len(numbers), len(words)

    assert await database.read(look()) == (2, 3)


async def test_a_known_key_fails_the_transaction_and_all_of_it(database: Database) -> None:
    await write(database, save(1))

    def script() -> Script[None]:
        yield from save(2)
        yield from save(3, 1, 4)

    with pytest.raises(ConstraintFailed):
        await write(database, script())
    assert await count(database) == 1
    await write(database, save(5))
    assert await count(database) == 2


async def test_replacing_writes_whole_rows(database: Database) -> None:
    await write(database, save(1, 2, text="old"))
    await write(database, save(2, 3, replace=True, text="new"))
    rows = await database.read(rows_of("SELECT seq, text FROM messages ORDER BY seq"))
    assert rows == [(1, "old"), (2, "new"), (3, "new")]


async def test_replacing_by_a_key_of_two_columns(database: Database) -> None:
    def script(at: int) -> Script[None]:
        yield Save(PRESENCE, [(b"anna", b"node", 1, at, "online"), (b"igor", b"node", 1, at, "online")], replace=True)

    await write(database, script(1))
    await write(database, script(2))
    assert await database.read(rows_of("SELECT operator_id, seen_at FROM presence ORDER BY 1")) == [
        (b"anna", 2),
        (b"igor", 2),
    ]


async def test_an_error_of_the_script_undoes_everything_and_is_passed_on(database: Database) -> None:
    def script() -> Script[None]:
        yield from save(1, 2)
        raise LookupError("no")

    def reader() -> Script[None]:
        yield Query("SELECT 1")
        raise LookupError("no")

    with pytest.raises(LookupError):
        await write(database, script())
    with pytest.raises(LookupError):
        await database.read(reader())
    assert await count(database) == 0


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseFailed) as failed:
        await database.read(save(1))
    assert failed.value.code == "read_only"
    assert await count(database) == 0


async def test_a_reader_locks_nothing(database: Database) -> None:
    def script() -> Script[None]:
        yield Query("SELECT * FROM messages FOR UPDATE")

    with pytest.raises(DatabaseFailed) as failed:
        await database.read(script())
    assert failed.value.code == "read_only"


async def test_a_change_answers_what_it_returns(database: Database) -> None:
    await write(database, save(1, 2))

    def script() -> Script[list[Row]]:
        none = yield Query("UPDATE messages SET text = $1 WHERE seq = $2", ("y", 9))
        one = yield Query("UPDATE messages SET text = $1 WHERE seq = $2 RETURNING seq", ("y", 1))
        return [*none, *(tuple(row) for row in one)]

    assert await write(database, script()) == [(1,)]


async def test_a_reader_sees_one_snapshot(database: Database) -> None:
    await write(database, save(1))
    seen: list[int] = []

    def reader(between: Callable[[], None]) -> Script[None]:
        for _ in range(2):
            rows = yield Query("SELECT count(*) FROM messages")
            seen.append(rows[0][0])
            between()

    loop = asyncio.get_running_loop()
    written: list[Future[object]] = []

    def between() -> None:  # may run on a thread of the database's
        if not written:
            written.append(asyncio.run_coroutine_threadsafe(write(database, save(2)), loop))

    def slow() -> Script[None]:
        yield from reader(between)

    await database.read(slow())
    await asyncio.wrap_future(written[0])
    assert seen == [1, 1]
    assert await count(database) == 2


async def test_many_readers_at_once(database: Database) -> None:
    await write(database, save(*range(10)))
    assert await asyncio.gather(*(count(database) for _ in range(50))) == [10] * 50


async def test_the_revision_is_known(database: Database) -> None:
    assert await database.schema_revision() == REVISION


async def test_closing_finishes_what_was_begun(settings: Settings) -> None:
    database = await open_database(settings, checkpoints=True)
    outcomes: list[object] = []
    database.write(save(*range(500)), outcomes.append)
    await database.close()
    await asyncio.sleep(0)
    assert outcomes == [None]
    again = await open_database(settings, checkpoints=True)
    assert await count(again) == 500
    await again.close()
