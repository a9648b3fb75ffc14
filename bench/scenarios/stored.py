"""What a message costs when many are stored already, against the cost in a young database: `messages` on two filled databases.

BESEDKA_BENCH_STORED sets how many the large one holds; 10,000,000 take 4 GB of disk and some minutes to write.
"""

import asyncio
import os

from bench.figures import Figure, figure
from bench.filling import fill
from bench.limits import Limits
from bench.process import besedka, data_folder
from bench.scenarios.messages import FEW, Result, rate_of
from besedka.app import DATABASE_FILE

YOUNG = 10_000
STORED = int(os.environ.get("BESEDKA_BENCH_STORED", "1000000"))


async def run(limits: Limits) -> list[Figure]:
    """Measure both, the young one before and after the large one, and keep the better of the two."""
    first, large, again = [await _with_stored(count) for count in (YOUNG, STORED, YOUNG)]
    young = max(first.rate, again.rate)
    name, unit = "stored", "µs of processor time"
    return [
        figure(name, f"a message with {YOUNG:,} stored", 1e6 / young, unit),
        figure(
            name, f"a message with {STORED:,} stored", 1e6 / large.rate, unit, "≤ 1.15 with 10,000,000", 1e6 / young
        ),
    ]


async def _with_stored(count: int) -> Result:
    with data_folder() as data:
        with besedka(data) as server:
            project = server.project
        await asyncio.to_thread(fill, data / DATABASE_FILE, project, count)
        with besedka(data) as server:
            return await rate_of(server, FEW)
