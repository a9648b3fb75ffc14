"""How fast somebody may do something: a bucket each that outlives connections, so that coming again brings no fresh burst."""

from collections import OrderedDict
from dataclasses import dataclass

from besedka.domain.errors import TooMany

REMEMBERED = 20_000
"""Buckets that are kept; the one that was used longest ago is forgotten first, and would be full again anyway."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast: `burst` at once, then `per_second`."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person and one address may do to one node. `connections` counts strangers, `uploads` their files; 0 is any number.
    `knocks` are webhooks of one project's CRM."""

    posts: Rate = Rate(20.0, 2.0)
    conversations: Rate = Rate(60.0, 240 / 3600)
    connections: int = 1_000
    uploads: Rate = Rate(60.0, 300 / 3600)
    knocks: Rate = Rate(600.0, 10.0)


class Allowances:
    """Token buckets by person or address. `code` is what is said when one is empty."""

    def __init__(self, rate: Rate, code: str) -> None:
        self.rate = rate
        self._code = code
        self._buckets: OrderedDict[bytes | str, tuple[float, float]] = OrderedDict()

    def spend(self, who: bytes | str, now: float) -> None:
        """Use one of what they may; TooMany when there is none left for now. `now` in seconds that go forward."""
        rate = self.rate
        left, at = self._buckets.get(who, (rate.burst, now))
        left = min(rate.burst, left + (now - at) * rate.per_second)
        if left < 1:
            raise TooMany(self._code, {"retry_after": max(1, round((1 - left) / rate.per_second))})
        self._buckets[who] = (left - 1, now)
        self._buckets.move_to_end(who)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
