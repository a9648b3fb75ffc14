"""Typed ids: sixteen bytes inside, thirty-two lower-case hex digits outside.

Every id is a UUIDv7 (RFC 9562): its first 48 bits are the milliseconds of its birth, so keys made now land on
the same few database pages; the other 74 bits are random, so an id cannot be guessed from its neighbours.
"""

import hashlib
import secrets
from typing import NewType

OperatorId = NewType("OperatorId", bytes)
OwnerId = NewType("OwnerId", bytes)
VisitorId = NewType("VisitorId", bytes)
ConversationId = NewType("ConversationId", bytes)
MessageId = NewType("MessageId", bytes)
NoteId = NewType("NoteId", bytes)
FileId = NewType("FileId", bytes)
TagId = NewType("TagId", bytes)
ContactId = NewType("ContactId", bytes)
CannedId = NewType("CannedId", bytes)
FolderId = NewType("FolderId", bytes)
DealId = NewType("DealId", bytes)

ProjectNumber = NewType("ProjectNumber", int)
"""The project's public number, which operators type when they sign in; also its key in the database."""

Position = NewType("Position", int)
"""A place in a project's journal: the number of the last event that was applied."""

Seq = NewType("Seq", int)
"""A message's place in its conversation: 1, 2, 3, … without gaps."""

Instant = NewType("Instant", int)
"""A moment: whole milliseconds of Unix time, UTC. Integers, because the hot path stores and sends millions of them."""

HEX_ID = r"^[0-9a-f]{32}$"


def new_id(now: Instant) -> bytes:
    """Return a fresh UUIDv7 born at `now`."""
    random = bytearray(secrets.token_bytes(10))
    random[0] = 0x70 | (random[0] & 0x0F)
    random[2] = 0x80 | (random[2] & 0x3F)
    return max(now, 0).to_bytes(6, "big") + bytes(random)


def made_id(seed: bytes) -> bytes:
    """Return the id that this seed always makes, in the shape of a UUIDv7: what is read twice bears one id."""
    made = bytearray(hashlib.sha256(seed).digest()[:16])
    made[6] = 0x70 | (made[6] & 0x0F)
    made[8] = 0x80 | (made[8] & 0x3F)
    return bytes(made)


def is_new_id(id: bytes) -> bool:
    """Tell whether an id that somebody made is a UUIDv7: what is not has been thought up, and may be guessed."""
    return len(id) == 16 and id[6] >> 4 == 7 and id[8] >> 6 == 2
