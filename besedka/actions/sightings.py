"""Sightings of the counter: counted in memory, and written down together once a minute; a new site at once, for somebody waits for it.

Anybody can ask for the counter in the name of any site, so what is on no list of sites may neither make many writes nor take
the place of what is.
"""

import asyncio
from collections.abc import Callable, Coroutine

from besedka.actions.deps import Deps
from besedka.domain.ids import ProjectNumber
from besedka.domain.project import Project
from besedka.domain.sighting import site_of
from besedka.ports.database import Script
from besedka.store import sightings

EVERY = 60.0
"""Seconds between two writes: however many pages load the counter, one commit a minute and node tells of them."""
AT_ONCE = 5.0
"""Seconds between two writes at once for sites that are on no list."""
MOST_COUNTED = 2_000
"""Sites on no list that are counted at a time; what is beyond is not noted until the next minute."""


class Sightings:
    """Counts the loads of this node."""

    def __init__(self, deps: Deps, spawn: Callable[[Coroutine[object, object, None]], object]) -> None:
        self._deps = deps
        self._spawn = spawn
        self._counted: dict[tuple[ProjectNumber, str], tuple[str, int]] = {}
        self._known: set[tuple[ProjectNumber, str]] = set()
        self._due = False
        self._stranger_at = float("-inf")

    def note(self, project: Project, url: str) -> None:
        """Count a page that loaded the counter. What is no page's address is not counted."""
        site = site_of(url)
        if site is None or (site not in project.sites and len(self._counted) >= MOST_COUNTED):
            return
        key = (project.number, site)
        self._counted[key] = (url, self._counted.get(key, ("", 0))[1] + 1)
        if key not in self._known and self._may_write(project, site):
            self._remember(key)
            self._spawn(self.write())
        elif not self._due:
            self._due = True
            asyncio.get_running_loop().call_later(EVERY, lambda: self._spawn(self.write()))

    def _may_write(self, project: Project, site: str) -> bool:
        if site in project.sites:
            return True
        now = self._deps.clock.ticks()
        if now - self._stranger_at < AT_ONCE:
            return False
        self._stranger_at = now
        return True

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
