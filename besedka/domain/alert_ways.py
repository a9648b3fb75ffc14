"""What may be chosen of a way to be told (PRODUCT.md 3.5)."""

import hashlib
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from besedka.domain.alert import KINDS, Carrier
from besedka.domain.errors import BadInput
from besedka.domain.operator import clean_email, fold_email
from besedka.domain.schedule import DAY
from besedka.domain.site import clean_site

MOST = 20
"""Ways that a project may have, and an operator."""
MAX_URL = 2_000
LISTENED = tuple(kind for kind in KINDS if kind != "operators_back")
"""What a way may listen for: whoever hears that nobody is there hears when they are back."""


def events(chosen: Sequence[str]) -> str:
    """Return the kinds as they are kept. BadInput `alert_event_unknown`."""
    for one in chosen:
        if one not in LISTENED:
            raise BadInput("alert_event_unknown", {"field": "events", "event": one[:50]})
    return " ".join(kind for kind in LISTENED if kind in chosen)


def quiet(span: Sequence[int] | None) -> str:
    """Return quiet hours as they are kept; None: none. BadInput `alert_quiet` for minutes that no day has, or none at all."""
    if span is None:
        return ""
    start, end = span
    if not (0 <= start < DAY and 0 <= end < DAY and start != end):
        raise BadInput("alert_quiet", {"field": "quiet"})
    return f"{start}-{end}"


def span_of(kept: str) -> tuple[int, int] | None:
    """Return the minutes of quiet hours, from and to."""
    start, _, end = kept.partition("-")
    return (int(start), int(end)) if end else None


def address(carrier: Carrier, typed: str) -> tuple[str, str]:
    """Return an address as it is used, and as people see it. BadInput `email_invalid`, `alert_url`, with the field.

    What may open a door in a webhook's address is in its path, and is not shown.
    """
    if carrier == "email":
        return (email := _email(typed)), email
    text = typed.strip() if "://" in typed else f"https://{typed.strip()}"
    host, path = _host_and_path(text)
    where = _in_ascii(text)
    if not host or not where or len(where) > MAX_URL or not text.isprintable() or " " in text:
        raise BadInput("alert_url", {"field": "address"})
    return where, f"{host}/…" if path.strip("/") else host


def _in_ascii(text: str) -> str:
    """Return an address as it is sent: a name in Cyrillic is a name, too. Empty for what cannot be one."""
    if text.isascii():
        return text
    try:
        origin, parts = clean_site(text), urlsplit(text)
    except (BadInput, ValueError):
        return ""
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~?") for part in (parts.path, parts.query))
    return f"{origin}{path}?{query}" if query else origin + path


def _email(typed: str) -> str:
    try:
        return clean_email(typed)
    except BadInput as refused:
        raise BadInput(refused.code, {**refused.params, "field": "address"}) from None


def _host_and_path(text: str) -> tuple[str, str]:
    """Return an address's host, empty when it is none that can be posted to, and its path."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and parts.port != 0 and parts.username is None
    except ValueError:
        return "", ""
    return (parts.hostname or "") if known else "", parts.path


def mark(carrier: Carrier, where: str) -> str:
    """Return what tells one address from another without naming it."""
    folded = fold_email(where) if carrier == "email" else where
    return hashlib.sha256(f"{carrier} {folded}".encode()).hexdigest()[:32]
