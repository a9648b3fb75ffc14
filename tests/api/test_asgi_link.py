"""The ordinary route's link: who was too slow is told of what it missed, whenever it filled up."""

import asyncio

from besedka.api.sockets.asgi_link import HIGH_WATER, AsgiLink


class _Socket:
    """Writes one frame per turn; `meanwhile` happens during the first."""

    def __init__(self) -> None:
        self.link: AsgiLink | None = None
        self.written = 0

    async def send_text(self, _: str) -> None:
        if self.written == 0 and self.link is not None:
            self.link.send([b"x" * (HIGH_WATER + 1)])
        self.written += 1
        await asyncio.sleep(0)


async def test_a_link_that_fills_up_while_it_writes_says_that_it_goes_on() -> None:
    socket, resumed = _Socket(), asyncio.Event()
    link = socket.link = AsgiLink(socket)  # type: ignore[arg-type]  # all that the link asks of one
    link.resumed = resumed.set
    writer = asyncio.create_task(link.write_all())
    link.send([b"small"])
    async with asyncio.timeout(2):
        await resumed.wait()
    assert (socket.written, link.paused) == (2, False)
    writer.cancel()
