"""Standard Webhooks: an event signed so that its receiver knows who sent it, when, and whether it has come before."""

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Mapping

from besedka.ports.crm import CrmFailed

PREFIX = "whsec_"
LEAST = 24
"""Bytes of a secret, as the standard has it."""


def key(secret: str) -> bytes:
    """Return the bytes of a secret as the standard writes it. CrmFailed `crm_no_access` for anything else."""
    try:
        raw = base64.b64decode(secret.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) < LEAST:
        raise CrmFailed("crm_no_access", f"A secret is {PREFIX} and at least {LEAST} bytes in base64.", permanent=True)
    return raw


def message_id(*parts: str) -> str:
    """Return the event's id: the same parts, the same id, at every sending."""
    return "msg_" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def signed(id: str, body: bytes, keys: list[bytes]) -> Mapping[str, str]:
    """Return the headers of an event, signed with every key: during a rotation the receiver knows one of them."""
    at = str(int(time.time()))
    said = b".".join((id.encode(), at.encode(), body))
    tags = [base64.b64encode(hmac.digest(one, said, "sha256")).decode() for one in keys]
    return {"webhook-id": id, "webhook-timestamp": at, "webhook-signature": " ".join(f"v1,{tag}" for tag in tags)}
