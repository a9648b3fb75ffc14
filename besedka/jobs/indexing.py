"""The follower that indexes words: reads the journal after commits, in batches, never on the way of a message."""

import asyncio

from besedka.actions.deps import Deps
from besedka.store import search

AT_ONCE = 200
"""Facts of one batch: so long it may keep a writer waiting."""
PAUSE = 0.05
"""Seconds between two batches: messages go first."""
PROJECTS = 20


async def catch_up(deps: Deps) -> None:
    """Index what was committed since the last time, on whichever node is first; a batch is indexed by one."""
    more = True
    while more:
        more = False
        for project, after in await deps.database.read(search.behind(PROJECTS)):
            work = await deps.database.read(search.batch(project, after, AT_ONCE))
            words = await asyncio.to_thread(search.words_of, work)
            await deps.committer.run(lambda work=work, words=words: search.record(work, words))  # type: ignore[misc]
            more = True
            await asyncio.sleep(PAUSE)
