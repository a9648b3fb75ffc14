"""The client's card: what an operator sees of a client beside the conversation (PRODUCT.md 4.5)."""

from dataclasses import dataclass

from besedka.domain.contact import Contact
from besedka.domain.conversation import Conversation
from besedka.domain.ids import Position, VisitorId
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
