"""The server is killed (SIGKILL) while it takes a deleted project away: the next one ends it, and nothing of another project is touched."""

import asyncio
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from besedka.actions import deletions
from besedka.app import DATABASE_FILE, House, open_house
from besedka.config import Settings
from besedka.domain.schedule import Schedule
from besedka.jobs import periodic
from besedka.ports.database import Query, Row, Script
from besedka.store.deletions import LOOK_AGAIN
from tests.actions.alerts.test_watching import hours
from tests.actions.test_deletions import fill, rows_of
from tests.people import Shop, open_shop
from tests.processes import ServerProcess
from tests.s3 import S3, line_to
from tests.waiting import until

S3_NAMES = ("bucket", "endpoint", "region", "key", "secret", "prefix")
PICTURE = b"a picture"
NEVER = Schedule(on=True, zone="UTC", days=((),) * 7)


@pytest.fixture(autouse=True)
def who_looks_on_sweeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "DELETE", 3_600.0)


@dataclass
class Ending:
    """One of two shops was deleted by a process that ended before it took anything away. `before`: what is to stay."""

    settings: Settings
    number: int
    before: dict[str, list[tuple[object, ...]]]
    kept: list[str]
    keys: list[str]

    async def goes_on(self) -> None:
        """Whoever had begun has had their minute."""
        async with open_house(self.settings) as house:
            await house.deps.committer.run(lambda: _asked("UPDATE deletions SET due_at = 0"))

    async def is_over(self) -> None:
        """Wait until a sweep has come to its end."""
        async with open_house(self.settings) as house:
            later = house.deps.clock.now() + LOOK_AGAIN // 2
            for _ in range(600):
                if await house.deps.database.read(_asked(f"SELECT 1 FROM deletions WHERE due_at > {later}")):
                    return
                await asyncio.sleep(0.1)
        raise AssertionError("it did not come to its end")

    async def left_nothing(self) -> None:
        """Compare with what was there before the deleted shop was made."""
        async with open_house(self.settings) as house:
            after, files = await rows_of(house), house.deps.files
            assert after | {"deletions": []} == self.before
            assert [await files.length(key) for key in self.kept] == [len(PICTURE)] * len(self.kept)
            assert [await files.length(key + part) for key in self.keys for part in ("", "p")] == [0] * 2 * len(
                self.keys
            )


def _asked(sql: str) -> Script[list[Row]]:
    rows = yield Query(sql)
    return rows


async def begun(settings: Settings, threads: int, files: int) -> Ending:
    """Delete a shop with so many conversations and files on disk, beside another."""
    async with open_house(settings) as house:
        beside, kept = await _furnished(house, "Соседи", "6", 1, 1)
        await hours(house, beside, NEVER)  # whoever takes long over this sees no alert come to the neighbours
        before = await rows_of(house)
        doomed, keys = await _furnished(house, "Чай и плед", "7", threads, files)
        before["owners"] = sorted(
            [*before["owners"], *(row for row in (await rows_of(house))["owners"] if row[0] == doomed.owner)], key=repr
        )
        await deletions.delete(house.deps, doomed.owner, doomed.number, "Чай и плед")
        return Ending(settings, doomed.number, before, kept, keys)


async def _furnished(house: House, name: str, key: str, threads: int, files: int) -> tuple[Shop, list[str]]:
    shop = await open_shop(house.deps, name, key * 32)
    keys = (await house.deps.committer.run(lambda: fill(house, shop, threads)))[:files]
    for one in keys:
        await house.deps.files.put(one, PICTURE)
        await house.deps.files.put(one + "p", b"its preview")
    return shop, keys


async def test_on_sqlite_while_rows_go(tmp_path: Path) -> None:
    ending = await begun(Settings(data=tmp_path, port=0), 1_000, 10)
    async with ServerProcess(tmp_path) as server:
        held = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None, timeout=0, check_same_thread=False)
        left = await asyncio.to_thread(_stop_in_the_middle, held, 1_000)
        assert 0 < left < 1_000
        await server.kill()
        held.close()
        await ending.goes_on()
        await server.start()
        await ending.is_over()
        assert await server.stop() == 0
    await ending.left_nothing()


def _stop_in_the_middle(held: sqlite3.Connection, all_of_them: int) -> int:
    """Hold the file as soon as a piece has gone, so that the server waits for the next one; return how many are left."""
    while True:
        if _holds(held):
            left = int(held.execute("SELECT count(*) - 1 FROM conversations").fetchone()[0])
            if left < all_of_them:
                return left
            held.execute("ROLLBACK")
        time.sleep(0.001)


def _holds(held: sqlite3.Connection) -> bool:
    """Try to hold the file, at once or not at all: SQLite's own waiting looks too rarely to meet the sweep's short pauses."""
    try:
        held.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


async def test_on_postgres_with_a_bucket_while_rows_go_and_while_files_go(
    tmp_path: Path, postgres_url: str, s3: S3
) -> None:
    bucket = s3.bucket()
    async with line_to(s3.url) as line:
        settings = s3.settings(Settings(data=tmp_path, port=0, database=postgres_url), bucket, s3_endpoint=line.url)
        ending = await begun(settings, 60, 60)
        told = {f"BESEDKA_S3_{name.upper()}": str(getattr(settings, f"s3_{name}")) for name in S3_NAMES}
        async with ServerProcess(tmp_path, env={**told, "BESEDKA_DATABASE": postgres_url}) as server:
            await _stop_before_the_tags(postgres_url, ending.number, server)
            await ending.goes_on()
            await server.start()
            line.cut_after = 8_000
            await until(lambda: line.away, within=60)
            await server.kill()
            assert 3 < len(s3.objects(bucket)) < 123, "in the middle"
            line.away, line.cut_after = False, None
            await ending.goes_on()
            await server.start()
            await ending.is_over()
            assert await server.stop() == 0
        await ending.left_nothing()
        assert len(s3.objects(bucket)) == 3, "the mark, the neighbours' picture, its preview"
    s3.drop(bucket)


async def _stop_before_the_tags(url: str, number: int, server: ServerProcess) -> None:
    """Hold a row on which the sweep must wait, and kill the server once it does."""
    held = await asyncpg.connect(url)
    async with held.transaction():
        await held.execute("SELECT id FROM tags WHERE project = $1 FOR UPDATE", number)
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        for _ in range(600):
            if await held.fetchval(waiting):
                break
            await asyncio.sleep(0.05)
        assert await held.fetchval("SELECT count(*) FROM conversations WHERE project = $1", number) == 0
        assert await held.fetchval("SELECT count(*) FROM files WHERE project = $1", number) > 0
        await server.kill()
    await held.close()
