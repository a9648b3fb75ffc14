"""The limit for sockets, as a figure."""

from bench.figures import Figure, figure
from bench.limits import Limits


async def run(limits: Limits) -> list[Figure]:
    """Measure the bare echo of the server's own stack."""
    rate, busy = await limits.echo()
    return [
        figure("echo", "round trips", rate, "per CPU-second"),
        figure("echo", "generator's load", busy, "of a core"),
    ]
