"""One of two nodes dies: its guests go to the other and find everything there."""

import asyncio
from pathlib import Path

import asyncpg
from websockets.exceptions import ConnectionClosed

from besedka.app import House, open_house
from besedka.config import Settings
from besedka.wire import operator, visitor
from tests.clients import VisitorClient, make_id
from tests.people import ANNA, Shop, open_shop
from tests.processes import ServerProcess
from tests.serving import Served
from tests.units import Author, read


def _node(folder: Path, database: str) -> ServerProcess:
    env = {"BESEDKA_DATABASE": database, "BESEDKA_POSTS_BURST": "10000", "BESEDKA_POSTS_PER_SECOND": "10000"}
    return ServerProcess(folder, env=env)


async def _burst(client: VisitorClient, ids: list[str], acked: set[str]) -> None:
    """Post everything, and note what was acknowledged until the connection ends."""
    try:
        for id in ids:
            await client.send(f"text {id}", id)
            await asyncio.sleep(0.002)
        while len(acked) < len(ids):
            acked.add((await client.expect(visitor.Ack))["id"])
    except ConnectionClosed:
        pass
    acked |= {frame["id"] for frame in client.heard if frame["t"] == "ack"}


async def test_a_killed_node_loses_nothing_that_it_acknowledged(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database=postgres_url)
    async with (
        open_house(settings) as house,
        _node(tmp_path / "a", postgres_url) as a,
        _node(tmp_path / "b", postgres_url) as b,
    ):
        shop = await open_shop(house.deps)
        await _die_and_go_on(house, shop, a, b)


async def _die_and_go_on(house: House, shop: Shop, a: ServerProcess, b: ServerProcess) -> None:
    anna = await Served(b.url, house, shop).operator(ANNA)
    elena = await Served(a.url, house, shop).visitor()
    await elena.post("begin")
    ids, acked = [make_id() for _ in range(200)], set[str]()
    talking = asyncio.create_task(_burst(elena, ids, acked))
    await asyncio.sleep(0.3)
    await a.kill()
    await talking
    elena = await Served(b.url, house, shop).visitor(elena.key, elena.position)
    for id in ids:
        if id not in acked:
            await elena.post(f"text {id}", id)
    rows = await read(house, "SELECT text FROM messages ORDER BY seq")
    assert sorted(row[0] for row in rows) == sorted(["begin", *(f"text {id}" for id in ids)])
    told: list[int] = []
    while len(told) < len(rows):
        told.append((await anna.expect(operator.MessagePosted))["message"]["seq"])
    assert told == list(range(1, len(rows) + 1))


async def test_a_node_that_hangs_in_mid_write_holds_the_others_up_only_for_a_while(
    postgres_url: str, tmp_path: Path
) -> None:
    async with open_house(Settings(data=tmp_path, database=postgres_url)) as house:
        shop = await open_shop(house.deps)
        limit = {"idle_in_transaction_session_timeout": "500ms"}
        hanging = await asyncpg.connect(postgres_url, server_settings=limit)
        await hanging.execute("BEGIN")
        await hanging.execute("SELECT * FROM projects FOR UPDATE")
        assert (await Author(house, shop).post("after a while")).seq == 1
        hanging.terminate()
