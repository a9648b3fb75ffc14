"""What an idle visitor costs: connected, welcomed, silent, the application's state included."""

import asyncio

from bench.figures import Figure, figure
from bench.generator import close_all, connect, until
from bench.guests import Visitor
from bench.limits import Limits
from bench.machine import memory
from bench.process import fresh

FEW, MANY = 2_000, 10_000


async def run(limits: Limits) -> list[Figure]:
    """Compare the server's memory with few and with many."""
    with fresh() as server:
        first = await connect(server, lambda host: Visitor(server, host), FEW)
        await until(lambda: all(v.welcomed for v in first), 30, "every visitor to be welcome")
        await asyncio.sleep(1)
        before = memory(server.pid)
        rest = await connect(server, lambda host: Visitor(server, host), MANY - FEW)
        await until(lambda: all(v.welcomed for v in rest), 30, "every visitor to be welcome")
        await asyncio.sleep(1)
        after = memory(server.pid)
        close_all([*first, *rest])
    each = MANY - FEW
    return [
        figure("memory", "an idle visitor, RSS", (after.rss - before.rss) / each, "KiB", "≤ 16 KiB"),
        figure("memory", "an idle visitor, PSS", (after.pss - before.pss) / each, "KiB", "≤ 16 KiB"),
    ]
