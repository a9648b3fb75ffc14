"""The CRMs that projects have connected, and the log of what was asked of them."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from besedka.domain.ids import ConversationId, Instant, Position, ProjectNumber
from besedka.ports.database import Change, Query, Save, Script
from besedka.store.lists import Place
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import CRM_CALLS, CRMS

_C = ",".join(CRMS.columns)
_CALLS = ",".join(CRM_CALLS.columns)
FORGET_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Connection:
    """One project's CRM as it is stored: `sealed`, `rules`, `extra` and `known` are read by those who know what is in them."""

    project: ProjectNumber
    connector: str
    sealed: bytes
    rules: str
    extra: str
    known: str
    known_at: Instant
    account: str
    fault: str
    connected_at: Instant
    checked_at: Instant
    position: Position
    held_until: Instant


class Connected(NamedTuple):
    """One connection of a CRM: connected again, even to the same account, it is another."""

    project: ProjectNumber
    connector: str
    at: Instant


def connected(one: Connection) -> Connected:
    """Return which connection that is."""
    return Connected(one.project, one.connector, one.connected_at)


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a CRM. `status` 0: no answer; `took` in milliseconds."""

    id: bytes
    project: ProjectNumber
    conversation: ConversationId | None
    at: Instant
    method: str
    url: str
    status: int
    took: int
    code: str
    sent: str
    got: str


BUILTIN = "builtin"
"""The CRM of a project that has connected none: its own contacts, leads and stages."""


def unconnected(project: ProjectNumber) -> Connection:
    """Return what a project has that has connected nothing and changed nothing."""
    none = Instant(0)
    return Connection(project, BUILTIN, b"", "", "", "", none, "", "", none, none, Position(0), none)


def of_project(project: ProjectNumber) -> Script[Connection | None]:
    """Return a project's CRM; None when it has connected none."""
    found = yield from fetch_one(f"SELECT {_C} FROM crms WHERE project = $1", (project,), Connection)
    return found


def to_change(project: ProjectNumber) -> Script[Connection | None]:
    """Return a project's CRM, which nobody else changes until this transaction ends."""
    found = yield from fetch_one(f"SELECT {_C} FROM crms WHERE project = $1 FOR UPDATE", (project,), Connection)
    return found


def keep(one: Connection) -> Script[None]:
    """Store a project's CRM, over what it was before."""
    row = tuple(getattr(one, name) for name in Connection.__dataclass_fields__)
    yield Save(CRMS, [row], replace=True)


def forget(project: ProjectNumber) -> Script[None]:
    """Forget a project's CRM, and what was asked of it."""
    yield Query("DELETE FROM crms WHERE project = $1", (project,))
    yield Query("DELETE FROM crm_calls WHERE project = $1", (project,))


def seal(project: ProjectNumber, sealed: bytes, held_until: Instant) -> Script[None]:
    """Store renewed tokens, and until when they are one node's to renew."""
    yield Change(CRMS, ("sealed", "held_until"), [(project, sealed, held_until)])


def checked(of: Connected, fault: str, at: Instant) -> Script[None]:
    """Write down what a test of a connection found, and when; of one that is there no more, nothing."""
    sql = "UPDATE crms SET fault = $1, checked_at = $2 WHERE project = $3 AND connector = $4 AND connected_at = $5"
    yield Query(sql, (fault, at, *of))


def version(one: Connection) -> str:
    """Return the name of exactly what was chosen: two that differ in anything have different ones."""
    return hashlib.sha256(f"{one.connector} {one.rules} {one.extra}".encode()).hexdigest()[:16]


def went(of: Connected, fault: str) -> Script[None]:
    """Write down whether a connection works; of one that is there no more, nothing."""
    sql = "UPDATE crms SET fault = $1 WHERE project = $2 AND connector = $3 AND connected_at = $4"
    yield Query(sql, (fault, *of))


def behind(last: ProjectNumber, limit: int) -> Script[list[tuple[ProjectNumber, Position]]]:
    """Return projects with a CRM whose journals go on after what was looked through for leads, and where to go on: the next ones after the
    `last`."""
    sql = (
        "SELECT p.number, c.position FROM crms c JOIN projects p ON p.number = c.project"
        " WHERE p.position > c.position AND p.number > $1 ORDER BY p.number LIMIT $2"
    )
    rows = yield Query(sql, (last, limit))
    return [(ProjectNumber(number), Position(position)) for number, position in rows]


def moved(project: ProjectNumber, upto: Position) -> Script[None]:
    """Write down how far the journal was looked through."""
    yield Change(CRMS, ("position",), [(project, upto)])


def log(call: Call) -> Script[None]:
    """Write down a question to a CRM."""
    yield Save(CRM_CALLS, [tuple(getattr(call, name) for name in ("id", "project", "conversation", *_REST))])


_REST = tuple(CRM_CALLS.columns)[3:]


def calls(
    project: ProjectNumber, after: Place | None, limit: int, conversation: ConversationId | None
) -> Script[list[Call]]:
    """Return a page of what was asked of a project's CRM, newest first; of one conversation's lead, or of all."""
    args: list[int | bytes] = [project]
    sql = f"SELECT {_CALLS} FROM crm_calls WHERE project = $1"
    if conversation is not None:
        args.append(conversation)
        sql += f" AND conversation_id = ${len(args)}"
    if after is not None:
        args.append(after[1])
        sql += f" AND id < ${len(args)}"
    args.append(limit)
    found = yield from fetch(f"{sql} ORDER BY id DESC LIMIT ${len(args)}", tuple(args), Call)
    return found


def forget_calls(before: Instant) -> Script[None]:
    """Forget what was asked earlier, some of it at a time."""
    rows = yield Query(f"SELECT project, id FROM crm_calls WHERE at < $1 ORDER BY at LIMIT {FORGET_AT_ONCE}", (before,))
    for project, id in rows:
        yield Query("DELETE FROM crm_calls WHERE project = $1 AND id = $2", (project, id))


def learned(project: ProjectNumber, known: str, at: Instant) -> Script[None]:
    """Store what a CRM told of itself."""
    yield Change(CRMS, ("known", "known_at"), [(project, known, at)])
