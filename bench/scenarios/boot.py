"""The answer that every page with the counter asks for: the widget's settings, against a bare ASGI function of the same size."""

import asyncio

from bench.figures import Figure, figure
from bench.generator import Watch
from bench.http import Asker
from bench.limits import Limits
from bench.process import Server, fresh, target

CLIENTS = 32
SECONDS = 3.0


async def run(limits: Limits) -> list[Figure]:
    """Measure both."""
    with target("bare") as server:
        bare = await _rate(server, "/")
    with fresh() as server:
        rate = await _rate(server, f"/c/{server.key}.json")
    return [figure("boot", "widget settings", rate, "per CPU-second", "≥ 8,000; ≥ 0.5 of bare ASGI", bare)]


async def _rate(server: Server, path: str) -> float:
    loop, host = asyncio.get_running_loop(), f"127.0.0.1:{server.port}"
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        "Accept: */*",
        "Accept-Encoding: gzip",
        "",
        "",
    )
    request = "\r\n".join(lines).encode()
    askers = [
        (await loop.create_connection(lambda: Asker(request), "127.0.0.1", server.port))[1] for _ in range(CLIENTS)
    ]
    await asyncio.sleep(1)
    watch, before = Watch(server), sum(a.answers for a in askers)
    await asyncio.sleep(SECONDS)
    count, span = sum(a.answers for a in askers) - before, watch.stop()
    for asker in askers:
        asker.close()
    return count / span.cpu
