"""The same durable messages on PostgreSQL: one node, the database on the same disk, its processes on the generator's core."""

from bench.figures import Figure, figure
from bench.limits import Limits
from bench.places import postgres
from bench.scenarios.messages import FEW, measure


async def run(limits: Limits) -> list[Figure]:
    """Measure one node on a fresh database."""
    with postgres() as url:
        found = await measure(FEW, {"BESEDKA_DATABASE": url})
    return [
        figure("postgres", "durable messages, one node", found.wall, "per second", "≥ 10,000/s"),
        figure("postgres", "the same", found.rate, "per CPU-second of the node"),
    ]
