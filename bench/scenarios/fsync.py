"""The limit for the disk, as a figure."""

from bench.figures import Figure, figure
from bench.limits import Limits


async def run(limits: Limits) -> list[Figure]:
    """Measure the bare disk."""
    return [figure("fsync", "fdatasync of 4 KiB", await limits.fsync(), "per second")]
