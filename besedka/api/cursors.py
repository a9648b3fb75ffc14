"""Where a page ended, as a page's `next` spells it."""

import base64
import binascii

from besedka.domain.errors import BadInput
from besedka.store.lists import Place


def cursor(after: Place) -> str:
    """Return what continues after this place."""
    key, id = after
    return base64.urlsafe_b64encode(key.to_bytes(8, "big", signed=True) + id).rstrip(b"=").decode()


def read_cursor(text: str | None) -> Place | None:
    """Return the place that a cursor spells, None for none. BadInput `bad_input` with the field."""
    if text is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 24:
        raise BadInput("bad_input", {"field": "cursor"})
    return int.from_bytes(raw[:8], "big", signed=True), raw[8:]
