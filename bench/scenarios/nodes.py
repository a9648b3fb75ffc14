"""Three nodes on one PostgreSQL and one NATS, all on this machine: the visitors write on two of them, the operator listens on the third.

The nodes share the server's core; the database, NATS and the generator share the other.
"""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, figure
from bench.generator import close_all
from bench.guests import Visitor
from bench.limits import Limits
from bench.process import Server, besedka, data_folder
from bench.scenarios.latency import ROUNDS, SECONDS, Pace, Round, percentile
from bench.scenarios.messages import Crowd, crowd
from bench.scenarios.postgres import postgres

NODES = 3
WRITING = 500
PER_SECOND = 1_000


async def run(limits: Limits) -> list[Figure]:
    """Measure three rounds and report the best."""
    with _nodes() as (first, second, third):
        people = await _across(first, second, third)
        pace = Pace(people, PER_SECOND)
        await pace.round(1.0)
        rounds = [await pace.round(SECONDS) for _ in range(ROUNDS)]
        close_all([*people.visitors, *people.operators])
    return _figures(min(rounds, key=lambda r: percentile(r.whole, 99)))


async def _across(first: Server, second: Server, third: Server) -> Crowd:
    """Connect visitors to two nodes and an operator to the third."""
    one, two = await crowd(first, WRITING // 2, 0), await crowd(second, WRITING // 2, 0)
    listening = await crowd(third, 0, 1)
    visitors: list[Visitor] = [v for pair in zip(one.visitors, two.visitors, strict=True) for v in pair]
    return Crowd(visitors, listening.operators)


def _figures(best: Round) -> list[Figure]:
    name, pace = "nodes", f"at {PER_SECOND:,}/s"
    return [
        figure(name, "visitor to operator on another node, p50", percentile(best.whole, 50), "ms", f"≤ 2 ms {pace}"),
        figure(name, "the same, p99", percentile(best.whole, 99), "ms", f"≤ 15 ms {pace}, best of three"),
        figure(name, "acknowledgement p50", percentile(best.acks, 50), "ms"),
        figure(name, "delivery after acknowledgement p50", percentile(best.deliveries, 50), "ms"),
        figure(name, "delivery after acknowledgement p99", percentile(best.deliveries, 99), "ms"),
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
