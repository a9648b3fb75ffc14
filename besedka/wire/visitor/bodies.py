"""The bodies of the widget's plain requests, and their answers."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, SpokenLanguage
from besedka.wire.visitor.hears import ServerSays
from besedka.wire.visitor.says import About, Confirm, Delivered, Hello, History, Post, Rate, Read, Typing
from besedka.wire.visitor.things import Form, Person, Shown

# ── plain requests ───────────────────────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class Poll(TypedDict):
    """The fallback for networks that break WebSockets: one request carries the client's frames and brings the server's back.

    `hello` opens as on a socket, with the client's position; `frames` are said after it. The answer comes at once when
    anything is to be told, else after up to `wait` seconds (25 at most).
    """

    hello: Hello
    frames: Annotated[
        list[Annotated[About | Post | Typing | Delivered | Read | History | Confirm | Rate, Field(discriminator="t")]],
        Field(max_length=50),
    ]
    wait: Annotated[int, Field(ge=0, le=25)]


class Polled(TypedDict):
    """The server's frames in order, the `welcome` first; `close` is a close code when the connection would have been ended."""

    frames: list[ServerSays]
    close: int | None


@with_config(STRICT)
class Continue(TypedDict):
    """The token of a link that continues a conversation, and a secret that this browser has made: it alone may ask again."""

    token: Annotated[str, StringConstraints(min_length=16, max_length=100)]
    browser: Annotated[str, StringConstraints(min_length=16, max_length=100)]


class Continued(TypedDict):
    """What the link has opened: the counter key of the project, and the visitor's key of this browser."""

    project: str
    key: str


class Offsets(TypedDict):
    """Distance of the button from its corner, in CSS pixels."""

    inline: int
    block: int


WayKind = Literal["chat", "callback", "telegram", "whatsapp", "vk", "viber", "max", "email", "phone", "link"]
"""A way to get in touch."""
WayKinds = list[WayKind]
"""Ways to get in touch, in their order."""


class Way(TypedDict):
    """A way to get in touch: `href` is what it opens, empty for the chat and a call-back, which has a `form`; `label` is its name in each
    language of the project. `away`: nobody is there, and whoever has no conversation is not offered this one."""

    kind: WayKind
    href: str
    label: dict[str, str]
    away: NotRequired[Literal[True]]
    form: NotRequired[Form]


class WayList(TypedDict):
    """What the button offers, in this order, under a title: asked for by a page whose button opens a list. `close` is what shuts it."""

    title: dict[str, str]
    close: dict[str, str]
    ways: list[Way]


class OnlyWay(TypedDict):
    """The one way that is on, when it is not the chat: what it opens (nothing: the form of a call-back, in the window), and its icon's path
    on a 24-unit grid. Its name is the button's."""

    href: str
    icon: str


class Goals(TypedDict):
    """Where the page's own scripts are told of goals: a measurement id of Google Analytics, the number of a counter of Yandex Metrika."""

    analytics: NotRequired[str]
    metrika: NotRequired[str]


class Invite(TypedDict):
    """When a page invites its visitor, by the script `script`: `after` so many seconds on it, or when they are `leaving`; on these `pages`
    (as in a clear page filter), without any on all. `what` comes: words beside the button, or the chat's window. `name` is that of exactly
    this invitation: whoever has closed it is not asked again by the same one."""

    script: str
    name: str
    what: Literal["bubble", "chat"]
    after: NotRequired[int]
    leaving: NotRequired[Literal[True]]
    pages: NotRequired[list[str]]


class Invitation(TypedDict):
    """What an invitation says, asked for at its moment: up to three `people` who are there, none: nobody invites. `text` and what the
    `close` button is called, by language."""

    people: list[Person]
    text: dict[str, str]
    close: dict[str, str]


class WidgetSettings(TypedDict):
    """All that a page needs to show the button: one cached answer, the same for every visitor of a project.

    `panel` is where the panel's script is, with `*` for the language; `language` the one to speak, without it the visitor's own where it
    is among those of `words`: what the button is called in every language of the project, the main one first; in the script that
    brings settings along, whose room is scarce, a name may be empty. `broken` is said where the panel did not come, in the languages for
    which there is room, the main one first. `hue` is the accent's, in OKLCH degrees; `inline` and `block` name the corner; `paint` are
    the button's own colours as properties of CSS, empty: the chat's. The button opens the list
    of ways whose script is `list`, else the `way`, else the window of the chat; without `chat`
    nothing opens that window. `kinds` are the ways that are on, for scripts of the page that ask; the loader's own script comes without
    them. `goals` are reported where they are given; `visits`: a browser gets a visit's number. `invite`: pages invite.
    """

    v: int
    project: str
    name: str
    panel: str
    language: NotRequired[SpokenLanguage]
    words: dict[str, str]
    broken: dict[str, str]
    hue: int
    inline: Literal["start", "end"]
    block: Literal["start", "end"]
    offsets: Offsets
    pulse: bool
    theme: Literal["auto", "light", "dark"]
    paint: NotRequired[str]
    chat: bool
    goals: NotRequired[Goals]
    visits: NotRequired[Literal[True]]
    list: NotRequired[str]
    way: NotRequired[OnlyWay]
    kinds: NotRequired[WayKinds]
    invite: NotRequired[Invite]
    shown: Shown
