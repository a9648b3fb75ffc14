"""What visitors agree to: kept word for word with the message that it went with, listed and exported in the cabinet (PRODUCT.md 2.2a)."""

from typing import TYPE_CHECKING

from besedka.domain.conversation import Conversation
from besedka.domain.ids import Instant, MessageId
from besedka.domain.request import Request
from besedka.store.ledger import Ledger
from besedka.store.schema import CONSENTS

if TYPE_CHECKING:
    from besedka.actions.messages import Origin


def keep(ledger: Ledger, c: Conversation, message: MessageId, request: Request, origin: "Origin", at: Instant) -> None:
    """Write down, in the message's own commit, what was agreed to, when, from which address and page."""
    agreed = request.agreed
    if agreed is not None:
        row = (
            message, c.project, c.visitor, c.id, at, agreed.version, agreed.text, agreed.url, agreed.language, request.left or "chat",
            origin.address, origin.url, origin.user_agent, None,
        )  # fmt: skip
        ledger.add_row(CONSENTS, row)
