"""The web server: uvicorn with our sockets in it, bound before the house opens so that a busy port is said at once."""

import asyncio
import contextlib
import errno
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator

import uvicorn

from besedka.api.application import make_application
from besedka.api.doorway import Doorway
from besedka.api.front import Front
from besedka.api.patience import PatientProtocol
from besedka.api.sockets.picows_link import protocol_factory
from besedka.app import House, open_house
from besedka.config import Settings
from besedka.domain.errors import Fault

Ready = Callable[[House, str], Awaitable[None]]
BACKLOG = 2048
STOP_WITHIN = 5
COLLECT_AFTER = 10_000
"""Objects made and not let go of, after which the cycle collector looks at the young ones; 700 cost a tenth of the messages."""


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket. Fault `port_busy` or `address_unknown` in clear words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, so that asyncio knows a line of TCP and sends at once: an answer of two writes would wait 40 ms for its second on a kept line.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Fault(
                "port_busy",
                f"Port {port} on {host} is taken by another program. Choose another with --port (0 picks a free one).",
            ) from error
        raise Fault(
            "address_unusable", f"Cannot listen on {host}:{port}: {error.strerror}. Check --host and --port."
        ) from error
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        await self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGTERM and SIGINT. Uvicorn's own way raises them again when it has stopped, before the house is closed."""
        loop, taken = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
        for number in taken:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in taken:
                loop.remove_signal_handler(number)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell sockets to come back elsewhere, then stop."""
        self.goodbye()
        await super().shutdown(sockets)

    def goodbye(self) -> None:
        """Replaced by the house's own."""


async def serve(settings: Settings, ready: Ready) -> None:
    """Serve until a signal comes. `ready` is called once the port answers, with the house and its address."""
    listener = bind(settings.host, settings.port)
    with contextlib.closing(listener):
        async with open_house(settings, serving=True) as house:
            await make_server(settings, listener, house, ready).serve(sockets=[listener])


def make_server(settings: Settings, listener: socket.socket, house: House, ready: Ready) -> Server:
    """Return a web server with the house behind it, to be run on `listener`."""
    front = Front(settings.public_url, settings.hosts, settings.trusted_proxies)
    application, gate = make_application(house.deps, house.hub, house.doorkeeper, front)
    ours = settings.sockets == "picows"
    config = uvicorn.Config(
        application, loop="none", lifespan="off", log_config=None, access_log=False, server_header=False,
        http=Doorway if ours else PatientProtocol,
        ws=protocol_factory(gate) if ours else "websockets-sansio",  # type: ignore[arg-type]  # a class
        ws_max_size=1024 * 1024, ws_ping_interval=None, ws_per_message_deflate=False, backlog=BACKLOG,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_WITHIN, timeout_keep_alive=15,
    )  # fmt: skip
    server = Server(config, lambda: ready(house, address(settings, listener)))
    server.goodbye = house.hub.close_all  # type: ignore[method-assign]  # the house's own farewell
    return server


def address(settings: Settings, listener: socket.socket) -> str:
    """Return the address under which a person on this machine reaches the server."""
    if settings.public_url:
        return settings.public_url
    host, port = listener.getsockname()[:2]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  # compared, not bound
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def run(settings: Settings, ready: Ready) -> None:
    """Serve in a fresh uvloop event loop, blocking until a signal comes."""
    import uvloop

    async def settled(house: House, url: str) -> None:
        spare_the_collector()
        await ready(house, url)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, settled))


def spare_the_collector() -> None:
    """Have the cycle collector skip what lives as long as the process, and come less often: connections are many, and cycles few."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
