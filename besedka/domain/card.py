"""The client's card: what an operator sees of a client beside the conversation (PRODUCT.md 4.5)."""

from dataclasses import dataclass

from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.file import File
from besedka.domain.ids import Instant, Position, Seq, VisitorId
from besedka.domain.profile import Page, Profile


@dataclass(frozen=True, slots=True)
class Card:
    """True as of `position`. `alike` are contacts that may be the same person: an operator decides (SECURITY.md, line 10)."""

    position: Position
    visitor: VisitorId
    contact: Contact | None
    profile: Profile
    path: list[Page]
    earlier: list[Conversation]
    alike: list[Contact]


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file of a client's conversations, and the moment from which it is there. `seq` is its message's; for a file in a note, of the
    message that the note stands after."""

    file: File
    at: Instant
    seq: Seq
