"""Tells the cabinet's things in its words."""

from besedka.domain import settings as rules
from besedka.domain.audit import Entry
from besedka.domain.cabinet import Member, Staff, may_manage
from besedka.domain.operator import Operator
from besedka.domain.settings import Settings
from besedka.wire import operator_words
from besedka.wire import owner as words


def operators(staff: Staff) -> words.Operators:
    """Return the operators of a project."""
    return {
        "standing": staff.standing,
        "owner": staff.owner,
        "operators": [_operator(staff, o) for o in staff.operators],
    }


def member(m: Member) -> words.Member:
    """Return somebody of the cabinet."""
    return {
        "id": m.person.id.hex(),
        "name": m.person.name,
        "email": m.person.email,
        "standing": m.standing,
        "audits": m.audits or m.standing == "owner",
    }


def audited(entry: Entry) -> words.AuditEntry:
    """Return a line of the audit log."""
    return {
        "id": entry.id.hex(), "at": entry.at, "kind": entry.kind, "side": entry.side,
        "person": _hex(entry.person), "name": entry.name, "address": entry.address, "about": entry.about,
        "about_id": _hex(entry.about_id),
        "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in entry.fields],
    }  # fmt: skip


def work(s: Settings) -> words.Work:
    """Return the settings of the work with their version."""
    return {"version": rules.version(s), "settings": operator_words.settings(s)}


def _operator(staff: Staff, o: Operator) -> words.Operator:
    return {
        **operator_words.colleague(o),
        "there": staff.presence.of(o.id),
        "open": staff.open.get(o.id, 0),
        "sessions": staff.sessions.get(o.id, 0),
        "locked": not may_manage(staff.standing, o.role),
    }


def _hex(id: bytes | None) -> str | None:
    return None if id is None else id.hex()
