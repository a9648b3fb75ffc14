"""The limit for sockets: the server's own stack (uvicorn, picows, our read buffers) that sends every text back, and nothing else."""

import asyncio

import uvicorn
import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest

from bench.targets.bare import listening
from besedka.api.sockets.picows_link import protocol_class


class _Echo(WSListener):
    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            transport.send(WSMsgType.TEXT, frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()


def _listener(_: WSUpgradeRequest) -> _Echo:
    return _Echo()


async def _application(scope: object, receive: object, send: object) -> None:
    raise NotImplementedError


async def _serve() -> None:
    config = uvicorn.Config(
        _application, http="httptools", loop="none", lifespan="off", log_config=None, access_log=False,
        ws=protocol_class(_listener),  # type: ignore[arg-type]  # a class, as in besedka/server.py
    )  # fmt: skip
    await uvicorn.Server(config).serve(sockets=[listening()])


if __name__ == "__main__":
    asyncio.Runner(loop_factory=uvloop.new_event_loop).run(_serve())
