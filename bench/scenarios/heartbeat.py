"""What it costs to hear 10,000 visitors say that they are still there, each every 30 seconds at a moment of its own."""

import asyncio
import time

from bench.figures import Figure, figure
from bench.generator import Watch, close_all, connect, until
from bench.guests import PING, Visitor
from bench.limits import Limits
from bench.process import fresh

VISITORS = 10_000
EVERY = 30.0
SECONDS = 10.0


async def run(limits: Limits) -> list[Figure]:
    """Measure the share of a core."""
    with fresh() as server:
        visitors = await connect(server, lambda host: Visitor(server, host), VISITORS)
        await until(lambda: all(v.welcomed for v in visitors), 30, "every visitor to be welcome")
        await asyncio.sleep(1)
        watch, sent = Watch(server), await _beat(visitors)
        span = watch.stop()
        await until(lambda: sum(v.pings for v in visitors) == sent, 5, "every ping to be answered")
        close_all(visitors)
    return [figure("heartbeat", f"{VISITORS:,} visitors", 100 * span.cpu / span.seconds, "% of a core", "≤ 5 %")]


async def _beat(visitors: list[Visitor]) -> int:
    begun, sent = time.perf_counter(), 0
    while (now := time.perf_counter() - begun) < SECONDS:
        while sent < now * VISITORS / EVERY:
            visitors[sent].send(PING)
            sent += 1
        await asyncio.sleep(0.002)
    return sent
