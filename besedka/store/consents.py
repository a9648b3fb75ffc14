"""Reading the journal of consents, and taking one back."""

from besedka.domain.consent import Consented
from besedka.domain.ids import Instant, ProjectNumber
from besedka.ports.database import Query, Script
from besedka.store.lists import Place
from besedka.store.rows import fetch
from besedka.store.schema import CONSENTS

_C = ",".join(f"c.{name}" for name in CONSENTS.columns)
_ALL = (
    f"SELECT {_C}, o.ordinal, k.name, k.phone, k.email FROM consents c JOIN conversations o ON o.id = c.conversation_id "
    "LEFT JOIN contacts k ON k.id = o.contact_id WHERE c.project = $1"
)
_NEWEST = "ORDER BY c.at DESC, c.id DESC LIMIT $2"


def page(project: ProjectNumber, after: Place | None, limit: int) -> Script[list[Consented]]:
    """Return a page of the journal, newest first."""
    if after is None:
        found = yield from fetch(f"{_ALL} {_NEWEST}", (project, limit), Consented)
        return found
    beyond = "AND (c.at < $3 OR (c.at = $3 AND c.id < $4))"
    found = yield from fetch(f"{_ALL} {beyond} {_NEWEST}", (project, limit, after[0], after[1]), Consented)
    return found


def count(project: ProjectNumber) -> Script[int]:
    """Return how many entries the journal has."""
    rows = yield Query("SELECT count(*) FROM consents WHERE project = $1", (project,))
    return int(rows[0][0])


def withdraw(project: ProjectNumber, id: bytes, at: Instant) -> Script[int | None]:
    """Note that a consent was taken back, and return its conversation's number for people; 0 when it was already, None when there is none
    such. What was agreed to stays written."""
    sql = (
        "SELECT c.withdrawn_at, o.ordinal FROM consents c JOIN conversations o ON o.id = c.conversation_id "
        "WHERE c.project = $1 AND c.id = $2"
    )
    rows = yield Query(sql, (project, id))
    if not rows:
        return None
    withdrawn_at, ordinal = rows[0]
    if withdrawn_at is None:
        yield Query("UPDATE consents SET withdrawn_at = $3 WHERE project = $1 AND id = $2", (project, id, at))
    return int(ordinal) if withdrawn_at is None else 0
