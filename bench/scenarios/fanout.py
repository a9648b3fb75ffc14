"""One project, 200 operators: everybody hears every message."""

import asyncio
from functools import partial
from pathlib import Path

from bench.figures import Figure, figure
from bench.generator import Watch, close_all, connect, until
from bench.guests import Operator, sign_in
from bench.limits import Limits
from bench.process import Server, add_operator, besedka, data_folder
from bench.scenarios.messages import crowd

OPERATORS = 200
SCREENS = 25
"""Connections of one operator: the hub allows no more than 32."""
VISITORS = 8
UNDER_WAY = 2
SECONDS = 4.0


async def run(limits: Limits) -> list[Figure]:
    """Measure deliveries, the durable messages behind them included."""
    echo, _ = await limits.echo()
    with data_folder() as data, besedka(data) as server:
        people = await crowd(server, VISITORS, 0)
        people.operators += await _operators(data, server)
        people.begin(UNDER_WAY)
        await asyncio.sleep(1)
        watch, before = Watch(server), sum(o.heard for o in people.operators)
        await asyncio.sleep(SECONDS)
        count, span = sum(o.heard for o in people.operators) - before, watch.stop()
        await people.settle()
        close_all([*people.visitors, *people.operators])
    return [
        figure("fanout", f"deliveries to {OPERATORS} operators", count / span.cpu, "per CPU-second", "≥ 120,000", echo),
        figure("fanout", "generator's load", span.busy, "of a core"),
    ]


async def _operators(data: Path, server: Server) -> list[Operator]:
    """Connect several people, each on some screens."""
    found: list[Operator] = []
    for number in range(OPERATORS // SCREENS):
        email = f"operator{number}@demo.example"
        await asyncio.to_thread(add_operator, data, server, email)
        cookie = await asyncio.to_thread(sign_in, server, email)
        found += await connect(server, partial(Operator, cookie=cookie), SCREENS)
    await until(lambda: all(o.welcomed for o in found), 30, "every operator to be welcome")
    return found
