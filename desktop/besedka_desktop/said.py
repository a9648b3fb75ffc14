"""What the page may say to the shell and the shell to the page, as types; what has another shape is not said. Pure.

The page finds one object, `globalThis.besedkaDesktop`, and only on pages of the chosen server's origin:

    interface BesedkaDesktop {
      readonly version: 1
      notify(note: Note): void            // show it natively; one of the same tag stands in place of the older and calls anew
      withdraw(tag: string): void         // it has been seen: take it away
      badge(waiting: number): void        // how many wait for an answer
      opened(conversation: string): void  // which conversation is open; '' for none
      presence(status: 'online' | 'away' | 'offline'): void // what the operator has chosen, whenever it changes
      quiet(until: number): void          // do not disturb: 0 not chosen, -1 until turned off, else milliseconds since 1970
      signed(operator: string): void      // whose desk is sat at; '' : the page stands at its door
      took(reply: string): void           // the reply of this id is kept by the page: it need not be said again
      listen(heard: (said: Said) => void): void             // one listener; what came before it is told at once
    }
    interface Note {
      tag: string                         // the conversation's id, or 'missed', 'check', …
      conversation: string                // '' when it is about none, or about several
      title: string
      text: string
      stay: number                        // seconds; 0: until it is clicked
      reply: boolean                      // whether one may answer right there
    }
    type Said =
      | { t: 'open'; conversation: string }                  // '' : only come forward
      | { t: 'reply'; id: string; operator: string; conversation: string; text: string }
                                          // typed into a notification of this operator's; told to each page until one took it
      | { t: 'presence'; status: 'online' | 'away' | 'offline' }  // chosen in the tray
      | { t: 'quiet'; until: number }                        // chosen in the tray, as above
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["online", "away", "offline"]
STATUSES: tuple[Status, ...] = ("online", "away", "offline")
LONGEST_STAY = 3_600
_LONGEST = {"tag": 100, "title": 200, "text": 2_000}
_ID = re.compile(r"[0-9a-f]{32}|")


@dataclass(frozen=True, slots=True)
class Note:
    """One notification, as the page wants it shown."""

    tag: str
    title: str
    text: str
    conversation: str = ""
    stay: int = 10
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that the page said: the name of a method above, and its value."""

    name: str
    value: object


def read(text: str) -> Word | None:
    """Return what the page said, checked; None when it said nothing that we know."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, list) or len(said) != 2 or not isinstance(said[0], str) or said[0] not in _READERS:
        return None
    value = _READERS[said[0]](said[1])
    return None if value is None else Word(said[0], value)


def note(value: object) -> Note | None:
    """Return a note of the right shape, with its words made plain; None for any other."""
    if not isinstance(value, dict):
        return None
    tag, title, text = (plain(value.get(name), most) for name, most in _LONGEST.items())
    conversation, stay, reply = value.get("conversation"), value.get("stay"), value.get("reply")
    if not tag or not title or text is None or _id(conversation) is None or not isinstance(reply, bool):
        return None
    if not isinstance(stay, int) or isinstance(stay, bool) or not 0 <= stay <= LONGEST_STAY:
        return None
    return Note(tag, title, text, str(conversation), stay, reply and conversation != "")


def plain(value: object, most: int) -> str | None:
    """Return the words without what is invisible or turns the direction of writing, cut to `most` letters; None for no text."""
    if not isinstance(value, str):
        return None
    kept = "".join(letter for letter in value[: most * 2] if letter == "\n" or unicodedata.category(letter)[0] != "C")
    return kept.strip()[:most]


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def _tag(value: object) -> str | None:
    return plain(value, _LONGEST["tag"]) or None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000 else None


def _status(value: object) -> Status | None:
    return next((status for status in STATUSES if status == value), None)


def _until(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and -1 <= value < 1e15 else None


_READERS = {
    "notify": note, "withdraw": _tag, "badge": _count, "opened": _id, "presence": _status, "quiet": _until, "signed": _id, "took": _id,
}  # fmt: skip
WORDS = tuple(_READERS)
"""What the page may say, by name."""


def open_(conversation: str) -> str:
    """Say: open this conversation; '' : only come forward."""
    return json.dumps({"t": "open", "conversation": conversation})


def reply(id: str, operator: str, conversation: str, text: str) -> str:
    """Say: this was typed into a notification by this operator, under an id that it keeps over every attempt."""
    return json.dumps({"t": "reply", "id": id, "operator": operator, "conversation": conversation, "text": text})


def presence(status: Status) -> str:
    """Say: this was chosen in the tray."""
    return json.dumps({"t": "presence", "status": status})


def quiet(until: int) -> str:
    """Say: this was chosen in the tray."""
    return json.dumps({"t": "quiet", "until": until})
