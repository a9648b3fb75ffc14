"""What the widget says."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, FileIds, HexId, MessageText, Ping, SeqNumber, SpokenLanguage

# ── what the widget says ─────────────────────────────────────────────────────────────────────────────────────────


@with_config(STRICT)
class Page(TypedDict):
    """The page that the visitor looks at, as the browser tells it: data, never markup."""

    url: Annotated[str, StringConstraints(max_length=2000)]
    title: Annotated[str, StringConstraints(max_length=500)]
    referrer: Annotated[str, StringConstraints(max_length=2000)]


@with_config(STRICT)
class Claims(TypedDict):
    """Who the page says its visitor is. With an `id` and a `hash` of all of it, made by the site's own server and good `until` then (Unix
    time in seconds), it is proven, and opens the person's history; without, operators see it as said, and it opens none."""

    name: NotRequired[Annotated[str, StringConstraints(max_length=500)]]
    phone: NotRequired[Annotated[str, StringConstraints(max_length=500)]]
    email: NotRequired[Annotated[str, StringConstraints(max_length=500)]]
    id: NotRequired[Annotated[str, StringConstraints(max_length=500)]]
    until: NotRequired[Annotated[str, StringConstraints(max_length=500)]]
    hash: NotRequired[Annotated[str, StringConstraints(max_length=500)]]


@with_config(STRICT)
class Hello(TypedDict):
    """The first frame. `key` is the visitor's secret from an earlier `welcome` (null: none yet, one is made);
    `position` resumes after that fact (null: a snapshot is wanted). `shown` is the `version` and the `look` of what the
    page shows, one after the other: others are told at once. `claims`: who the site says its visitor is; who is proven is at home on
    every device."""

    t: Literal["hello"]
    v: int
    project: HexId
    key: Annotated[str, StringConstraints(max_length=100)] | None
    position: Annotated[str, StringConstraints(max_length=64)] | None
    language: SpokenLanguage
    page: Page
    shown: NotRequired[Annotated[str, StringConstraints(max_length=64)]]
    claims: NotRequired[Claims]


@with_config(STRICT)
class Filled(TypedDict):
    """A form as it was filled in. `reason`: nobody is there, a call is asked for, or the first message waits for consent. `consent` names
    the version of the words whose box was ticked, shown in this `language`; null: no box was there."""

    reason: Literal["offline", "callback", "chat"]
    name: Annotated[str, StringConstraints(max_length=2_000)]
    phone: Annotated[str, StringConstraints(max_length=2_000)]
    email: Annotated[str, StringConstraints(max_length=2_000)]
    message: str
    consent: Annotated[str, StringConstraints(max_length=64)] | None
    language: Annotated[str, StringConstraints(max_length=16)]


@with_config(STRICT)
class Post(TypedDict):
    """A message. `id` is made by the client once and kept over every retry: the same id is stored once; `files` are own uploads that
    are ready. With a `form` the server makes the message out of its fields: what was asked, and below it who asks."""

    t: Literal["post"]
    id: HexId
    text: MessageText
    files: NotRequired[FileIds]
    form: NotRequired[Filled]


@with_config(STRICT)
class Typing(TypedDict):
    """The visitor types (`on`) or stopped. Repeated every 4 s while typing; forgotten after 6 s.

    `text` is what stands in the field, where the project shows it (`shows_typing` of `welcome`); elsewhere it is dropped.
    """

    t: Literal["typing"]
    on: bool
    text: NotRequired[Annotated[str, StringConstraints(max_length=2000)]]


@with_config(STRICT)
class Delivered(TypedDict):
    """Messages of the other side up to `seq` have reached this device."""

    t: Literal["delivered"]
    seq: SeqNumber


@with_config(STRICT)
class Read(TypedDict):
    """Messages of the other side up to `seq` have been seen."""

    t: Literal["read"]
    seq: SeqNumber


@with_config(STRICT)
class History(TypedDict):
    """A request for the messages before `before`, newest first page of at most 50; answered by `older`."""

    t: Literal["history"]
    before: SeqNumber


@with_config(STRICT)
class Confirm(TypedDict):
    """The answer to `conversation_confirming`: solved closes the conversation, not solved keeps it in work."""

    t: Literal["confirm"]
    solved: bool


@with_config(STRICT)
class Rate(TypedDict):
    """A rating of the closed conversation, 1 to 5, with a comment of up to 1,000 characters (or none); the last one counts."""

    t: Literal["rate"]
    rating: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[str, StringConstraints(max_length=10_000)]


@with_config(STRICT)
class PathPage(TypedDict):
    """A page of this visit, opened `ago` milliseconds before now."""

    url: Annotated[str, StringConstraints(max_length=2000)]
    title: Annotated[str, StringConstraints(max_length=500)]
    ago: Annotated[int, Field(ge=0, le=2**53)]


@with_config(STRICT)
class About(TypedDict):
    """What the page's script tells besides messages; nothing of it is kept before the first message. `path`: the pages of this visit,
    the present one last; `params`: the site's own, put into those that are known, null removes; `visits`: the site's visit number, or
    which visit of this browser it is; `touch`: the screen is touched with several fingers (an iPad calls itself a Macintosh)."""

    t: Literal["about"]
    path: NotRequired[Annotated[list[PathPage], Field(max_length=50)]]
    params: NotRequired[dict[str, str | int | float | bool | None]]
    time_zone: NotRequired[Annotated[str, StringConstraints(max_length=64)]]
    visits: NotRequired[Annotated[int, Field(ge=0, le=2**53)]]
    touch: NotRequired[bool]
    claims: NotRequired[Claims]


VisitorSays = Annotated[
    Hello | About | Post | Typing | Delivered | Read | History | Confirm | Rate | Ping, Field(discriminator="t")
]
