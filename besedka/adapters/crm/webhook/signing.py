"""An event of the webhook CRM, signed as the house signs what it sends (domain/signature)."""

import hashlib
import time
from collections.abc import Mapping

from besedka.domain import signature
from besedka.ports.crm import CrmFailed


def key(secret: str) -> bytes:
    """Return the bytes of a secret. CrmFailed `crm_secret` when it is none."""
    try:
        return signature.key(secret)
    except ValueError as error:
        raise CrmFailed("crm_secret", permanent=True) from error


def message_id(*parts: str) -> str:
    """Return the event's id: the same parts, the same id, at every sending."""
    return "msg_" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def signed(id: str, body: bytes, keys: list[bytes]) -> Mapping[str, str]:
    """Return the headers of an event that is sent now."""
    return signature.signed(id, int(time.time()), body, keys)
