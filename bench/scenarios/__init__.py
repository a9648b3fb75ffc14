"""One file per scenario; `ALL` is the order in which a whole run goes."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bench.figures import Figure
from bench.limits import Limits
from bench.scenarios import (
    beginning,
    boot,
    desktop,
    echo,
    fanout,
    fsync,
    heartbeat,
    idle,
    latency,
    memory,
    messages,
    nodes,
    opening,
    postgres,
    reconnect,
    scroll,
    search,
    stored,
    writing,
)

Scenario: TypeAlias = Callable[[Limits], Awaitable[list[Figure]]]

ALL: dict[str, Scenario] = {
    "fsync": fsync.run,
    "echo": echo.run,
    "messages": messages.run,
    "latency": latency.run,
    "memory": memory.run,
    "heartbeat": heartbeat.run,
    "fanout": fanout.run,
    "reconnect": reconnect.run,
    "boot": boot.run,
    "idle": idle.run,
    "postgres": postgres.run,
    "nodes": nodes.run,
    "stored": stored.run,
    "scroll": scroll.run,
    "opening": opening.run,
    "beginning": beginning.run,
    "search": search.run,
    "writing": writing.run,
    "desktop": desktop.run,
}
