"""A project's settings of the operators' work: what they mean, their defaults, and what may be chosen."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal

from besedka.domain.errors import BadInput

Unassigned = Literal["nobody", "online", "admins"]
Routing = Literal["hand", "evenly", "last", "load"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a project works. A setting that was never chosen has the default that stands here."""

    answer_within: int = 120
    """Seconds in which a client is promised an answer: the ring round a face fills in this time."""
    edit_limit: int = 900
    """Seconds in which an operator may change or delete their own message; 0: never (PRODUCT.md 4.2)."""
    confirm_closing: bool = False
    """Ask the client whether the question is solved before a conversation is closed (PRODUCT.md 4.3)."""
    ask_rating: bool = True
    """Ask the client for a rating when a conversation is closed."""
    show_client_typing: bool = False
    """Show the operator what the client is typing before it is sent."""
    show_wait: bool = True
    """Tell visitors how long an answer takes, as it really did of late (PRODUCT.md 4.4a)."""
    show_position: bool = False
    """Tell visitors who wait how many wait before them."""
    notify_unassigned: Unassigned = "nobody"
    """Who is told of conversations that nobody is responsible for (PRODUCT.md 4.4)."""
    routing: Routing = "hand"
    """How new conversations find their operator: by hand, evenly, to the last responsible, to the least loaded."""
    load_limit: int = 0
    """The most open conversations that routing gives one operator; 0: no limit."""
    pass_on_after: int = 0
    """Seconds after which a routed conversation without an answer goes to somebody else; 0: never."""
    tell_waiting_after: int = 300
    """Seconds of working hours after which the project's people are told that a client waits for an answer (PRODUCT.md 3.5)."""

    ladder_popup: int = 15
    """Seconds that a client waits until a pop-up stays with whoever is responsible (PRODUCT.md 4.4a). As with the other steps of the
    ladder, -1 leaves it out."""
    ladder_sound: int = 30
    """Until a sound calls them, again and again."""
    ladder_push: int = 60
    """Until their devices are called by web push."""
    ladder_letter: int = 180
    """Until they are written to: an e-mail, or by Telegram."""
    ladder_others: int = 300
    """Until the other operators are called."""
    ladder_admins: int = 600
    """Until the administrators are called."""
    mail_after: int = 180
    """Seconds for which a client must have been gone before an answer that they have not read goes by mail; 0: never (PRODUCT.md 6)."""

    file_limit: int = 25
    """The most megabytes that one file may have."""
    conversation_files: int = 500
    """The most megabytes of files in one conversation before its visitor can send no more."""
    project_files: int = 10_000
    """The most megabytes of files in the whole project."""


LADDER_OFF = -1
"""In place of the time of a step of the ladder that is left out."""
LADDER = ("ladder_popup", "ladder_sound", "ladder_push", "ladder_letter", "ladder_others", "ladder_admins")

LIMITS: dict[str, tuple[int, int]] = {
    "answer_within": (10, 86_400),
    "edit_limit": (0, 31_536_000),
    "file_limit": (1, 1_000),
    "conversation_files": (1, 100_000),
    "project_files": (1, 10_000_000),
    "load_limit": (0, 1_000),
    "pass_on_after": (0, 86_400),
    "tell_waiting_after": (60, 86_400),
    **dict.fromkeys(LADDER, (LADDER_OFF, 86_400)),
    "mail_after": (0, 86_400),
}
"""The least and the most of each number."""


def read(text: str) -> Settings:
    """Return the settings as they were stored; what this version does not know is left out."""
    known, stored = {f.name for f in fields(Settings)}, json.loads(text or "{}")
    return Settings(**{name: value for name, value in stored.items() if name in known})


def write(settings: Settings) -> str:
    """Return the settings as they are stored."""
    return json.dumps(asdict(settings), sort_keys=True)


def version(settings: Settings) -> str:
    """Return the name of exactly these settings: two that differ in anything have different ones."""
    return hashlib.sha256(write(settings).encode()).hexdigest()[:16]


def changed(settings: Settings, changes: "dict[str, int | bool | str]") -> Settings:
    """Return the settings with some of them changed. BadInput `setting_out_of_range` with the field and its limits, `ladder_order` for a
    step that would come before an earlier one."""
    for name, value in changes.items():
        least, most = LIMITS.get(name, (0, 0))
        if name in LIMITS and not (isinstance(value, int) and least <= value <= most):
            raise BadInput("setting_out_of_range", {"field": name, "least": least, "most": most})
    wanted = replace(settings, **changes)  # type: ignore[arg-type]  # the wire has checked names and kinds
    _check_ladder(wanted)
    return wanted


def _check_ladder(settings: Settings) -> None:
    least = 0
    for name in LADDER:
        after = int(getattr(settings, name))
        if LADDER_OFF < after < least:
            raise BadInput("ladder_order", {"field": name, "least": least})
        least = max(least, after)
