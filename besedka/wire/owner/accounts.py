"""The cabinet's words of accounts and of making projects."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.owner.things import Typed
from besedka.wire.shapes import STRICT, HexId

Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""What stands behind the # of a link."""


class Ways(TypedDict):
    """What the door offers: `registration`, anybody may make an account; `mail`, a new password can be sent."""

    registration: bool
    mail: bool


@with_config(STRICT)
class LetterWanted(TypedDict):
    """A letter to be sent: the way to a new account (`join`) or to a new password (`reset`)."""

    kind: Literal["join", "reset"]
    email: Typed


@with_config(STRICT)
class TicketShown(TypedDict):
    """The ticket of a link."""

    ticket: Token


class Ticket(TypedDict):
    """What a ticket opens: an account under any e-mail (`begin`) or under `email` (`join`), or a new password (`reset`)."""

    kind: Literal["begin", "join", "reset"]
    email: str


@with_config(STRICT)
class NewAccount(TypedDict):
    """An account to be made with a ticket; `email` counts where the ticket names none."""

    ticket: Token
    name: Typed
    email: Typed
    password: Typed


@with_config(STRICT)
class PasswordReset(TypedDict):
    """A new password, of at least 8 characters, with the ticket for it."""

    ticket: Token
    password: Typed


Hue = Annotated[int, Field(ge=0, le=359)]
"""The project's colour, as an angle of OKLCH."""

Language = Literal["auto", "ru", "en", "de", "fr", "es", "it", "pt", "tr", "pl", "uk", "kk", "ar"]
"""The language of the chat: the page's visitor's own, or one for all."""


@with_config(STRICT)
class NewProject(TypedDict):
    """A project to be made: `id` made by the client once, kept over every retry. `site` may be empty: none yet. `zone` is the time zone
    of its hours."""

    id: HexId
    name: Typed
    site: Typed
    language: Language
    hue: Hue
    zone: NotRequired[Annotated[str, StringConstraints(max_length=200)]]


@with_config(STRICT)
class ProjectChange(TypedDict):
    """What is to be changed; what is left out stays."""

    name: NotRequired[Typed]
    language: NotRequired[Language]
    hue: NotRequired[Hue]


@with_config(STRICT)
class Site(TypedDict):
    """A site that may carry the counter: `https://shop.example`, or whatever names it."""

    site: Typed


@with_config(STRICT)
class ProjectDeletion(TypedDict):
    """What the owner types to delete a project: what it is called, and the account's password."""

    name: Typed
    password: Typed


@with_config(STRICT)
class Gone(TypedDict):
    """What would be gone with a project; `bytes` are those of its files."""

    operators: int
    members: int
    conversations: int
    messages: int
    contacts: int
    files: int
    bytes: int
