"""One project, 200 operators: everybody hears every message."""

import asyncio

from bench.figures import Figure, figure
from bench.generator import Watch, close_all
from bench.limits import Limits
from bench.process import fresh
from bench.scenarios.messages import crowd

OPERATORS = 200
VISITORS = 8
UNDER_WAY = 2
SECONDS = 4.0


async def run(limits: Limits) -> list[Figure]:
    """Measure deliveries, the durable messages behind them included."""
    echo, _ = await limits.echo()
    with fresh() as server:
        people = await crowd(server, VISITORS, OPERATORS)
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
