"""Asking for letters at the door: rarely enough that nobody's mailbox is filled, by account and by address (SECURITY.md, 15)."""

from limits import RateLimitItem, RateLimitItemPerHour
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from besedka.domain.address import household
from besedka.domain.errors import TooMany
from besedka.ports.clock import Clock

PER_EMAIL = RateLimitItemPerHour(4, namespace="letters")
"""Letters of one kind to one address, whether anybody has it or not: the refusal tells nothing."""
PER_ADDRESS = RateLimitItemPerHour(40, namespace="asking")
"""Letters asked for from one household: an office behind one address keeps working."""
LONGEST = 3_600


CHECKS = RateLimitItemPerHour(60, namespace="checks")
"""Pages of sites that one person has looked at: each is a request to somebody else's server."""


class Asking:
    """Counts in memory, on each node by itself."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked = MovingWindowRateLimiter(MemoryStorage())

    async def must_be_seldom(self, kind: str, email: str, address: str) -> None:
        """Count one; TooMany `too_many_attempts` when it must wait."""
        await self._count(PER_ADDRESS, household(address))
        await self._count(PER_EMAIL, kind, email)

    async def must_check_seldom(self, person: str) -> None:
        """Count one look at a page; TooMany `too_many_attempts` when it must wait."""
        await self._count(CHECKS, person)

    async def _count(self, item: RateLimitItem, *keys: str) -> None:
        if not await self._asked.hit(item, *keys):
            stats = await self._asked.get_window_stats(item, *keys)
            wait = round(stats.reset_time - self._clock.now() / 1000)
            raise TooMany("too_many_attempts", {"retry_after": min(max(1, wait), LONGEST)})
