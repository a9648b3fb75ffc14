"""A sum of money as the house keeps it: whole hundredths of a currency that somebody else knows."""

import re

from besedka.domain.errors import BadInput

MAX_SUM = 10**15
"""Hundredths: ten billions of thousands are nobody's lead."""
_WRITTEN = re.compile(r"([0-9]{1,14})(?:[.,]([0-9]{1,2}))?")
_BETWEEN = re.compile(r"[\s\u00a0\u202f']")


def check_sum(amount: int | None) -> int | None:
    """Return the sum if a lead may have it. BadInput `deal_sum`."""
    if amount is not None and not 0 <= amount <= MAX_SUM:
        raise BadInput("deal_sum", {"field": "sum"})
    return amount


def told_sum(amount: int | None) -> str:
    """Return a sum as it is told to machines: `1500.00`, empty for none."""
    return "" if amount is None else f"{amount // 100}.{amount % 100:02d}"


def read_sum(text: str) -> int | None:
    """Return a sum as people and programs write it (`1500`, `1 500,50`); None for anything else: what `1.500` is, nobody can tell."""
    found = _WRITTEN.fullmatch(_BETWEEN.sub("", text))
    if found is None:
        return None
    amount = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    return amount if amount <= MAX_SUM else None
