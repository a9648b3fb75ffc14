"""The limit for start and idle memory: an empty FastAPI application under the same uvicorn."""

import asyncio
import socket

import uvicorn
import uvloop
from fastapi import FastAPI

from bench.targets.bare import bound


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(sockets[0].getsockname()[1] if sockets else 0, flush=True)


async def _serve() -> None:
    config = uvicorn.Config(FastAPI(), http="httptools", loop="none", lifespan="off", log_config=None, access_log=False)
    await _Server(config).serve(sockets=[bound()])


if __name__ == "__main__":
    asyncio.Runner(loop_factory=uvloop.new_event_loop).run(_serve())
