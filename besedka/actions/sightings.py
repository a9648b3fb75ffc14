"""Sightings of the counter: counted in memory, and written down together once a minute; a new site at once, for somebody waits for it."""

import asyncio
from collections.abc import Callable, Coroutine

from besedka.actions.deps import Deps
from besedka.domain.ids import ProjectNumber
from besedka.domain.sighting import site_of
from besedka.ports.database import Script
from besedka.store import sightings

EVERY = 60.0
"""Seconds between two writes: however many pages load the counter, one commit a minute and node tells of them."""
MOST_COUNTED = 2_000
"""Sites that are counted at a time; what is beyond is not noted until the next minute."""


class Sightings:
    """Counts the loads of this node."""

    def __init__(self, deps: Deps, spawn: Callable[[Coroutine[object, object, None]], None]) -> None:
        self._deps = deps
        self._spawn = spawn
        self._counted: dict[tuple[ProjectNumber, str], tuple[str, int]] = {}
        self._known: set[tuple[ProjectNumber, str]] = set()
        self._due = False

    def note(self, project: ProjectNumber, url: str) -> None:
        """Count a page that loaded the counter. What is no page's address is not counted."""
        site = site_of(url)
        if site is None or len(self._counted) >= MOST_COUNTED:
            return
        key = (project, site)
        self._counted[key] = (url, self._counted.get(key, ("", 0))[1] + 1)
        if key not in self._known:
            self._remember(key)
            self._spawn(self.write())
        elif not self._due:
            self._due = True
            asyncio.get_running_loop().call_later(EVERY, lambda: self._spawn(self.write()))

    def _remember(self, key: tuple[ProjectNumber, str]) -> None:
        if len(self._known) >= MOST_COUNTED:
            self._known.clear()
        self._known.add(key)

    async def write(self) -> None:
        """Write down what was counted."""
        counted, self._counted, self._due = self._counted, {}, False
        now = self._deps.clock.now()

        def script() -> Script[None]:
            for project in sorted({project for project, _ in counted}):
                yield from sightings.note(project, {s: load for (p, s), load in counted.items() if p == project}, now)

        if counted:
            await self._deps.committer.run(script)
