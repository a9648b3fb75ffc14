"""The follower that indexes words: reads the journal after commits, in batches, never on the way of a message."""

import asyncio

from besedka.actions.deps import Deps
from besedka.store import indexing

AT_ONCE = 200
"""Facts of one batch: so long it may keep a writer waiting."""
MOST_WORDS = 4_000
"""Words of one batch, for the same reason."""
PAUSE = 0.05
"""Seconds between two batches: messages go first."""
BUSY = 300.0
"""Changes per second beside which indexing takes a small share of the time, and catches up when there are fewer."""
RESTS = 49.0
"""How many times as long as it worked it rests then: a fiftieth of the time is left to it."""
PROJECTS = 20


async def catch_up(deps: Deps) -> None:
    """Index what was committed since the last time, on whichever node is first; a batch is indexed by one."""
    more = True
    while more:
        more = False
        for project, after in await deps.database.read(indexing.behind(PROJECTS)):
            begun, units = deps.clock.ticks(), deps.committer.units
            work = await deps.database.read(indexing.batch(project, after, AT_ONCE))
            words = await asyncio.to_thread(indexing.words_of, work)
            work = indexing.shortened(work, words, MOST_WORDS)
            await deps.committer.run(lambda work=work, words=words: indexing.record(work, words))  # type: ignore[misc]
            more = True
            await asyncio.sleep(rest(deps.clock.ticks() - begun, deps.committer.units - units))


def rest(took: float, written: int) -> float:
    """Return for how many seconds to rest after a batch that took so long, while so many changes were written."""
    return max(PAUSE, RESTS * took) if written > BUSY * took else PAUSE
