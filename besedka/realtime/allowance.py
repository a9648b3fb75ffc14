"""How fast one person may post: a bucket per person that outlives connections, so that coming again brings no fresh burst."""

from collections import OrderedDict
from dataclasses import dataclass

from besedka.domain.errors import TooMany

REMEMBERED = 20_000
"""People whose buckets are kept; the one who has been silent longest is forgotten first, and would be full again anyway."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast one person may post: `burst` at once, then `per_second`."""

    burst: float = 20.0
    per_second: float = 2.0


class Allowances:
    """Token buckets by visitor or operator."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def spend(self, who: bytes, now: float) -> None:
        """Use one of this person's posts; TooMany `too_fast` when there is none left for now. `now` in seconds that go forward."""
        limits = self.limits
        left, at = self._buckets.get(who, (limits.burst, now))
        left = min(limits.burst, left + (now - at) * limits.per_second)
        if left < 1:
            raise TooMany("too_fast", {"retry_after": max(1, round((1 - left) / limits.per_second))})
        self._buckets[who] = (left - 1, now)
        self._buckets.move_to_end(who)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
