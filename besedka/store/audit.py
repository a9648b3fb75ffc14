"""The audit log: written, read, and forgotten when its time is over. Nothing else is ever done to it."""

from besedka.domain.audit import EVERYTHING, Entry, Wanted
from besedka.domain.ids import Instant, ProjectNumber
from besedka.ports.database import Query, Row, Save, Script, Value
from besedka.store.lists import Place
from besedka.store.rows import fetch
from besedka.store.schema import AUDIT

FORGET_AT_ONCE = 1_000
"""Lines that one round forgets: nobody's message waits long behind it."""
_A = ",".join(f"a.{name}" for name in AUDIT.columns)
_ALL = (
    f"SELECT {_A}, COALESCE(o.name, w.name, '') FROM audit a LEFT JOIN operators o ON o.id = a.person_id "
    "LEFT JOIN owners w ON w.id = a.person_id WHERE a.project = $1"
)


def add(entry: Entry) -> Script[None]:
    """Write a line."""
    yield Save(AUDIT, [_row(entry)])


def within_reach(person: bytes) -> Script[list[ProjectNumber]]:
    """Return the projects that a person reaches in the cabinet: what becomes of the account is told in each."""
    sql = "SELECT number FROM projects WHERE owner_id = $1 UNION SELECT project FROM members WHERE person_id = $1"
    found = yield from fetch(sql, (person,), ProjectNumber)
    return found


def page(project: ProjectNumber, after: Place | None, limit: int, wanted: Wanted = EVERYTHING) -> Script[list[Entry]]:
    """Return a page of the log, newest first."""
    args: list[Value] = [project]

    def given(value: Value) -> str:
        args.append(value)
        return f"${len(args)}"

    sql = _ALL
    if after is not None:
        at = given(after[0])
        sql += f" AND (a.at < {at} OR (a.at = {at} AND a.id < {given(after[1])}))"
    if wanted.person is not None:
        person = given(wanted.person)
        sql += f" AND (a.person_id = {person} OR a.about_id = {person})"
    if wanted.kind is not None:
        sql += f" AND a.kind = {given(wanted.kind)}"
    if wanted.since is not None:
        sql += f" AND a.at >= {given(wanted.since)}"
    if wanted.until is not None:
        sql += f" AND a.at < {given(wanted.until)}"
    found = yield from fetch(f"{sql} ORDER BY a.at DESC, a.id DESC LIMIT {given(limit)}", tuple(args), Entry)
    return found


def forget(before: Instant) -> Script[int]:
    """Forget lines that are older, some at a time; return how many."""
    rows = yield Query(f"SELECT project, id FROM audit WHERE at < $1 ORDER BY at LIMIT {FORGET_AT_ONCE}", (before,))
    for project, id in rows:
        yield Query("DELETE FROM audit WHERE project = $1 AND id = $2", (project, id))
    return len(rows)


def _row(entry: Entry) -> Row:
    return (
        entry.id, entry.project, entry.at, entry.kind, entry.side, entry.person, entry.address, entry.about, entry.about_id,
        entry.changes,
    )  # fmt: skip
