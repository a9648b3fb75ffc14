"""The client's card, in the operator's words."""

from typing import Annotated, Literal, NotRequired

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.operator.things import Conversation, File, Left
from besedka.wire.shapes import STRICT, HexId, Millis, Side

# ── the client's card ────────────────────────────────────────────────────────────────────────────────────────────

Field = Annotated[str, StringConstraints(max_length=10_000)]
"""What was typed into a field of the card: what is too long is refused by the field's name."""


class Contact(TypedDict):
    """Who the client is. `phone` is E.164. `claimed` names the fields that the client told of themselves and nobody confirmed.
    `crm` is its id in the CRM, null until one is connected; `proven` is the site's own id of a person whom its server has proven, else
    null."""

    id: str
    name: str | None
    phone: str | None
    email: str | None
    claimed: list[str]
    crm: str | None
    proven: str | None
    updated_at: Millis


class VisitedPage(TypedDict):
    """A page that the client opened: as the browser told it, data and never markup."""

    url: str
    title: str
    at: Millis


class Profile(TypedDict):
    """What the client's browser told. `params` are the site's own (`besedka('params', …)`); `visits` is the number that the site gave,
    or which visit of this browser it is; `city` has its names by language (`ru`, `en`), none when no base of cities knows it."""

    params: dict[str, str]
    landing_url: str
    referrer: str
    utm: dict[str, str]
    time_zone: str
    city: dict[str, str]
    visits: int | None
    path: list[VisitedPage]


class Card(TypedDict):
    """The client's card, true as of `position`. `path` is newest first; `earlier` are the same contact's other conversations within
    your scope; `alike` are contacts with the same telephone or e-mail: you decide whether it is the same person."""

    position: int
    contact: Contact | None
    profile: Profile
    earlier: list[Conversation]
    alike: list[Contact]


class CardFile(TypedDict):
    """A file that the client sent or was sent, in a message of this `seq`; with `note` true it stands in a note after that message, and
    no client has it. `by` and `operator` tell whose it is."""

    file: File
    conversation: str
    seq: int
    note: bool
    at: Millis
    by: Side
    operator: str | None


class CardFiles(TypedDict):
    """One page of a client's files, newest first; `next` continues it, null at the end. True as of `position`."""

    position: int
    files: list[CardFile]
    next: str | None


class ContactChanged(TypedDict):
    """A fact: who the client is was changed, or by which form they have written; the conversation bears this name from now on."""

    t: Literal["contact_changed"]
    position: int
    conversation: str
    contact: str | None
    name: str | None
    left: Left | None


class VisitorPage(TypedDict):
    """The client looks at this page since `at`; `here` false: they have left the site. May be lost."""

    t: Literal["visitor_page"]
    conversation: str
    url: str
    title: str
    at: Millis
    here: bool


@with_config(STRICT)
class ContactChange(TypedDict):
    """What to change of the contact: a field that is not given stays, an empty one is removed. `contact` says instead that the client
    is this known contact, one of `alike`."""

    name: NotRequired[Field]
    phone: NotRequired[Field]
    email: NotRequired[Field]
    contact: NotRequired[HexId]
