"""The journal of consents: what somebody agreed to, word for word, and whether they took it back (PRODUCT.md 2.2a; SECURITY.md, 35)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from besedka.domain.canned_table import table
from besedka.domain.forms import Reason
from besedka.domain.ids import ConversationId, Instant, ProjectNumber, VisitorId

HEAD = (
    "agreed_at", "version", "words", "link", "language", "reason", "conversation", "name", "phone", "email", "address", "page",
    "browser", "withdrawn_at",
)  # fmt: skip
"""The columns of the export."""


@dataclass(frozen=True, slots=True)
class Consented:
    """One entry. `id` is that of the message it went with; name, telephone and e-mail are the client's as they are known today."""

    id: bytes
    project: ProjectNumber
    visitor: VisitorId
    conversation: ConversationId
    at: Instant
    version: str
    words: str
    link: str
    language: str
    reason: Reason
    address: str
    page_url: str
    user_agent: str
    withdrawn_at: Instant | None
    ordinal: int
    name: str | None
    phone: str | None
    email: str | None


def exported(entries: Iterable[Consented]) -> str:
    """Return the journal as a table of separated values that spreadsheets open, and in which nothing runs."""
    return table(HEAD, (_row(one) for one in entries))


def _row(c: Consented) -> tuple[str, ...]:
    withdrawn = "" if c.withdrawn_at is None else _told(c.withdrawn_at)
    return (
        _told(c.at), c.version, c.words, c.link, c.language, c.reason, str(c.ordinal), c.name or "", c.phone or "", c.email or "",
        c.address, c.page_url, c.user_agent, withdrawn,
    )  # fmt: skip


def _told(at: Instant) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
