"""A node whose line to PostgreSQL breaks: nothing acknowledged is lost, nothing is stored twice, and it mends by itself."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from besedka.app import House, open_house
from besedka.config import Settings
from besedka.domain.errors import Unavailable
from besedka.domain.ids import MessageId
from besedka.ports.database import DatabaseFailed
from tests.people import Shop, open_shop
from tests.relay import COMMIT, Relay, relaying
from tests.units import Author, read


@pytest.fixture
async def relay(postgres_url: str) -> AsyncIterator[Relay]:
    async with relaying(postgres_url) as relay:
        yield relay


@pytest.fixture
async def house(relay: Relay, tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(Settings(data=tmp_path, database=relay.url)) as house:
        yield house
        relay.away = False


async def patiently(author: Author, text: str, id: MessageId, within: float = 8.0) -> int:
    """Post again and again, as a client does, until it is stored; returns its number."""
    async with asyncio.timeout(within):
        while True:
            try:
                return (await author.post(text, id)).seq
            except Unavailable:
                await asyncio.sleep(0.05)


async def hang_up_on_the_writer(other: asyncpg.Connection) -> None:
    """End the writer's session on the server, in this test's database: those of other tests are on the same server."""
    await other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'besedka-writer' AND datname = current_database()"
    )


async def texts(house: House) -> list[str]:
    return [row[0] for row in await read(house, "SELECT text FROM messages ORDER BY seq")]


async def test_a_line_that_broke_while_nothing_was_said_is_mended_unnoticed(
    house: House, shop: Shop, relay: Relay
) -> None:
    elena = Author(house, shop)
    await elena.post("one")
    relay.cut()
    await asyncio.sleep(0.05)
    assert (await elena.post("two")).seq == 2
    assert await texts(house) == ["one", "two"]


async def test_a_commit_whose_answer_was_lost_is_refused_and_its_repetition_stores_nothing(
    house: House, shop: Shop, relay: Relay
) -> None:
    elena, id = Author(house, shop), Author(house, shop).new_id()
    relay.lose_answer_to = COMMIT
    with pytest.raises(Unavailable, match="busy"):
        await elena.post("Есть ли лампа?", id)
    again = await elena.post("Есть ли лампа?", id)
    assert (again.seq, again.position) == (1, None)
    assert await texts(house) == ["Есть ли лампа?"]
    assert await read(house, "SELECT position, kind FROM journal ORDER BY 1") == [
        (1, "conversation_started"),
        (2, "message_posted"),
    ]
    assert (await elena.post("next")).position == 3


async def test_what_was_lost_before_its_commit_is_not_stored(house: House, shop: Shop, relay: Relay) -> None:
    elena = Author(house, shop)
    relay.lose_answer_to = b"INSERT INTO journal"
    with pytest.raises(Unavailable, match="busy"):
        await elena.post("lost", elena.new_id())
    assert await texts(house) == []
    assert (await elena.post("stored")).seq == 1


async def test_a_server_that_is_away_refuses_at_once_and_is_found_again(house: House, shop: Shop, relay: Relay) -> None:
    elena = Author(house, shop)
    await elena.post("before")
    relay.away = True
    relay.cut()
    for _ in range(5):
        with pytest.raises(Unavailable, match="busy"):
            async with asyncio.timeout(2):
                await elena.post("away")
    with pytest.raises(DatabaseFailed):
        async with asyncio.timeout(2):
            await texts(house)
    relay.away = False
    assert await patiently(elena, "after", elena.new_id()) == 2
    assert await texts(house) == ["before", "after"]


async def test_lines_that_break_all_the_time_lose_nothing_and_repeat_nothing(
    house: House, shop: Shop, relay: Relay
) -> None:
    authors = [Author(house, shop) for _ in range(5)]

    async def shake() -> None:
        for n in range(12):
            await asyncio.sleep(0.02 + 0.03 * (n % 5))
            relay.cut()

    async def talk(author: Author) -> list[int]:
        return [await patiently(author, f"{n}", author.new_id(), 30) for n in range(8)]

    shaking = asyncio.create_task(shake())
    seqs = await asyncio.gather(*(talk(author) for author in authors))
    await shaking
    assert seqs == [list(range(1, 9))] * 5
    await asyncio.sleep(0.1)
    assert await read(house, "SELECT count(*), max(seq) FROM messages") == [(40, 8)]
    rows = await read(house, "SELECT position FROM journal ORDER BY 1")
    assert [row[0] for row in rows] == list(range(1, 46))


async def test_a_backend_that_is_killed_stores_nothing(house: House, shop: Shop, postgres_url: str) -> None:
    elena = Author(house, shop)
    await elena.post("one")
    other = await asyncpg.connect(postgres_url)
    await other.execute("BEGIN")
    await other.execute("SELECT * FROM projects FOR UPDATE")
    waiting = elena.post("while another node writes")
    await asyncio.sleep(0.2)
    assert not waiting.done()
    await hang_up_on_the_writer(other)
    with pytest.raises(Unavailable, match="busy"):
        await waiting
    await other.execute("ROLLBACK")
    await other.close()
    assert (await elena.post("two")).seq == 2
    assert await texts(house) == ["one", "two"]


async def test_a_node_waits_for_its_turn(house: House, shop: Shop, postgres_url: str) -> None:
    elena = Author(house, shop)
    other = await asyncpg.connect(postgres_url)
    await other.execute("BEGIN")
    await other.execute("UPDATE projects SET position = position + 1")
    waiting = elena.post("after the other node")
    await asyncio.sleep(0.2)
    assert not waiting.done()
    await other.execute("COMMIT")
    await other.close()
    assert (await waiting).position == 3


async def test_a_server_that_only_reads_is_said_so(house: House, shop: Shop, postgres_url: str) -> None:
    other = await asyncpg.connect(postgres_url)
    name = await other.fetchval("SELECT current_database()")
    await other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    await hang_up_on_the_writer(other)
    elena = Author(house, shop)
    with pytest.raises(Unavailable, match="read_only"):
        await elena.post("x")
    await other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    await hang_up_on_the_writer(other)
    await other.close()
    assert (await elena.post("y")).seq == 1


@pytest.fixture
async def shop(house: House) -> Shop:
    return await open_shop(house.deps)
