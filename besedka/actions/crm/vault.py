"""The values that open a project's CRM: unsealed for the connector, and renewed by one at a time, over all nodes."""

import asyncio
from collections.abc import Awaitable, Callable

from besedka.actions.deps import Deps
from besedka.actions.sealing import seal, unseal
from besedka.domain.errors import Unavailable
from besedka.domain.ids import Instant, ProjectNumber
from besedka.ports.crm import CrmFailed, Values
from besedka.ports.database import Script
from besedka.store import crms
from besedka.store.crms import Connection

HELD = 30_000
"""Milliseconds that one node has for renewing; should it die, another one may then."""
LOOK = 0.2
"""Seconds between two looks whether somebody else has renewed them."""


class StoredVault:
    """A connected CRM's values: of the one that was connected at `since`, and never another's that is connected by now; None: today's."""

    def __init__(self, deps: Deps, project: ProjectNumber, since: Instant | None = None) -> None:
        self._deps = deps
        self._project = project
        self._since = since
        self.known: dict[str, str] = {}

    async def values(self) -> Values:
        """Return them as they are now."""
        stored = await self._deps.database.read(crms.of_project(self._project))
        return self._learned(stored)

    async def renew(self, stale: str, ask: Callable[[Values], Awaitable[Values]]) -> Values:
        """Return them renewed: by us, or by whoever was quicker."""
        while True:
            values = await self._deps.committer.run(lambda: self._hold(stale))
            if values is not None:
                break
            await asyncio.sleep(LOOK)
        if values.get("access_token", "") != stale:
            return values
        fresh: Values = {}
        try:
            fresh = await ask(values)
        finally:
            values = await self._deps.committer.run(lambda: self._let_go(fresh))
        return values

    def _learned(self, stored: Connection | None) -> dict[str, str]:
        if stored is None:
            raise CrmFailed("crm_no_access", permanent=True)
        if self._since not in (None, stored.connected_at):
            raise CrmFailed("crm_away")
        try:
            self.known = unseal(self._deps.secret, self._project, stored.sealed)
        except Unavailable as sealed:
            raise CrmFailed(sealed.code, permanent=True) from None
        return dict(self.known)

    def _hold(self, stale: str) -> Script[Values | None]:
        stored = yield from crms.to_change(self._project)
        values, now = self._learned(stored), self._deps.clock.now()
        if stored is None or values.get("access_token", "") != stale:
            return values
        if stored.held_until > now:
            return None
        yield from crms.seal(self._project, stored.sealed, Instant(now + HELD))
        return values

    def _let_go(self, fresh: Values) -> Script[Values]:
        stored = yield from crms.to_change(self._project)
        self.known = {**self._learned(stored), **fresh}
        yield from crms.seal(self._project, seal(self._deps.secret, self._project, self.known), Instant(0))
        return dict(self.known)


class Typed:
    """Values that are tried before they are stored; tokens that come meanwhile go with them."""

    def __init__(self, values: Values) -> None:
        self.known = dict(values)

    async def values(self) -> Values:
        """Return them."""
        return dict(self.known)

    async def renew(self, stale: str, ask: Callable[[Values], Awaitable[Values]]) -> Values:
        """Renew them."""
        if self.known.get("access_token", "") == stale:
            self.known |= await ask(dict(self.known))
        return dict(self.known)
