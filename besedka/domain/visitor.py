"""A visitor's key: the only thing that opens a conversation from the site, made by the server, never by the page.

    key = base64url( visitor id 16 bytes ‖ secret 16 random bytes ‖ tag 12 bytes )

The tag (HMAC-SHA256 with the installation's secret) proves that this server made the key for this project, before the database is
asked and before anything about the visitor is stored. With the first message the secret's hash is stored; from then on
it is compared in constant time, and the row can revoke the key (SECURITY.md, line 9).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from besedka.domain.ids import Instant, ProjectNumber, VisitorId, new_id

_ID, _SECRET, _TAG = 16, 16, 12


@dataclass(frozen=True, slots=True)
class VisitorKey:
    """A key whose tag was found right: who it names, and the hash of its secret as the database keeps it."""

    visitor: VisitorId
    secret_hash: bytes
    text: str


def mint_key(server_secret: bytes, project: ProjectNumber, now: Instant) -> VisitorKey:
    """Return a new visitor's key: 128 random bits of secret beside the visitor's id."""
    body = new_id(now) + secrets.token_bytes(_SECRET)
    return _key(body, _tag(server_secret, project, body))


def key_of(server_secret: bytes, project: ProjectNumber, visitor: VisitorId, secret: bytes) -> VisitorKey:
    """Return the key of a visitor's id and a secret of 16 bytes."""
    body = visitor + secret
    return _key(body, _tag(server_secret, project, body))


def read_key(server_secret: bytes, project: ProjectNumber, text: str) -> VisitorKey | None:
    """Return the key that `text` spells, or None if this server never made it for this project."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    body, tag = raw[: _ID + _SECRET], raw[_ID + _SECRET :]
    if len(raw) != _ID + _SECRET + _TAG or not hmac.compare_digest(tag, _tag(server_secret, project, body)):
        return None
    return _key(body, tag)


def _key(body: bytes, tag: bytes) -> VisitorKey:
    secret_hash = hashlib.sha256(body[_ID:]).digest()
    text = base64.urlsafe_b64encode(body + tag).rstrip(b"=").decode()
    return VisitorKey(VisitorId(body[:_ID]), secret_hash, text)


def _tag(server_secret: bytes, project: ProjectNumber, body: bytes) -> bytes:
    return hmac.digest(server_secret, b"visitor-key" + project.to_bytes(8, "big") + body, "sha256")[:_TAG]
