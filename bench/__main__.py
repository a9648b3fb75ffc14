"""Runs scenarios: python -m bench [SCENARIO…] [--json FILE]. Prints a table; figures never decide an exit code."""

import argparse
import asyncio
import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvloop

from bench.figures import Figure, table
from bench.limits import Limits
from bench.machine import describe, generator_cores
from bench.scenarios import ALL


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Measures Besedka against the limits of this machine."
    )
    parser.add_argument(
        "scenarios", nargs="*", metavar="SCENARIO", help=f"any of: {', '.join(ALL)} (all, if none is named)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as a list of objects")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.scenarios) - set(ALL))
    if unknown:
        parser.error(f"there is no scenario {', '.join(unknown)}; there are {', '.join(ALL)}")
    os.sched_setaffinity(0, generator_cores())
    gc.disable()  # a collection in the generator would look like a slow server
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        figures = runner.run(_run([name for name in ALL if name in chosen.scenarios or not chosen.scenarios]))
    print(f"\n{_about()}\n\n{table(figures)}")
    if chosen.json:
        chosen.json.write_text(json.dumps([f.as_json() for f in figures], ensure_ascii=False, indent=1) + "\n")


async def _run(names: list[str]) -> list[Figure]:
    limits, figures = Limits(), list[Figure]()
    for name in names:
        with _told(name):
            figures += await ALL[name](limits)
        gc.collect()
    return figures


@contextmanager
def _told(name: str) -> Iterator[None]:
    print(f"{name} …", file=sys.stderr, flush=True)
    yield


def _about() -> str:
    return " · ".join(f"{name} {value}" for name, value in describe().items())


if __name__ == "__main__":
    main()
