"""The cabinet's words of the audit log."""

from typing import Literal

from pydantic import with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis

AuditKind = Literal[
    "signed_in",
    "sign_in_refused",
    "signed_out",
    "sessions_ended",
    "password_changed",
    "password_refused",
    "password_reset",
    "password_given",
    "operator_added",
    "operator_changed",
    "operator_promoted",
    "operator_demoted",
    "operator_disabled",
    "operator_enabled",
    "avatar_changed",
    "member_added",
    "member_rights",
    "member_removed",
    "project_made",
    "project_changed",
    "site_added",
    "site_removed",
    "settings_changed",
    "identity_changed",
    "identity_ended",
    "crm_connected",
    "crm_disconnected",
    "crm_resent",
    "way_added",
    "way_changed",
    "way_removed",
    "canned_added",
    "canned_changed",
    "canned_removed",
    "canned_imported",
    "folder_added",
    "folder_changed",
    "folder_removed",
    "tag_added",
    "tag_changed",
    "tag_removed",
    "consent_withdrawn",
    "versions_read",
    "canned_exported",
    "consents_exported",
    "pipelines_changed",
    "deal_removed",
    "deals_exported",
    "audit_exported",
]
"""What was done."""

AuditSide = Literal["cabinet", "operator", "house", "nobody"]
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
