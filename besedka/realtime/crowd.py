"""How many strangers may be connected from one address. Whoever is known by a key is limited by the key instead (SECURITY.md, 22)."""

import sys
from collections import Counter

from besedka.domain.address import household, is_this_machine
from besedka.domain.errors import TooMany

AT_THE_DOOR = 1.25
"""How far beyond the limit connections may be that have not said who they are: a known visitor must come through a full crowd."""
COME_BACK_IN = 10


class Crowd:
    """Counts strangers by household. `limit` 0: any number."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._counts: Counter[str] = Counter()

    def household(self, address: str) -> str:
        """Return under what an address is counted; empty when it is not: this machine's own is a proxy that nobody told us of."""
        return "" if is_this_machine(address) else sys.intern(household(address))

    def came(self, household: str) -> None:
        """Count one more."""
        if household:
            self._counts[household] += 1

    def went(self, household: str) -> None:
        """Count one less."""
        if household:
            self._counts[household] -= 1
            if not self._counts[household]:
                del self._counts[household]

    def must_have_room(self, household: str, *, at_the_door: bool = False) -> None:
        """TooMany `too_many_connections` when those who came are more than there may be."""
        limit = self.limit * AT_THE_DOOR if at_the_door else self.limit
        if self.limit and self._counts[household] > limit:
            raise TooMany("too_many_connections", {"retry_after": COME_BACK_IN})
