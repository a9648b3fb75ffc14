"""A link that continues a conversation on another device: it opens it once, for one browser (PRODUCT.md 6; SECURITY.md, line 9).

The token is random and known to whoever has the link; the house keeps its hash. The browser that opens it sends a secret of its own
along, so that the same browser may ask again: an answer that was lost on the way would else have used the link up for nothing.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber, VisitorId, new_id
from besedka.domain.visitor import VisitorKey, key_of

LIFE = 7 * 24 * 3_600_000
"""Milliseconds for which a link may be opened."""
PATH = "/continue"


@dataclass(frozen=True, slots=True)
class Continuation:
    """One link. `visitor` is the id that the browser which opens it will have; `used_by` the hash of that browser's secret; `operator`
    who made it, None for one in a letter."""

    token_hash: bytes
    project: ProjectNumber
    conversation: ConversationId
    operator: OperatorId | None
    visitor: VisitorId
    created_at: Instant
    expires_at: Instant
    used_by: bytes | None = None


def fresh(
    project: ProjectNumber, conversation: ConversationId, operator: OperatorId | None, now: Instant
) -> tuple[str, Continuation]:
    """Return a token of 192 random bits, and what is kept of it."""
    token = secrets.token_urlsafe(24)
    visitor, ends = VisitorId(new_id(now)), Instant(now + LIFE)
    return token, Continuation(hashed(token), project, conversation, operator, visitor, now, ends)


def hashed(token: str) -> bytes:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def opens(link: Continuation, browser: str, now: Instant) -> bool:
    """Tell whether the link opens for the browser that has this secret: nobody has used it yet, or the same one has."""
    if now >= link.expires_at:
        return False
    return link.used_by is None or hmac.compare_digest(link.used_by, hashed(browser))


def key(server_secret: bytes, link: Continuation, token: str, browser: str) -> VisitorKey:
    """Return the key that the browser gets: the same, however often it asks."""
    named = b"continuation" + hashed(token) + hashed(browser)
    secret = hmac.digest(server_secret, named, "sha256")[:16]
    return key_of(server_secret, link.project, link.visitor, secret)


def address(base: str, token: str) -> str:
    """Return the link. The token is behind a #: no server, log or referrer ever sees it."""
    return f"{base}{PATH}#{token}"
