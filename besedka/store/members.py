"""Who reaches a project in the cabinet: its owner, and the members whom the owner let in."""

from besedka.domain.cabinet import Member, Standing
from besedka.domain.ids import Instant, OwnerId, ProjectNumber
from besedka.domain.operator import Owner
from besedka.ports.database import Change, Query, Save, Script
from besedka.store.rows import fetch
from besedka.store.schema import MEMBERS


def standing(project: ProjectNumber, person: OwnerId) -> Script[Standing | None]:
    """Return as what a person reaches a project; None for who does not."""
    sql = (
        "SELECT 'owner' FROM projects WHERE number = $1 AND owner_id = $2 "
        "UNION ALL SELECT 'member' FROM members WHERE project = $1 AND person_id = $2"
    )
    rows = yield Query(sql, (project, person))
    if not rows:
        return None
    return "owner" if rows[0][0] == "owner" else "member"


def of_project(project: ProjectNumber) -> Script[list[Member]]:
    """Return the owner, then the members, oldest first."""
    owner = yield from fetch(
        "SELECT o.id, o.name, o.email, 'owner', 1 FROM projects p JOIN owners o ON o.id = p.owner_id WHERE p.number = $1",
        (project,),
        _member,
    )
    others = yield from fetch(
        "SELECT o.id, o.name, o.email, 'member', m.audits FROM members m JOIN owners o ON o.id = m.person_id "
        "WHERE m.project = $1 ORDER BY m.added_at, o.id",
        (project,),
        _member,
    )
    return owner + others


def projects_within_reach(person: OwnerId) -> Script[int]:
    """Return how many projects a person reaches in the cabinet, as owner or member."""
    sql = "SELECT (SELECT count(*) FROM projects WHERE owner_id = $1) + (SELECT count(*) FROM members WHERE person_id = $1)"
    rows = yield Query(sql, (person,))
    return int(rows[0][0])


def add(project: ProjectNumber, person: OwnerId, now: Instant) -> Script[None]:
    """Let a person into the cabinet of a project."""
    yield Save(MEMBERS, [(project, person, now, 0)])


def remove(project: ProjectNumber, person: OwnerId) -> Script[None]:
    """Let a person out again."""
    yield Query("DELETE FROM members WHERE project = $1 AND person_id = $2", (project, person))


def audits(project: ProjectNumber, person: OwnerId) -> Script[bool]:
    """Tell whether a member may read the audit log."""
    rows = yield Query("SELECT audits FROM members WHERE project = $1 AND person_id = $2", (project, person))
    return bool(rows and rows[0][0])


def let_audit(project: ProjectNumber, person: OwnerId, *, may: bool) -> Script[None]:
    """Let a member read the audit log, or not any more."""
    yield Change(MEMBERS, ("audits",), [(project, person, int(may))])


def _member(id: OwnerId, name: str, email: str, standing: Standing, audits: int) -> Member:
    return Member(Owner(id, name, email), standing, bool(audits))
