"""The cabinet's words of people and projects."""

from typing import Annotated, Literal, NotRequired

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, HexId, Millis
from besedka.wire.staff import Colleague, Role

Standing = Literal["owner", "member"]
"""As what somebody reaches a project: its owner, or a member whom the owner let in."""

Availability = Literal["online", "away", "offline"]
"""Whether an operator is there."""

Typed = Annotated[str, StringConstraints(max_length=2000)]
"""What somebody typed into a field: judged by name (`name_empty`, `email_invalid`, `password_short`, …), not by shape."""


@with_config(STRICT)
class SignIn(TypedDict):
    """E-mail (any case) and password; `remember` keeps the session for 30 days instead of 12 hours."""

    email: Annotated[str, StringConstraints(min_length=1, max_length=254)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    remember: bool


class Owner(TypedDict):
    """Somebody of the cabinet: an owner or a member."""

    id: str
    name: str
    email: str


class Project(TypedDict):
    """One of the owner's projects: its number, counter key, allowed sites, the snippet to copy, and when a page last loaded it.

    `connected`: you are an operator of it already; `chat`: it is switched on in the multiwidget; `conversations` counts all there
    ever were; `crm` is what the CRM that is connected is called, null: leads go to the built-in one; `crm_problem`: it does not work as
    it should; `alert_ways` are those by which somebody is told of problems, `alert_problem`: one of them does not work.
    """

    number: int
    name: str
    key: str
    sites: list[str]
    language: str
    hue: int
    snippet: str
    standing: Standing
    operators: int
    online: int
    connected: bool
    chat: bool
    conversations: int
    counter_seen_at: Millis | None
    counter_seen_url: str | None
    crm: str | None
    crm_problem: bool
    alert_ways: int
    alert_problem: bool


class Home(TypedDict):
    """The cabinet's home: the owner and their projects. `founder`: may make projects."""

    me: Owner
    founder: bool
    projects: list[Project]


class Operator(Colleague):
    """An operator as the cabinet shows one. `open` counts conversations in work, `sessions` the signed-in browsers.

    `locked` tells that whoever asks may not change this one: it is an administrator, and they are not the owner.
    """

    there: Availability
    open: int
    sessions: int
    locked: bool


class Operators(TypedDict):
    """Every operator of a project, by name; as what you reach it, and the owner's name: who may do what you may not."""

    standing: Standing
    owner: str
    operators: list[Operator]


@with_config(STRICT)
class NewOperator(TypedDict):
    """An operator to be made: `id` made by the client once, kept over every retry. `title` is what clients see beside the name."""

    id: HexId
    name: Typed
    email: Typed
    password: Typed
    title: Typed | None
    role: Role


@with_config(STRICT)
class OperatorSeen(TypedDict):
    """What stood there when the change was begun; an absent title is empty."""

    name: NotRequired[Typed]
    email: NotRequired[Typed]
    title: NotRequired[Typed]


class OperatorChange(TypedDict):
    """What is to be changed; what is left out stays. An empty `title` removes it. With `seen` nobody else's change is written over."""

    name: NotRequired[Typed]
    email: NotRequired[Typed]
    password: NotRequired[Typed]
    title: NotRequired[Typed]
    role: NotRequired[Role]
    seen: NotRequired[OperatorSeen]


class Member(TypedDict):
    """Somebody who reaches the project in the cabinet. `audits`: reads the audit log."""

    id: str
    name: str
    email: str
    standing: Standing
    audits: bool


class Members(TypedDict):
    """The owner first, then the members; as what you reach the project, and the owner's name."""

    standing: Standing
    owner: str
    members: list[Member]


@with_config(STRICT)
class NewMember(TypedDict):
    """A person to be let in: `id` made by the client once. Name and password count for who has no account here yet."""

    id: HexId
    name: Typed
    email: Typed
    password: Typed


@with_config(STRICT)
class MemberPassword(TypedDict):
    """A new password for a member: at least 8 characters."""

    password: Typed


class Invited(TypedDict):
    """Who was let in. `known`: they have an account already, and sign in with the password of that one."""

    member: Member
    known: bool
