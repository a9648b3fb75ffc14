"""The cabinet's words of the audit log."""

from pydantic import with_config
from typing_extensions import TypedDict

from besedka.domain.audit import Kind, Side
from besedka.wire.shapes import STRICT, Millis

AuditKind = Kind
"""What was done."""

AuditSide = Side
"""As what somebody acted: a person of the cabinet, an operator, who runs the installation, or somebody who was not let in."""


class AuditChange(TypedDict):
    """A field, and what it was before and is now; both empty for what nobody may read. Without a name: how many more there were."""

    field: str
    old: str
    new: str


class AuditEntry(TypedDict):
    """Who did what. `person` is who did it, null for the house and for nobody; `address` is empty for what was done on the server itself.
    `about` names what it was done to, as it was called then."""

    id: str
    at: Millis
    kind: AuditKind
    side: AuditSide
    person: str | None
    name: str
    address: str
    about: str
    about_id: str | None
    changes: list[AuditChange]


class AuditPage(TypedDict):
    """A page of the log, newest first; `next` asks for what comes after it, null at the end."""

    entries: list[AuditEntry]
    next: str | None


@with_config(STRICT)
class MemberRights(TypedDict):
    """What a member may do besides: read the audit log."""

    audits: bool
