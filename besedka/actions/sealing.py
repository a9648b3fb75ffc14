"""What opens a server of somebody's, sealed: keys and tokens are never stored as they are (SECURITY.md, 26)."""

import json
import secrets
from collections.abc import Mapping
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besedka.domain.errors import Unavailable
from besedka.domain.ids import ProjectNumber

What = Literal["crm", "way"]
"""What it opens: the one is never taken for the other."""
_NONCE = 12


def seal(secret: bytes, project: ProjectNumber, values: Mapping[str, str], what: What = "crm") -> bytes:
    """Return the values as they are stored: encrypted by the installation's secret, and bound to their project."""
    nonce = secrets.token_bytes(_NONCE)
    text = json.dumps(dict(values), ensure_ascii=False).encode()
    return nonce + _cipher(secret, what).encrypt(nonce, text, _bound(project, what))


def unseal(secret: bytes, project: ProjectNumber, sealed: bytes, what: What = "crm") -> dict[str, str]:
    """Return what was sealed. Unavailable `crm_sealed`, `way_sealed` when this installation's secret is another by now."""
    try:
        text = _cipher(secret, what).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(project, what))
    except (InvalidTag, ValueError):
        raise Unavailable(f"{what}_sealed") from None
    return {str(name): str(value) for name, value in json.loads(text).items()}


def readable(secret: bytes, project: ProjectNumber, sealed: bytes, what: What = "crm") -> dict[str, str]:
    """Return what was sealed; nothing when it can be read no more: then it is to be typed again."""
    try:
        return unseal(secret, project, sealed, what)
    except Unavailable:
        return {}


def _cipher(secret: bytes, what: What) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, f"{what} values".encode()).derive(secret))


def _bound(project: ProjectNumber, what: What) -> bytes:
    return f"{what} {project}".encode()
