"""Who the site has proven its visitor to be: signed by the site's own server, good for a while (PRODUCT.md 2.12; SECURITY.md, line 10).

    hash = HMAC-SHA256(secret, id "\\n" name "\\n" email "\\n" phone "\\n" until), as hex digits

What is signed is all that is said, so that nobody can put another name to a signed id; `until` is Unix time in seconds, a week ahead at
most. Each project has a secret of its own, made out of the installation's and a random salt: the database holds only the salt, which
opens nothing. While it is being changed the secret before is good, too.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from besedka.domain.contact import claims
from besedka.domain.ids import Instant, ProjectNumber, VisitorId
from besedka.domain.visitor import VisitorKey

LONGEST = 7 * 86_400
"""Seconds that a signed identity may be good for."""
MOST_DIGITS = 12
SIGNED = ("id", "name", "email", "phone", "until")


@dataclass(frozen=True, slots=True)
class Identity:
    """The salts of a project's secrets; `previous` is good until it is ended. Empty: nobody has asked for a secret yet."""

    current: str = ""
    previous: str = ""
    changed_at: int = 0


@dataclass(frozen=True, slots=True)
class Proven:
    """Somebody whom the site knows by its own id, with what else it has signed."""

    id: str
    contacts: Mapping[str, str]


def rotated(identity: Identity, now: Instant) -> Identity:
    """Return the identity with a fresh secret; the one before stays good."""
    return Identity(_salt(), identity.current, now)


def ended(identity: Identity) -> Identity:
    """Return the identity with its newest secret alone."""
    return Identity(identity.current, "", identity.changed_at)


def keys(server_secret: bytes, project: ProjectNumber, identity: Identity) -> list[str]:
    """Return the secrets that are good now, the newest first."""
    return [_secret(server_secret, project, salt) for salt in (identity.current, identity.previous) if salt]


def signature(secret: str, said: Mapping[str, str]) -> str:
    """Return the hash that proves what is said."""
    text = "\n".join(said.get(name, "") for name in SIGNED)
    return hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def proven(good: list[str], said: Mapping[str, str], now: Instant) -> Proven | None:
    """Return whom the site has proven with one of its secrets, as long as that is good; None: what is said is a claim.

    Every secret is compared, each in constant time: how long it takes tells nothing.
    """
    signed, id, until = (
        said.get("hash", "").lower().encode("utf-8", "replace"),
        said.get("id", ""),
        said.get("until", ""),
    )
    right = [hmac.compare_digest(signature(secret, said).encode(), signed) for secret in good]
    if not any(right) or not id.strip() or any("\n" in said.get(name, "") for name in SIGNED):
        return None
    if not (until.isascii() and until.isdigit()) or len(until) > MOST_DIGITS:
        return None
    return Proven(id, claims(said)) if 0 < int(until) - now // 1000 <= LONGEST else None


def home_key(server_secret: bytes, project: ProjectNumber, id: str) -> VisitorKey:
    """Return the key under which a proven person talks from any device, where no browser's key has a conversation for them yet."""
    named = b"identity-home" + project.to_bytes(8, "big") + id.encode("utf-8", "replace")
    made = hmac.digest(server_secret, named, "sha512")
    return VisitorKey(VisitorId(made[:16]), hashlib.sha256(made[16:]).digest(), "")


def _salt() -> str:
    return secrets.token_hex(16)


def _secret(server_secret: bytes, project: ProjectNumber, salt: str) -> str:
    named = b"identity" + project.to_bytes(8, "big") + bytes.fromhex(salt)
    return hmac.digest(server_secret, named, "sha256").hex()


def read(text: str) -> Identity:
    """Return the salts as they were stored."""
    return Identity(**json.loads(text or "{}"))


def write(identity: Identity) -> str:
    """Return the salts as they are stored."""
    return json.dumps(asdict(identity))
