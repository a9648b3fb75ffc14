"""A message: what may be said, and in what form it is kept.

Texts are data, never markup (SECURITY.md, line 1). They are kept as written, but for what cannot be stored or would
deceive the eye: NUL, lone surrogates, control characters other than line breaks and tabs.
"""

import re
import unicodedata
from typing import Literal, NamedTuple

from besedka.domain.errors import BadInput, Conflict, Forbidden
from besedka.domain.ids import ConversationId, Instant, MessageId, OperatorId, Seq

MAX_TEXT = 10_000
"""The longest message, in characters."""

MAX_PREVIEW = 500
"""How much of what a client is typing is shown, in characters: it travels in a bus's notice, which must stay small."""

Side = Literal["visitor", "operator"]
ChangeKind = Literal["message_edited", "message_deleted"]
"""The facts that a change of a message announces."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_ONE_LINE = str.maketrans("\r\n\t", "   ")
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Letters and marks that no font draws: fillers, the empty Braille cell, variation selectors."""


class Message(NamedTuple):
    """One message as it is stored. `operator` is None for the visitor's own; `quote` is the seq of the message that it answers;
    `files` counts its attachments. Of a deleted one the text is gone."""

    id: MessageId
    conversation: ConversationId
    seq: Seq
    at: Instant
    author: Side
    operator: OperatorId | None
    text: str
    quote: Seq | None = None
    files: int = 0
    edited_at: Instant | None = None
    deleted_at: Instant | None = None


def must_be_changeable(m: Message, operator: OperatorId, at: Instant, limit: int) -> None:
    """Raise unless the operator may still change or delete the message: their own, not deleted, not older than `limit` seconds
    (PRODUCT.md 4.2). Forbidden `not_your_message`; Conflict `message_gone`, `change_never`, `change_too_late` with the minutes,
    `change_too_late_s` with the seconds."""
    if m.operator != operator:
        raise Forbidden("not_your_message")
    if m.deleted_at is not None:
        raise Conflict("message_gone")
    if limit == 0:
        raise Conflict("change_never")
    if at - m.at > limit * 1000:
        if limit < 60:
            raise Conflict("change_too_late_s", {"seconds": limit})
        raise Conflict("change_too_late", {"minutes": limit // 60})


def edited(m: Message, text: str, at: Instant) -> Message:
    """Return the message as it says `text` from now on."""
    return m._replace(text=text, edited_at=at)


def deleted(m: Message, at: Instant) -> Message:
    """Return what remains of the message: its place."""
    return m._replace(text="", files=0, deleted_at=at)


def clean_text(text: str, *, files: int = 0) -> str:
    """Return `text` as it is kept: line breaks as \\n, unstorable characters gone, no blank edges.

    Raises BadInput: `text_empty` when nothing that can be seen is left and no files go with it, `text_too_long` with the limit and
    the length.
    """
    if len(text) > MAX_TEXT:
        raise BadInput("text_too_long", {"limit": MAX_TEXT, "length": len(text)})
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.strip()
    if not text[:1].isalnum() or text[0] in _BLANK:
        text = text if any(c not in _BLANK and unicodedata.category(c) not in _UNSEEN for c in text) else ""
    if not text and not files:
        raise BadInput("text_empty")
    return text


def clean_preview(text: str) -> str:
    """Return what a client is typing as it may be shown: storable characters, cut to `MAX_PREVIEW`. It is never stored."""
    return _FORBIDDEN.sub("", text[:MAX_PREVIEW].replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str, limit: int) -> str:
    """Return what a browser tells of itself (an address, a title) as one storable line, cut to `limit` characters."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text.translate(_ONE_LINE))
    return text[:limit].strip()
