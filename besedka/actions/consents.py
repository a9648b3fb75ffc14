"""What visitors agree to: kept word for word with the message that it went with, listed and exported in the cabinet (PRODUCT.md 2.2a)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from besedka.actions import access, audit
from besedka.actions.deps import Deps
from besedka.domain.audit import Did
from besedka.domain.consent import Consented
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.ids import Instant, MessageId, OwnerId, ProjectNumber
from besedka.domain.request import Request
from besedka.ports.database import Script
from besedka.store import consents as store
from besedka.store.ledger import Ledger
from besedka.store.lists import Place
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


@dataclass(frozen=True, slots=True)
class Journal:
    """A page of the journal; `total` is how many entries there are in all."""

    entries: list[Consented]
    more: bool
    total: int


def journal(me: OwnerId, number: ProjectNumber, after: Place | None, limit: int) -> Script[Journal]:
    """Return a page of the journal, newest first. NotFound beyond the person's projects."""
    yield from access.cabinet(me, number)
    found = yield from store.page(number, after, limit + 1)
    total = yield from store.count(number)
    return Journal(found[:limit], len(found) > limit, total)


async def withdraw(deps: Deps, me: OwnerId, number: ProjectNumber, id: bytes) -> None:
    """Note that somebody has taken their consent back. NotFound."""

    def script() -> Script[None]:
        yield from access.cabinet(me, number)
        first = yield from store.withdraw(number, id, deps.clock.now())
        if first is None:
            raise NotFound("not_found")
        if first:
            yield from audit.note(deps, audit.of_cabinet(me), number, Did("consent_withdrawn", f"#{first}", id))

    await deps.committer.run(script)
