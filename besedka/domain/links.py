"""Links to files, as visitors get them: signed, bound to one file and one visitor, and good for a day (SECURITY.md, 6).

    token = base64url( file id 16 bytes ‖ when it ends, 4 bytes of minutes ‖ tag 16 bytes )

The visitor's id is in the tag and not in the token: whoever checks it takes the visitor from the file's own conversation, so a file that
moves to somebody else, or is taken away, takes its links with it.
"""

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from besedka.domain.ids import FileId, Instant, VisitorId

DAY = 24 * 3_600_000
HOUR = 3_600_000
PATH = "/api/visitor/v1/file/"
_LENGTH = 16 + 4 + 16


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a token says: which file, until when, and the tag that proves it."""

    file: FileId
    ends_at: Instant
    tag: bytes


class Links:
    """Seals and checks links. `now` is the house's clock."""

    def __init__(self, secret: bytes, now: Callable[[], Instant]) -> None:
        self._secret = hmac.digest(secret, b"file-link", "sha256")
        self._now = now

    def seal(self, file: FileId, visitor: VisitorId) -> str:
        """Return the address of a file for its visitor: the same within an hour, so that browsers know it again."""
        minutes = ((self._now() // HOUR + 1) * HOUR + DAY) // 60_000
        body = file + minutes.to_bytes(4, "big")
        return PATH + base64.urlsafe_b64encode(body + self._tag(body, visitor)).decode()

    def fits(self, ticket: Ticket, visitor: VisitorId) -> bool:
        """Tell whether the ticket was made for this visitor and has not ended."""
        body = ticket.file + (ticket.ends_at // 60_000).to_bytes(4, "big")
        return hmac.compare_digest(ticket.tag, self._tag(body, visitor)) and self._now() < ticket.ends_at

    def _tag(self, body: bytes, visitor: VisitorId) -> bytes:
        return hmac.digest(self._secret, body + visitor, "sha256")[:16]


def read_token(text: str) -> Ticket | None:
    """Return what a token says, proven or not; None for what cannot be one."""
    try:
        raw = base64.b64decode(text.encode("ascii"), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != _LENGTH:
        return None
    return Ticket(FileId(raw[:16]), Instant(int.from_bytes(raw[16:20], "big") * 60_000), raw[20:])
