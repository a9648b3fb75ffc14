"""What a project counts on its sites: goals that are reported to its own analytics (PRODUCT.md 2.4), and visit numbers (2.2a)."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from besedka.domain.errors import BadInput

_ANALYTICS = re.compile(r"G-[A-Z0-9]{4,20}")
_METRIKA = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Counting:
    """`analytics` is a measurement id of Google Analytics, `metrika` the number of a counter of Yandex Metrika; empty: not reported.

    `visits`: a browser gets a visit's number, kept on the device, before its visitor has done anything.
    """

    analytics: str = ""
    metrika: str = ""
    visits: bool = False


def cleaned(counting: Counting) -> Counting:
    """Return it as it is kept. BadInput with the `field`: `analytics_invalid`, `metrika_invalid`."""
    analytics, metrika = counting.analytics.strip().upper(), counting.metrika.strip()
    if analytics and not _ANALYTICS.fullmatch(analytics):
        raise BadInput("analytics_invalid", {"field": "analytics"})
    if metrika and not _METRIKA.fullmatch(metrika):
        raise BadInput("metrika_invalid", {"field": "metrika"})
    return Counting(analytics, metrika, counting.visits)


def write(counting: Counting) -> str:
    """Return it as it is stored."""
    return json.dumps(asdict(counting), sort_keys=True)


def version(counting: Counting) -> str:
    """Return the name of exactly these choices."""
    return hashlib.sha256(write(counting).encode()).hexdigest()[:16]


def read(text: str) -> Counting:
    """Return it as it was stored; what was never chosen is as it stands above."""
    stored: dict[str, Any] = json.loads(text or "{}")
    return Counting(**stored)
