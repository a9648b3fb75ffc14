"""A letter that came in: what it is (an answer, a machine's word, a letter that came back), and what in it the client wrote themselves.

Whoever knows the mailbox's address may send anything there. So each part is read for what it is worth: what is broken in it is left out or
made good, the rest is taken; and a letter that means harm takes no longer than its length.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Policy
from email.utils import parseaddr
from itertools import count
from mimetypes import guess_extension

from besedka.domain.file import PER_MESSAGE
from besedka.domain.follow_up_letter import MARK
from besedka.domain.mail_markup import MARKED, QUOTES, words_of
from besedka.domain.own_words import not_marked, own_words

MOST_TEXT = 200_000
"""Bytes of a letter's text that are looked at."""
MOST_HEADER = 20_000
"""Characters of one header that are looked at."""
MOST_HEADERS = 500
MOST_OF_ONE = 20
"""Headers of one name that are looked at."""
MOST_NAME = 1_000
MOST_LINES = 600_000
"""Lines of a letter; one of 30 MB that nobody means harm with has some 400,000."""
MOST_PARTS = 1_000
"""Parts of a letter, and of those blocks of a report: each costs memory of its own."""
MOST_NESTED = 50
"""Parts that hold others: each line is looked at once for every one that it stands in."""
_OURS = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
_BULK = ("bulk", "junk", "list", "auto_reply")
_NO_LETTERS = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))
"""What Python knows how to read, and no letter is written in."""
_ASCII = ("", "us-ascii", "ascii", "unknown-8bit", "default")


@dataclass(frozen=True, slots=True)
class Part:
    """A file that came with a letter."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a letter tells. `id` is its own; `to` all that it was sent to; `follows` the letters it answers, as headers name them.
    `machine`: nobody wrote it. `bounced` is what its report says that cannot be reached, empty: it is no such report. `over`: files that
    are more than one message carries; `cut`: only its beginning was read, and none of its files."""

    id: str
    sender: str
    to: tuple[str, ...]
    follows: str
    text: str
    files: tuple[Part, ...]
    machine: bool
    bounced: str
    over: int = 0
    cut: bool = False


class _Letter(Message):
    """A letter or a part of one, whose headers are as long as somebody needs, and readable whoever wrote them."""

    def set_raw(self, name: str, value: str) -> None:
        """Keep a header as the parser found it."""
        if len(self) < MOST_HEADERS:
            raw = value[:MOST_HEADER].encode("utf-8", "surrogateescape")
            super().set_raw(name, _decoded(raw, ""))


def read(content: bytes, *, whole: bool = True) -> Incoming | None:
    """Return what a letter tells, or its beginning if it is not the whole; None for what is no letter, or would be too dear to read."""
    if not _is_bearable(content):
        return None
    try:
        told = _told(message_from_bytes(content, _counted(), policy=policy.compat32))
        return told if whole else replace(told, files=(), over=0, cut=True)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        return None  # the library's own parser breaks over letters that no program should write


def _is_bearable(content: bytes) -> bool:
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    return lines <= MOST_LINES and content.lower().count(b"multipart/") <= MOST_NESTED


def _counted() -> Callable[..., _Letter]:
    """Return what makes a letter and its parts, and MessageError of more than are borne."""
    made = count()

    def part(policy: Policy) -> _Letter:
        if next(made) > MOST_PARTS:
            raise MessageError("too many parts")
        return _Letter(policy)

    return part


def _told(m: Message) -> Incoming:
    files = list(_files(m))
    return Incoming(
        _header(m, "message-id"), _sender(m), tuple(_all(m, _OURS)), f"{_header(m, 'references')} {_header(m, 'in-reply-to')}",
        _said(m, bool(files)), tuple(files[:PER_MESSAGE]), _is_machine(m), _report(m), max(0, len(files) - PER_MESSAGE),
    )  # fmt: skip


def _header(m: Message, name: str) -> str:
    return " ".join(str(m.get(name, "")).split())


def _all(m: Message, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from (str(value) for value in m.get_all(name, [])[:MOST_OF_ONE])


def _sender(m: Message) -> str:
    return parseaddr(_header(m, "from")[:1_000])[1]


def _is_machine(m: Message) -> bool:
    """Tell whether a machine wrote it (RFC 3834): an automatic answer, a list, a report. Answered, it would answer again."""
    automatic = _header(m, "auto-submitted").partition(";")[0].partition("(")[0].strip().lower()
    sender = _sender(m).lower()
    return (
        (automatic not in ("", "no")) or _header(m, "precedence").lower() in _BULK or _header(m, "return-path") == "<>" or not sender
        or sender.startswith(("mailer-daemon@", "postmaster@", "no-reply@", "noreply@"))
        or any(m[name] is not None for name in ("x-autoreply", "x-autorespond", "x-autoresponse", "list-id", "x-failed-recipients"))
        or m.get_content_type() == "multipart/report"
    )  # fmt: skip


def _report(m: Message) -> str:
    """Return why a letter cannot be delivered, of a report that says so for good (RFC 3464); empty for any other letter."""
    if m.get_content_type() != "multipart/report":
        return ""
    for part in m.walk():
        blocks = part.get_payload() if part.get_content_type() == "message/delivery-status" else None
        told = "\n".join(str(block) for block in blocks) if isinstance(blocks, list) else ""
        if re.search(r"(?im)^action:\s*failed", told):
            found = re.search(r"(?im)^diagnostic-code:\s*(.+(?:\n[ \t].+)*)", told)
            return " ".join((found[1] if found else "failed").split())
    return ""


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────


def _said(m: Message, files: bool) -> str:
    """Return what the client wrote; where nothing looks like it, more than that: an answer may stand where only quotations do."""
    own = own_words(_text(m, QUOTES)[:MOST_TEXT])
    if own:
        return own
    everything = _text(m, ())[:MOST_TEXT].strip()
    if files and MARK in everything:
        return ""  # a picture without a word, and our own letter
    return not_marked(_text(m, (MARKED,))[:MOST_TEXT]) or everything


def _text(m: Message, quotes: tuple[str, ...]) -> str:
    """Return the words of all parts that are to be read, in order; of several ways to say the same the first that says anything."""
    if m.get_content_maintype() == "message":
        return ""  # another's letter
    parts = _parts(m)
    if parts is None:
        return "" if _file_name(m) else _of_leaf(m, quotes)
    texts = [text for text in (_text(part, quotes).strip() for part in parts) if text]
    return "\n\n".join(texts[:1] if m.get_content_type() == "multipart/alternative" else texts)


def _parts(m: Message) -> list[Message] | None:
    payload = m.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else None


def _of_leaf(m: Message, quotes: tuple[str, ...]) -> str:
    kind, content = m.get_content_type(), m.get_payload(decode=True)
    if kind not in ("text/plain", "text/html") or not isinstance(content, bytes):
        return ""
    text = _decoded(content[:MOST_TEXT], str(m.get_content_charset() or ""))
    return words_of(text, quotes) if kind == "text/html" else text


def _decoded(raw: bytes, charset: str) -> str:
    """Return a text in the charset that its letter names; where that says nothing, in what letters are written in around here."""
    if charset not in _ASCII and charset not in _NO_LETTERS:
        try:
            return raw.decode(charset, "replace")
        except (LookupError, ValueError):
            pass  # nobody knows it, or it is none of text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as broken:
        cut = broken.start >= len(raw) - 3  # in the middle of a letter: it was longer than is looked at
        return raw.decode("utf-8" if cut else "windows-1251", "replace")


# ── what came with it ────────────────────────────────────────────────────────────────────────────────────────────


def _files(m: Message) -> Iterator[Part]:
    parts = _parts(m)
    if m.get_content_maintype() == "message":
        return
    if parts is None:
        name, content = _file_name(m), m.get_payload(decode=True)
        if name and isinstance(content, bytes) and content:
            yield Part(name, content)
    for part in parts or ():
        yield from _files(part)


def _file_name(m: Message) -> str:
    """Return under which name a part is a file; empty for what is said."""
    named = " ".join(str(m.get_filename("")).split())
    if named:
        return _readable(named)
    kind = m.get_content_type()
    if m.get_content_maintype() == "text" and m.get_content_disposition() != "attachment":
        return ""
    return f"file{guess_extension(kind) or ''}"


def _readable(name: str) -> str:
    """Return a name that some programs write as no standard says, as they meant it."""
    if "=?" not in name:
        return name
    try:
        return str(make_header(decode_header(name[:MOST_NAME])))
    except (MessageError, ValueError, LookupError):
        return name
