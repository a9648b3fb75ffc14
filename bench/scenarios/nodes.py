"""Three nodes on one PostgreSQL and one NATS, all on this machine: visitors write on one or two of them, an operator listens on the third.

The nodes share the server's core; the database, NATS and the generator share the other.
"""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, figure, percentile
from bench.generator import close_all
from bench.guests import Visitor
from bench.limits import Limits
from bench.places import postgres
from bench.process import Server, besedka, data_folder
from bench.scenarios.latency import ROUNDS, SECONDS, Pace, Round
from bench.scenarios.messages import Crowd, crowd

NODES = 3
WRITING = 500
PER_SECOND = 1_000


async def run(limits: Limits) -> list[Figure]:
    """Measure with one node that writes, and with two that write to the same project and wait for each other's commits."""
    with _nodes() as (first, second, third):
        one = await _best([first], third)
        two = await _best([first, second], third)
    return [*_figures("one node writes", one), *_figures("two nodes write", two)]


async def _best(writing: list[Server], listening: Server) -> Round:
    """Return the best of three rounds."""
    people = await _across(writing, listening)
    pace = Pace(people, PER_SECOND)
    await pace.round(1.0)
    rounds = [await pace.round(SECONDS) for _ in range(ROUNDS)]
    close_all([*people.visitors, *people.operators])
    return min(rounds, key=lambda r: percentile(r.deliveries, 99))


async def _across(writing: list[Server], listening: Server) -> Crowd:
    """Connect visitors to some nodes, taking turns, and an operator to another."""
    crowds = [await crowd(server, WRITING // len(writing), 0) for server in writing]
    visitors: list[Visitor] = [v for turn in zip(*(c.visitors for c in crowds), strict=True) for v in turn]
    return Crowd(visitors, (await crowd(listening, 0, 1)).operators)


def _figures(how: str, best: Round) -> list[Figure]:
    def told(metric: str, values: list[float], percent: int, goal: str = "") -> Figure:
        return figure("nodes", f"{how}: {metric} p{percent}", percentile(values, percent), "ms", goal)

    return [
        told("to another node after acknowledgement", best.deliveries, 50, f"≤ 2 ms at {PER_SECOND:,}/s"),
        told(
            "to another node after acknowledgement", best.deliveries, 99, f"≤ 15 ms at {PER_SECOND:,}/s, best of three"
        ),
        told("acknowledgement", best.acks, 50),
        told("visitor to operator, the whole way", best.whole, 50),
        told("visitor to operator, the whole way", best.whole, 99),
    ]


@contextmanager
def _nodes() -> Iterator[list[Server]]:
    """Serve one installation from several processes."""
    with ExitStack() as stack:
        data, url, bus = (
            stack.enter_context(data_folder()),
            stack.enter_context(postgres()),
            stack.enter_context(_nats()),
        )
        environment = {"BESEDKA_DATABASE": url, "BESEDKA_BUS": bus}
        yield [stack.enter_context(besedka(data, environment)) for _ in range(NODES)]


@contextmanager
def _nats() -> Iterator[str]:
    """Run a NATS server and return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = shutil.which("nats-server", path=str(Path(sys.executable).parent)) or "nats-server"
    command = [program, "--addr", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"nats://127.0.0.1:{port}/bench"
    finally:
        process.kill()
        process.wait()
