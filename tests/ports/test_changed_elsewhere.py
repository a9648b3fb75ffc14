"""A server on SQLite notices what the command line has written beside it."""

import pytest

from besedka.app import open_database
from besedka.config import Settings
from besedka.ports.database import Query, Row, Save, Script
from besedka.store.schema import PRESENCE
from tests.ports.test_database import write


def came(who: bytes) -> Script[None]:
    yield Save(PRESENCE, [(who, b"node", 1, 1, "online")])


def there() -> Script[list[Row]]:
    found = yield Query("SELECT node FROM presence")
    return found


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_anothers_commit_is_noticed_once_and_ones_own_never(settings: Settings) -> None:
    mine, another = await open_database(settings, checkpoints=True), await open_database(settings)
    assert not await mine.changed_elsewhere()
    await write(mine, came(b"anna"))
    assert [await mine.changed_elsewhere(), await another.changed_elsewhere()] == [False, True]
    await write(another, came(b"igor"))
    assert len(await mine.read(there())) == 2
    await write(mine, came(b"olga"))
    assert [await mine.changed_elsewhere() for _ in range(2)] == [True, False]
    for database in (another, mine):
        await database.close()


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_equal_nodes_ring_each_other_instead(settings: Settings) -> None:
    mine, another = await open_database(settings), await open_database(settings)
    await write(another, came(b"igor"))
    assert not await mine.changed_elsewhere()
    for database in (another, mine):
        await database.close()
