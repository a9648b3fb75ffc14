"""PostgreSQL's readers: a few connections, which everybody gives back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from besedka.adapters.database.postgres import database as postgres
from besedka.app import open_database
from besedka.config import Settings
from besedka.ports.database import Database, Query, Script
from tests.waiting import until


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    database = await open_database(settings)
    yield database
    await database.close()


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_readers_who_go_away_while_they_begin_leave_their_place_to_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    beginning = 0

    async def begins(connection: object, words: str) -> bool:
        nonlocal beginning
        beginning += 1
        await asyncio.sleep(60)
        return False

    with monkeypatch.context() as patch:
        patch.setattr(postgres, "begin", begins)
        readers = [asyncio.create_task(database.read(_one())) for _ in range(postgres.READERS)]
        await until(lambda: beginning == postgres.READERS)
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    assert await asyncio.gather(*(database.read(_one()) for _ in range(20))) == [1] * 20


def _one() -> Script[int]:
    rows = yield Query("SELECT 1")
    return int(rows[0][0])
