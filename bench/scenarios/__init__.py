"""One file per scenario; `ALL` is the order in which a whole run goes."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bench.figures import Figure
from bench.limits import Limits
from bench.scenarios import echo, fsync, latency, memory, messages

Scenario: TypeAlias = Callable[[Limits], Awaitable[list[Figure]]]

ALL: dict[str, Scenario] = {
    "fsync": fsync.run,
    "echo": echo.run,
    "messages": messages.run,
    "latency": latency.run,
    "memory": memory.run,
}
