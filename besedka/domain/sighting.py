"""On which sites the counter was seen, when last, and how often within a day: by hours, so that a row is all there is to it."""

import json
from dataclasses import dataclass

from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant
from besedka.domain.site import clean_site

HOUR = 3_600_000
HOURS = 24
MOST = 100
"""Sites of one project that are remembered: an address can be made up by anybody who asks for the counter."""
FORGOTTEN = 30 * 24 * HOUR
"""Milliseconds after which a site where the counter is seen no more makes room for another."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One site. `loads` are those of the last 24 hours, hour by hour; the last of them is `hour` (whole hours of Unix time)."""

    site: str
    first_at: Instant
    last_at: Instant
    url: str
    hour: int
    loads: tuple[int, ...]

    def within_a_day(self, now: Instant) -> int:
        """Return how often the counter was loaded in the last 24 hours."""
        return sum(_moved(self.loads, now // HOUR - self.hour))


def site_of(url: str) -> str | None:
    """Return the site that a page's address is of; None when it is of none."""
    if not url.startswith(("http://", "https://")):
        return None
    try:
        return clean_site(url)
    except BadInput:
        return None


def seen(known: Sighting | None, site: str, url: str, times: int, now: Instant) -> Sighting:
    """Return the site with so many more loads in this hour."""
    hour = now // HOUR
    base = known or Sighting(site, now, now, url, hour, (0,) * HOURS)
    loads = _moved(base.loads, hour - base.hour)
    return Sighting(site, base.first_at, now, url, hour, (*loads[:-1], loads[-1] + times))


def _moved(loads: tuple[int, ...], hours: int) -> tuple[int, ...]:
    """Return the loads as they are so many hours later."""
    gone = min(max(hours, 0), HOURS)
    return (*loads[gone:], *(0,) * gone)


def write(loads: tuple[int, ...]) -> str:
    """Return the loads as they are stored."""
    return json.dumps(loads)


def read(text: str) -> tuple[int, ...]:
    """Return the loads that were stored."""
    return tuple(json.loads(text))
