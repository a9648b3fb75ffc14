"""Durable messages: validated, authorised, journalled, committed to disk, acknowledged, and delivered to two operators.

A closed loop: every sending visitor has one message under way and sends the next when the last one is acknowledged.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bench.figures import Figure, figure
from bench.generator import Span, Watch, close_all, connect, until
from bench.guests import Operator, Visitor, new_id, post, sign_in
from bench.limits import CONNECTIONS, Limits
from bench.process import Server, fresh

SECONDS = 5.0
OPERATORS = 2
FEW, MANY = 100, 10_000
"""Visitors who are connected besides, and say nothing."""


class Crowd:
    """Visitors who write one message after the other, and operators who hear every one."""

    def __init__(self, visitors: list[Visitor], operators: list[Operator]) -> None:
        self.visitors, self.operators = visitors, operators
        self.sent = self.acked = 0
        self.writing = False

    @property
    def delivered(self) -> int:
        """Messages that every operator has heard."""
        return min(o.heard for o in self.operators)

    def begin(self, under_way: int = 1) -> None:
        """Have everybody write."""
        self.writing = True
        for visitor in self.visitors:
            visitor.on_ack = self._stored
            for _ in range(under_way):
                self._write(visitor)

    def _write(self, visitor: Visitor) -> None:
        self.sent += 1
        visitor.send(post(new_id()))

    def _stored(self, visitor: Visitor, id: bytes) -> None:
        self.acked += 1
        if self.writing:
            self._write(visitor)

    async def settle(self) -> None:
        """Stop, and insist that every message was acknowledged and heard exactly once by everybody."""
        self.writing = False
        await until(
            lambda: self.acked == self.sent == self.delivered, 10, "every message to be acknowledged and delivered"
        )
        assert all(o.heard == self.sent for o in self.operators), "an operator heard a message twice"


@dataclass(frozen=True, slots=True)
class Result:
    """Messages per processor second of the server, and per second; what the span cost."""

    rate: float
    wall: float
    span: Span


async def crowd(server: Server, visitors: int, operators: int) -> Crowd:
    """Connect visitors and operators, and wait until all are welcome."""
    cookie = sign_in(server)
    heard = await connect(server, lambda host: Operator(host, cookie), operators)
    writing = await connect(server, lambda host: Visitor(server, host), visitors)
    guests: list[Visitor | Operator] = [*heard, *writing]
    await until(lambda: all(g.welcomed for g in guests), 30, "every guest to be welcome")
    return Crowd(writing, heard)


async def measure(idle: int, environment: Mapping[str, str] | None = None) -> Result:
    """Return a new installation's rate with that many idle visitors connected."""
    with fresh(environment) as server:
        return await rate_of(server, idle)


async def rate_of(server: Server, idle: int) -> Result:
    """Return this server's rate with that many idle visitors connected."""
    silent = await connect(server, lambda host: Visitor(server, host), idle)
    people = await crowd(server, CONNECTIONS, OPERATORS)
    await until(lambda: all(v.welcomed for v in silent), 30, "every idle visitor to be welcome")
    people.begin()
    await asyncio.sleep(1.5)
    watch, before = Watch(server), people.delivered
    await asyncio.sleep(SECONDS)
    count, span = people.delivered - before, watch.stop()
    await people.settle()
    close_all([*silent, *people.visitors, *people.operators])
    return Result(count / span.cpu, count / span.seconds, span)


async def run(limits: Limits) -> list[Figure]:
    """Measure with few and with many idle visitors."""
    (echo, _), disk = await limits.echo(), await limits.fsync()
    few, many = await measure(FEW), await measure(MANY)
    name, unit = "messages", "per CPU-second"
    return [
        figure(
            name,
            f"durable messages, {FEW} idle visitors",
            few.rate,
            unit,
            "≥ 12,000, stretch 20,000; ≥ 0.12 of echo",
            echo,
        ),
        figure(name, "against one fdatasync per message", few.wall, "per second", "≥ 3 times", disk),
        figure(
            name, f"durable messages, {MANY:,} idle visitors", many.rate, unit, "≥ 0.9 of the rate with few", few.rate
        ),
        figure(name, "generator's load", max(few.span.busy, many.span.busy), "of a core"),
    ]
