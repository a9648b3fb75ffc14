"""A bus between two nodes that loses, repeats and reorders rings costs time, and nothing else."""

import asyncio
import time

import pytest

from tests.clients import OperatorClient, VisitorClient
from tests.nodes.bus import UnreliableBus
from tests.nodes.conftest import Pair
from tests.people import ANNA, IGOR
from tests.serving import Served
from tests.units import read


async def _hear(client: OperatorClient | VisitorClient, count: int, within: float) -> list[tuple[str, float]]:
    """Return the texts of the messages that are told, with when; looks a little longer for what should not come."""
    heard: list[tuple[str, float]] = []
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            frame = await client.next(until - time.monotonic())
        except TimeoutError:
            break
        if frame["t"] == "message_posted":
            heard.append((frame["message"]["text"], time.monotonic()))
        if len(heard) == count:
            until = min(until, time.monotonic() + 0.3)
    return heard


async def _say(client: VisitorClient, texts: list[str]) -> list[float]:
    """Post texts one after the other; returns when each was acknowledged."""
    acknowledged = []
    for text in texts:
        await client.post(text)
        acknowledged.append(time.monotonic())
        await asyncio.sleep(0.02)
    return acknowledged


async def _talk(here: Served, there: Served, count: int = 25) -> float:
    """Have a visitor write here to Anna there: told once each, in order. Returns the longest delay after the acknowledgement."""
    anna, elena = await there.operator(ANNA), await here.visitor()
    texts = [f"{n}" for n in range(count)]
    acknowledged, heard = await asyncio.gather(_say(elena, texts), _hear(anna, count, 15))
    assert [text for text, _ in heard] == texts
    return max(told - said for (_, told), said in zip(heard, acknowledged, strict=True))


@pytest.mark.parametrize("loses", [0.0, 0.5, 1.0])
async def test_a_bus_that_loses_rings_costs_time_and_nothing_else(pair: Pair, loses: float) -> None:
    async with pair.up(lambda bus: UnreliableBus(bus, loses)) as (here, there):
        delay = await _talk(here, there)
        print(f"\nloses {loses:.0%}: the longest delay is {delay * 1000:.0f} ms")
        assert delay < 3.0


async def test_a_bus_that_repeats_and_reorders_harms_nothing(pair: Pair) -> None:
    async with pair.up(lambda bus: UnreliableBus(bus, 0.2, muddles=True)) as (here, there):
        await _talk(here, there)
        await _talk_back(there, here)


async def _talk_back(here: Served, there: Served) -> None:
    """Have Igor here answer a visitor there."""
    igor, marta = await here.operator(IGOR), await there.visitor()
    await marta.post("for Igor")
    c = (await read(here.house, "SELECT conversation_id FROM messages WHERE text = 'for Igor'"))[0][0].hex()
    for n in range(20):
        await igor.post(c, f"answer {n}")
    heard = await _hear(marta, 20, 10)
    assert [text for text, _ in heard] == [f"answer {n}" for n in range(20)]
