"""The audit log: who did what, when and from where, in a project's cabinet and at its doors (PRODUCT.md 3 and 9).

What is done with conversations is not in it: each conversation tells that itself, with every version of its texts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Literal

from besedka.domain.canned_table import table
from besedka.domain.ids import Instant, ProjectNumber

Kind = Literal[
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

Side = Literal["cabinet", "operator", "house", "nobody"]
"""As what somebody acted: a person of the cabinet, an operator, who runs the installation, or somebody who was not let in."""

LONGEST = 200
"""Characters that are kept of a name or of a setting's value."""
MOST = 50
"""Fields that one entry tells of; how many more there were stands in the last, which has no name."""
HEAD = ("at", "kind", "side", "person", "about", "changes", "address")
"""The columns of the export."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field, and what it was before and is now. Both are empty for what nobody may read, like a password."""

    field: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Did:
    """What was done. `about` names what it was done to, as it was called then; `about_id` is a person's or thing's id."""

    kind: Kind
    about: str = ""
    about_id: bytes | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `address` is empty for what was done from the machine itself; `name` is the person's as of today."""

    id: bytes
    project: ProjectNumber
    at: Instant
    kind: Kind
    side: Side
    person: bytes | None
    address: str
    about: str
    about_id: bytes | None
    changes: str
    name: str

    @property
    def fields(self) -> tuple[Change, ...]:
        """What was changed, field by field."""
        return tuple(Change(*one) for one in json.loads(self.changes or "[]"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are wanted: what a person did or had done to them, of which kind, and between which moments."""

    person: bytes | None = None
    kind: Kind | None = None
    since: Instant | None = None
    until: Instant | None = None


EVERYTHING = Wanted()


def written(changes: Iterable[Change]) -> str:
    """Return changes as they are stored: short, and not too many."""
    told = [[one.field, one.old[:LONGEST], one.new[:LONGEST]] for one in changes]
    if len(told) > MOST:
        told = [*told[: MOST - 1], ["", "", str(len(told) - MOST + 1)]]
    return json.dumps(told, ensure_ascii=False) if told else ""


def differences(before: object, after: object) -> tuple[Change, ...]:
    """Return in which fields two states differ, by dotted names."""
    old, new = dict(_leaves("", before)), dict(_leaves("", after))
    names = dict.fromkeys((*old, *new))
    return tuple(Change(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name))


def _leaves(name: str, of: object) -> Iterable[tuple[str, str]]:
    if is_dataclass(of):
        of = {field.name: getattr(of, field.name) for field in fields(of)}
    if not isinstance(of, Mapping):
        yield name, _spelled(of)
        return
    for key, value in of.items():
        yield from _leaves(f"{name}.{key}" if name else str(key), value)


def _spelled(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return ", ".join(_listed(one) for one in value)
    return json.dumps(value)


def _listed(value: object) -> str:
    leaves = [text for _, text in _leaves("", value) if text]
    return " ".join(leaves)


def exported(entries: Iterable[Entry]) -> str:
    """Return the log as a table of separated values that spreadsheets open, and in which nothing runs."""
    return table(HEAD, (_row(one) for one in entries))


def _row(entry: Entry) -> tuple[str, ...]:
    at = datetime.fromtimestamp(entry.at / 1000, UTC).isoformat(timespec="seconds")
    changes = "; ".join(f"{one.field}: {one.old} → {one.new}" for one in entry.fields)
    return at, entry.kind, entry.side, entry.name, entry.about, changes, entry.address
