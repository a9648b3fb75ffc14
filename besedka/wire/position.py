"""The visitor's position: a journal number that tells nothing to whoever holds it.

One AES block over (number, half of the visitor's id): the same place looks different to every visitor, so nobody reads a site's traffic
off it, and a token of one visitor means nothing for another.
"""

import base64
import binascii
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

from besedka.domain.ids import Position, VisitorId

_URLSAFE = bytes.maketrans(b"+/", b"-_")


class Positions:
    """Seals journal numbers into tokens and opens them again."""

    def __init__(self, secret: bytes) -> None:
        cipher = Cipher(AES(hmac.digest(secret, b"visitor-position", "sha256")[:16]), ECB())  # noqa: S305  # exactly one block
        self._seal = cipher.encryptor().update
        self._open = cipher.decryptor().update

    def seal(self, position: Position, visitor: VisitorId) -> str:
        """Return the token of `position` for this visitor: 22 characters."""
        block = self._seal(position.to_bytes(8, "big") + visitor[8:])
        # What base64.urlsafe_b64encode does, at half the price: one token is sealed for every message.
        return binascii.b2a_base64(block, newline=False).translate(_URLSAFE, b"=").decode()

    def open(self, token: str, visitor: VisitorId) -> Position | None:
        """Return the position that the token seals, or None if it is not this visitor's."""
        try:
            block = base64.urlsafe_b64decode(token + "==")
        except (binascii.Error, ValueError):
            return None
        if len(block) != 16:
            return None
        plain = self._open(block)
        return Position(int.from_bytes(plain[:8], "big")) if plain[8:] == visitor[8:] else None
