"""A deal: a lead where it is kept and worked on, in the built-in CRM (PRODUCT.md 5.1). People call both a lead (заявка).

In the house a `lead` is a conversation on its way into whichever CRM, one row of the outbox; what has arrived in our own, or was made
there by hand, is a `deal`: the same lead may be in another vendor's, and a deal may come from no conversation.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from besedka.domain.canned_table import table
from besedka.domain.errors import BadInput
from besedka.domain.ids import ContactId, ConversationId, DealId, Instant, OperatorId, ProjectNumber
from besedka.domain.lead import MAX_TITLE
from besedka.domain.message import clean_line, clean_text
from besedka.domain.operator import Operator
from besedka.domain.sum import told_sum

MAX_TERMS = 8
Told = Literal["made", "title", "stage", "responsible", "sum", "note"]
"""What a line of the history tells of."""
FIELDS: tuple[Told, ...] = get_args(Told)
HEAD = (
    "created",
    "pipeline",
    "stage",
    "title",
    "name",
    "phone",
    "email",
    "sum",
    "currency",
    "responsible",
    "note",
    "page",
    "closed",
)
"""The columns of the export."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One lead. `origin` is the mark of the conversation that it came from, empty: made by hand. `sum` in hundredths of its pipeline's
    currency; `closed_at` is when it was won or lost."""

    id: DealId
    project: ProjectNumber
    origin: str
    conversation: ConversationId | None
    contact: ContactId | None
    title: str
    stage: bytes
    responsible: OperatorId | None
    sum: int | None
    note: str
    page: str
    visit: str
    created_at: Instant
    changed_at: Instant
    closed_at: Instant | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DealSeen:
    """A lead with what stands elsewhere: who the client is, and whose its conversation is."""

    deal: Deal
    name: str
    phone: str
    email: str
    ordinal: int | None = None
    assignee: OperatorId | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: an operator's, or a part of the conversation (nobody's)."""

    id: bytes
    at: Instant
    operator: OperatorId | None
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history: who changed which field, from what to what, in the words of then. Nobody: the house."""

    id: bytes
    at: Instant
    operator: OperatorId | None
    field: Told
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which leads are wanted. `responsible` empty bytes: nobody's; moments are of being made."""

    pipeline: bytes | None = None
    stage: bytes | None = None
    responsible: OperatorId | None = None
    text: str = ""
    since: Instant | None = None
    until: Instant | None = None


def sees(me: Operator, seen: DealSeen) -> bool:
    """Tell whether a lead is in the operator's scope: whose it is, whose its conversation is, and everybody's while it is nobody's; an
    administrator's all (PRODUCT.md 4.1)."""
    whose = (seen.deal.responsible, seen.assignee)
    return me.role == "admin" or me.id in whose or whose == (None, None)


def clean_title(title: str) -> str:
    """Return a title as it is kept. BadInput `lead_title_empty`, `lead_title_long`."""
    if len(title) > MAX_TITLE:
        raise BadInput("lead_title_long", {"field": "title", "limit": MAX_TITLE})
    clean = clean_line(unicodedata.normalize("NFC", title), MAX_TITLE)
    if not clean:
        raise BadInput("lead_title_empty", {"field": "title"})
    return clean


def clean_note(note: str) -> str:
    """Return the free text as it is kept, perhaps empty. BadInput `text_too_long`."""
    if not note.strip():
        return ""
    try:
        return clean_text(note)
    except BadInput as refusal:
        if refusal.code == "text_empty":
            return ""
        raise BadInput(refusal.code, {**refusal.params, "field": "note"}) from None


def fold(text: str) -> str:
    """Return the form in which two spellings of one word are equal."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("\0", "")


def findable(deal: Deal, name: str) -> str:
    """Return by which words a lead is found; the client's phone and e-mail are looked up where they stand."""
    return fold(f"{deal.title}\n{name}\n{deal.note}")


def terms(text: str) -> list[str]:
    """Return what each of a lead's found must have."""
    return fold(text).split()[:MAX_TERMS]


@dataclass(frozen=True, slots=True)
class Exported:
    """One row of the export: the lead, and the names of its pipeline, stage and manager."""

    seen: DealSeen
    pipeline: str
    currency: str
    stage: str
    responsible: str


def exported(rows: Iterable[Exported]) -> str:
    """Return leads as a table of separated values that spreadsheets open, and in which nothing runs."""
    return table(HEAD, (_row(one) for one in rows))


def _row(one: Exported) -> Sequence[str]:
    deal = one.seen.deal
    return (
        _at(deal.created_at), one.pipeline, one.stage, deal.title, one.seen.name, one.seen.phone, one.seen.email, told_sum(deal.sum),
        one.currency, one.responsible, deal.note, deal.page, _at(deal.closed_at),
    )  # fmt: skip


def _at(at: Instant | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
