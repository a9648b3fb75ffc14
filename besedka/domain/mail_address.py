"""What the addresses of letters carry: which conversation an answer belongs to, and whose letters a link stops. All of it is signed.

reply address   name+TOKEN@example.com, TOKEN = base32( conversation 16 bytes ‖ tag 12 bytes ), in small letters: some mail
                servers keep the case of a name, and some do not
message id      <conversation.number.tag@example.com>: the thread of a conversation's letters
stop            base64url( project 8 bytes ‖ hash of the address 16 bytes ‖ tag 12 bytes )
"""

import base64
import binascii
import hmac
import re
from itertools import islice

from besedka.domain.ids import ConversationId, ProjectNumber
from besedka.domain.operator import fold_email, is_sender

_TAG = 12
MOST_NAME = 64
"""Characters of an address's name (RFC 5321, 4.5.3.1.1)."""
_TOKEN = re.compile(r"\+([a-z2-7]{45})@", re.IGNORECASE)
_FOREIGN = re.compile(r"<(?!.*=\?)[!-;=?-~]{1,240}>")
"""With `=?` in it programs that read mail would decode it, and name another one."""
MOST_IDS = 200
_ID = re.compile(r"<([0-9a-f]{32})\.(\d{1,6})\.([0-9a-f]{24})@")


def reply_address(secret: bytes, conversation: ConversationId, base: str) -> str:
    """Return where an answer to a conversation's letter goes; `base` is the mailbox."""
    name, _, place = base.rpartition("@")
    token = base64.b32encode(conversation + _tag(secret, b"reply", conversation)).decode().rstrip("=").lower()
    return f"{name}+{token}@{place}"


def is_reply_base(address: str) -> bool:
    """Tell whether answers may come to this: a bare address, with room in its name for what is added to it."""
    return is_sender(address) and "<" not in address and len(address.rpartition("@")[0]) + 46 <= MOST_NAME


def read_reply(secret: bytes, address: str) -> ConversationId | None:
    """Return the conversation that an address proves; None for any other."""
    for found in islice(_TOKEN.finditer(address), MOST_IDS):
        raw = base64.b32decode(found[1].upper() + "===")
        if hmac.compare_digest(raw[16:], _tag(secret, b"reply", raw[:16])):
            return ConversationId(raw[:16])
    return None


def message_id(secret: bytes, conversation: ConversationId, number: int) -> str:
    """Return the first part of the id of a conversation's letter: always the same for the same letter, sent twice or once."""
    tag = _tag(secret, b"letter", conversation + number.to_bytes(4, "big"))
    return f"{conversation.hex()}.{number}.{tag.hex()}"


def read_ids(secret: bytes, text: str) -> tuple[ConversationId, int] | None:
    """Return the conversation of the first letter of ours that a text names, and of its letters there the last: a report names those that
    its letter followed, too. A text is In-Reply-To, References, or a report's."""
    last: tuple[ConversationId, int] | None = None
    for id, number, tag in (found.groups() for found in islice(_ID.finditer(text), MOST_IDS)):
        conversation = ConversationId(bytes.fromhex(id))
        named = conversation + int(number).to_bytes(4, "big")
        if hmac.compare_digest(bytes.fromhex(tag), _tag(secret, b"letter", named)):
            last = last or (conversation, int(number))
            last = (conversation, max(last[1], int(number))) if conversation == last[0] else last
    return last


def is_id(text: str) -> bool:
    """Tell whether a letter's id is one that the next letter can name: somebody else has made it."""
    return _FOREIGN.fullmatch(text) is not None


def address_hash(secret: bytes, project: ProjectNumber, email: str) -> bytes:
    """Return what is kept of an address that nobody writes to any more: it outlives the contact, so it is not the address."""
    named = b"address" + project.to_bytes(8, "big") + fold_email(email).encode("utf-8", "replace")
    return hmac.digest(secret, named, "sha256")[:16]


def stop_token(secret: bytes, project: ProjectNumber, email: str) -> str:
    """Return what stops a project's letters to an address."""
    body = project.to_bytes(8, "big") + address_hash(secret, project, email)
    return base64.urlsafe_b64encode(body + _tag(secret, b"stop", body)).decode()


def read_stop(secret: bytes, token: str) -> tuple[ProjectNumber, bytes] | None:
    """Return whose letters a token stops, the address hashed; None for one that we never made."""
    try:
        raw = base64.b64decode(token.encode("ascii"), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, tag = raw[:24], raw[24:]
    if len(raw) != 24 + _TAG or not hmac.compare_digest(tag, _tag(secret, b"stop", body)):
        return None
    return ProjectNumber(int.from_bytes(body[:8], "big")), body[8:]


def _tag(secret: bytes, what: bytes, body: bytes) -> bytes:
    return hmac.digest(hmac.digest(secret, b"mail-" + what, "sha256"), body, "sha256")[:_TAG]
