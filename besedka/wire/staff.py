"""The words that the operators' app and the cabinet share: what no visitor is told."""

from typing import Annotated, Literal

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis

Role = Literal["operator", "admin"]
"""An operator's rights: the conversations of one's own and the unassigned, or the project's."""

NotifyUnassigned = Literal["nobody", "online", "admins"]
"""Who is called to a conversation that is nobody's yet."""

Routing = Literal["hand", "evenly", "last", "load"]
"""How new conversations find somebody: taken by hand, evenly, to the last responsible, to the least loaded."""


LadderStep = Literal["popup", "sound", "push", "letter", "others", "admins"]
"""A step by which people are called while a client waits: a pop-up that stays, a sound until it is seen, web push, an e-mail or Telegram
(these call whoever is responsible), then the other operators, then the administrators."""


class Colleague(TypedDict):
    """What everybody of the staff sees of an operator."""

    id: str
    name: str
    email: str
    title: str | None
    avatar: str | None
    role: Role
    disabled: bool


class SignedInBrowser(TypedDict):
    """A browser that somebody is signed in with, as it calls itself. `id` names it and opens nothing; `seen` is true to five minutes;
    `this`: the one that asks."""

    id: str
    user_agent: str
    since: Millis
    seen: Millis
    this: bool


class SignedInBrowsers(TypedDict):
    """Where somebody is signed in, last seen first."""

    sessions: list[SignedInBrowser]


class WorkSettings(TypedDict):
    """How the project's operators work (PRODUCT.md 4.2 to 4.4). Times in seconds, files in megabytes; 0 for
    `edit_limit` and `mail_after`: never, for the limits: none. The times of the ladder (4.4a) since a client waits; -1: the step is left
    out."""

    answer_within: int
    edit_limit: int
    confirm_closing: bool
    ask_rating: bool
    show_client_typing: bool
    show_wait: bool
    show_position: bool
    notify_unassigned: NotifyUnassigned
    routing: Routing
    load_limit: int
    pass_on_after: int
    tell_waiting_after: int
    ladder_popup: int
    ladder_sound: int
    ladder_push: int
    ladder_letter: int
    ladder_others: int
    ladder_admins: int
    mail_after: int
    file_limit: int
    conversation_files: int
    project_files: int


@with_config(STRICT)
class NewPassword(TypedDict):
    """The password that one has, and the one that one wants: at least 8 characters."""

    old: Annotated[str, StringConstraints(max_length=1000)]
    new: Annotated[str, StringConstraints(max_length=2000)]
