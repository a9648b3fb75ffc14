"""The migrations build the tables that the code writes; nodes may start at once; a database from the future is left alone."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from besedka.app import DATABASE_FILE, House, open_house
from besedka.config import Settings
from besedka.domain.errors import Fault
from besedka.ports.database import Query, Script, Table
from besedka.store import schema
from besedka.store.migrations import run
from besedka.store.migrations.run import KNOWN, needs_migration
from besedka.store.schema import REVISION
from tests.people import open_shop
from tests.postgres import Postgres
from tests.units import read

TABLES = [table for table in vars(schema).values() if isinstance(table, Table)]
_SQLITE_KINDS = {"BIGINT": "int", "TEXT": "text", "BLOB": "bytes"}
_POSTGRES_KINDS = {"bigint": "int", "text": "text", "bytea": "bytes"}
_POSTGRES_KEY = (
    "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
    "WHERE i.indisprimary AND i.indrelid = CAST(CAST($1 AS TEXT) AS regclass) ORDER BY array_position(i.indkey, a.attnum)"
)


@dataclass
class Found:
    columns: dict[str, str]
    key: tuple[str, ...]


async def look_at(house: House, table: str) -> Found:
    """Return a table's columns in order, with their kinds, and its primary key."""
    if house.settings.database:
        sql = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position"
        columns = {name: _POSTGRES_KINDS[kind] for name, kind in await read(house, sql, table)}
        return Found(columns, tuple(row[0] for row in await read(house, _POSTGRES_KEY, table)))
    rows = await read(house, f"SELECT name, type, pk FROM pragma_table_info('{table}') ORDER BY cid")
    key = sorted((pk, name) for name, _, pk in rows if pk)
    return Found({name: _SQLITE_KINDS[kind] for name, kind, _ in rows}, tuple(name for _, name in key))


async def test_the_tables_are_as_the_code_writes_them(house: House) -> None:
    for table in TABLES:
        assert await look_at(house, table.name) == Found(dict(table.columns), table.key), table.name
        assert list((await look_at(house, table.name)).columns) == list(table.columns), table.name


async def test_there_are_no_other_tables(house: House) -> None:
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    postgres = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'"
    rows = await read(house, postgres if house.settings.database else sqlite)
    assert {row[0] for row in rows} == {table.name for table in TABLES} | {"alembic_version"}


def test_only_what_is_older_is_migrated() -> None:
    assert KNOWN[-1] == REVISION
    assert needs_migration(None)
    assert not needs_migration(REVISION)


@pytest.fixture
async def empty(tmp_path: Path, postgres: Postgres) -> Settings:
    return Settings(data=tmp_path, database=await postgres.empty_database())


@pytest.mark.parametrize("revision", ["0002", "0014"])
async def test_what_was_indexed_before_is_indexed_anew(tmp_path: Path, revision: str) -> None:
    """By words of another table (0002), and without the telephone numbers (0014)."""
    settings = Settings(data=tmp_path)
    await asyncio.to_thread(_upgrade, f"sqlite:///{tmp_path / DATABASE_FILE}", revision)
    async with open_house(settings) as house:
        await open_shop(house.deps)
        for table in ("search_state", "search_docs", "search_postings"):
            assert await read(house, f"SELECT * FROM {table}") == []
        assert await read(house, "SELECT version_num FROM alembic_version") == [(REVISION,)]


def _upgrade(url: str, revision: str) -> None:
    """Bring an empty database to an earlier revision, with something that was indexed there."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, text

    config = Config()
    config.set_main_option("script_location", str(Path(run.__file__).parent))
    with create_engine(url).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(text("INSERT INTO search_state VALUES (1001, 7, 1)"))
        for statement in INDEXED[revision]:
            connection.execute(text(statement))


INDEXED = {
    "0002": (
        "INSERT INTO search_docs VALUES (1, 1001, x'01', 'message', x'02')",
        "INSERT INTO search_words (rowid, words) VALUES (1, 'слово')",
    ),
    "0014": (
        "INSERT INTO search_docs VALUES (1, 1001, x'01', 'message', x'02', 'слово')",
        "INSERT INTO search_postings VALUES (1001, 0, x'01', x'0001')",
    ),
}


async def test_two_nodes_may_start_at_once_on_an_empty_database(empty: Settings) -> None:
    async with AsyncExitStack() as stack:
        houses = await asyncio.gather(*(stack.enter_async_context(open_house(empty)) for _ in range(4)))
        assert len({house.deps.secret for house in houses}) == 1
        assert await read(houses[0], "SELECT name FROM installation ORDER BY name") == [
            ("files",),
            ("push_key",),
            ("secret",),
        ]
        assert await read(houses[0], "SELECT version_num FROM alembic_version") == [(REVISION,)]


async def test_the_secret_survives_a_restart(settings: Settings) -> None:
    async with open_house(settings) as house:
        secret = house.deps.secret
    async with open_house(settings) as house:
        assert house.deps.secret == secret
        assert len(secret) == 32


async def test_a_database_from_the_future_is_left_alone(settings: Settings) -> None:
    async with open_house(settings) as house:

        def script() -> Script[None]:
            yield Query("UPDATE alembic_version SET version_num = $1", ("9999",))

        await house.deps.committer.run(script)
    with pytest.raises(Fault) as fault:
        async with open_house(settings):
            pass
    assert fault.value.code == "database_newer"
    assert "9999" in str(fault.value)
    assert REVISION in str(fault.value)


@pytest.mark.parametrize(
    "address", ["postgresql://postgres@127.0.0.1:1/x", "postgresql://postgres@/nobody?host=/nowhere"]
)
async def test_a_database_that_is_away_is_said_at_once(tmp_path: Path, address: str) -> None:
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=tmp_path, database=address)):
            pass
    assert fault.value.code == "database_away"


async def test_a_database_that_does_not_exist_is_said_at_once(tmp_path: Path, postgres: Postgres) -> None:
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=tmp_path, database=postgres.url("nobody"))):
            pass
    assert fault.value.code == "database_away"
    assert "nobody" in str(fault.value)


async def test_a_bus_of_an_unknown_kind_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=tmp_path, bus="pigeons://loft")):
            pass
    assert fault.value.code == "bus_unknown"
