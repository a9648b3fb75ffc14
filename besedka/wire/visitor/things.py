"""What the widget and the server speak of."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from besedka.wire.shapes import Millis, Side, Status

# ── things ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Person(TypedDict):
    """An operator as clients see one: public id, name, picture's address or null (show initials), role in words or null."""

    id: str
    name: str
    avatar: str | None
    title: str | None


class File(TypedDict):
    """An attachment. `url` opens it for a day, below this server's address; `width` and `height` in pixels, for
    pictures that may be shown; `preview` is the address of a small one."""

    id: str
    name: str
    type: str
    size: int
    width: int | None
    height: int | None
    url: str
    preview: str | None


class Message(TypedDict):
    """One message. `operator` is null for the visitor's own. `quote` is the `seq` of the message that it answers.

    `edited`: the text was changed since; `deleted`: its text and files are gone, its place remains.
    """

    id: str
    seq: int
    at: Millis
    author: Side
    operator: Person | None
    text: str
    quote: int | None
    files: list[File]
    edited: bool
    deleted: bool


class Marks(TypedDict):
    """How far each side has received and read the other's messages: the highest `seq` of each."""

    visitor_delivered: int
    visitor_read: int
    operator_delivered: int
    operator_read: int


class Conversation(TypedDict):
    """The visitor's own conversation. `operator` is who answers now; `unread` counts the operator's unseen messages; `rating` is what the
    visitor gave this closing, null before."""

    status: Status
    operator: Person | None
    marks: Marks
    unread: int
    rating: int | None


class PageRules(TypedDict):
    """The page filter as a page applies it: the first pattern of `list` that is the address decides; `!` in front excludes. With none,
    the chat is shown unless the list includes something.

    `*` stands for anything, a line break for any one character. `clear`: the path is compared decoded, and a pattern that begins with
    `/` with the path alone.
    """

    clear: bool
    list: list[str]


class Hours(TypedDict):
    """When the chat is offered: `open` before the first of the `changes`, each of which turns it. After the last, ask again."""

    open: bool
    changes: list[Millis]


class Shown(TypedDict):
    """When and where the chat is shown. `version` names exactly these rules; what is left out restricts nothing. `away`: nobody is there
    now, and then the chat is not offered to who has no conversation. `look` names what else the settings say: while it differs from a
    page's own, the page asks for them anew."""

    version: str
    look: str
    pages: NotRequired[PageRules]
    devices: NotRequired[list[Literal["desktop", "tablet", "phone"]]]
    hours: NotRequired[Hours]
    away: NotRequired[Literal[True]]


FieldName = Literal["name", "phone", "email", "message"]
"""A field of a form."""


class AskedField(TypedDict):
    """A field that a form shows, and whether it must be filled in."""

    name: FieldName
    required: bool


class AskedConsent(TypedDict):
    """The box of a form: its words by language, in which [brackets] are the link to `url`; `version` names exactly these."""

    version: str
    text: dict[str, str]
    url: str


class Form(TypedDict):
    """What a visitor without a conversation gets in place of the chat. `contact`: a telephone or an e-mail is needed, whichever; `intro`
    stands above the fields, by language (none: the panel's own words)."""

    reason: Literal["offline", "callback", "chat"]
    fields: list[AskedField]
    contact: bool
    intro: dict[str, str]
    consent: AskedConsent | None


class Wait(TypedDict):
    """What is known of the wait. `usual`: within so many seconds answers have usually come of late; `opens`: nobody is there, and from then
    on somebody should be; `ahead`: so many wait before this visitor, 100 for more."""

    usual: NotRequired[int]
    opens: NotRequired[Millis]
    ahead: NotRequired[int]


class Team(TypedDict):
    """Is anyone there? `people` are up to three faces of operators who are online; `wait` how long it takes, as far as anything is known;
    `form` is what a visitor without a conversation gets in place of the chat, as long as it is so."""

    online: bool
    people: list[Person]
    wait: NotRequired[Wait]
    form: NotRequired[Form]
