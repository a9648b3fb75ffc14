"""A storm: 10,000 visitors with a conversation lose their connection at once and come back with key and position."""

import asyncio
import time

from bench.figures import Figure, figure
from bench.generator import Watch, close_all, connect, until
from bench.guests import Visitor, new_id, post
from bench.limits import Limits
from bench.process import Server, fresh

VISITORS = 10_000
AT_ONCE = 1_000
"""Hellos that may be unanswered: the server turns away more than 4,000 at once, and real clients then wait and come again."""
GROUP = 50


async def run(limits: Limits) -> list[Figure]:
    """Measure how fast they are back, and what that costs."""
    with fresh() as server:
        visitors = await acquainted(server)
        close_all(visitors)
        await asyncio.sleep(2)
        known, under_way = iter(visitors), asyncio.Semaphore(AT_ONCE)

        def back(host: str) -> Visitor:
            before = next(known)
            visitor = Visitor(server, host, before.key, before.position)
            visitor.on_welcome = under_way.release
            return visitor

        watch, begun = Watch(server), time.perf_counter()
        returned: list[Visitor] = []
        for _ in range(VISITORS // GROUP):
            for _ in range(GROUP):
                await under_way.acquire()
            returned += await connect(server, back, GROUP)
        await until(lambda: all(v.welcomed for v in returned), 60, "every visitor to be back")
        seconds, span = time.perf_counter() - begun, watch.stop()
        close_all(returned)
    return [
        figure("reconnect", "authenticated hellos with resume", VISITORS / span.cpu, "per CPU-second", "≥ 1,500"),
        figure("reconnect", f"until {VISITORS:,} are back", seconds, "s", "≤ 7 s"),
        figure("reconnect", "generator's load", span.busy, "of a core"),
    ]


async def acquainted(server: Server) -> list[Visitor]:
    """Return visitors who have each written a message."""
    visitors = await connect(server, lambda host: Visitor(server, host), VISITORS)
    await until(lambda: all(v.welcomed for v in visitors), 60, "every visitor to be welcome")
    stored: list[bytes] = []
    for visitor in visitors:
        visitor.on_ack = lambda _, id: stored.append(id)
        visitor.send(post(new_id()))
    await until(lambda: len(stored) == VISITORS, 60, "every message to be stored")
    return visitors
