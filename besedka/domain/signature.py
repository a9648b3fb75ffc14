"""Standard Webhooks: what is sent is signed so that its receiver knows who sent it, when, and whether it has come before.

webhook-signature = "v1," base64(HMAC-SHA256(secret, id "." timestamp "." body))
"""

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence

PREFIX = "whsec_"
LEAST = 24
"""Bytes of a secret, as the standard has it."""
KIND = f"A secret is {PREFIX} and at least {LEAST} bytes in base64."


def key(secret: str) -> bytes:
    """Return the bytes of a secret as the standard writes it. ValueError for anything else."""
    try:
        raw = base64.b64decode(secret.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) < LEAST:
        raise ValueError(KIND)
    return raw


def minted(random: bytes) -> str:
    """Return a secret of these random bytes, as the standard writes it."""
    return PREFIX + base64.b64encode(random).decode()


def signed(id: str, at: int, body: bytes, keys: Sequence[bytes]) -> Mapping[str, str]:
    """Return the headers of what is sent at that second, signed with every key: during a rotation the receiver knows one of them."""
    said = b".".join((id.encode(), str(at).encode(), body))
    tags = [base64.b64encode(hmac.digest(one, said, "sha256")).decode() for one in keys]
    return {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": " ".join(f"v1,{tag}" for tag in tags)}
