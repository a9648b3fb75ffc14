"""Members: whom the owner lets into the cabinet of a project (PRODUCT.md 1)."""

from dataclasses import dataclass, replace

from besedka.actions import access, audit, browsers
from besedka.actions.access import Reach
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.domain.audit import Change, Did
from besedka.domain.cabinet import Member, must_own
from besedka.domain.errors import Conflict, Forbidden, NotFound
from besedka.domain.ids import Instant, OwnerId, ProjectNumber
from besedka.domain.operator import Owner, check_password, clean_email, fold_email
from besedka.domain.project import clean_name
from besedka.ports.database import Script
from besedka.store import alerts, members, people, sessions, way_tickets
from besedka.store.schema import OWNERS
from besedka.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was let in. `known`: the person had an account already, and signs in with the password of that one."""

    member: Member
    known: bool


def everybody(me: OwnerId, number: ProjectNumber) -> Script[tuple[Reach, list[Member]]]:
    """Return the owner and the members of a project within reach."""
    reach = yield from access.cabinet(me, number)
    found = yield from members.of_project(number)
    return reach, found


async def add(
    deps: Deps, passwords: Passwords, me: OwnerId, number: ProjectNumber, id: OwnerId, name: str, email: str, password: str
) -> Invited:  # fmt: skip
    """Let a person in; one whose e-mail is known keeps name and password. Only the owner may. The same id again answers the same.

    BadInput by field; Conflict `member_taken` for who is in already; Forbidden `only_owner`.
    """
    await deps.database.read(_owned(me, number))
    person = Owner(id, clean_name(name), clean_email(email))
    hashed, now = await passwords.hash(check_password(password)), deps.clock.now()

    def script() -> Script[Invited]:
        yield from _owned(me, number)
        known = yield from people.owner_by_email(fold_email(person.email))
        if known is None and (yield from people.owner_by_id(person.id)) is not None:
            raise Conflict("id_taken")
        who = known[0] if known else person
        if (yield from members.standing(number, who.id)) is not None:
            if who.id == person.id:
                return Invited(Member(who, "member"), False)
            raise Conflict("member_taken", {"email": person.email})
        if known is None:
            yield from people.add_owner(person, fold_email(person.email), hashed, now, founder=False)
        yield from members.add(number, who.id, now)
        yield from audit.note(deps, audit.of_cabinet(me), number, Did("member_added", who.name, who.id))
        return Invited(Member(who, "member"), known is not None)

    return await deps.committer.run(script)


async def set_password(
    deps: Deps, passwords: Passwords, me: OwnerId, number: ProjectNumber, id: OwnerId, password: str
) -> Member:
    """Give a member a new password, and end their sessions. Forbidden `account_shared` for who reaches other projects too: the
    account is not this owner's alone. Forbidden `only_owner`; NotFound; BadInput."""
    await deps.database.read(_owned(me, number))
    hashed = await passwords.hash(check_password(password))

    def script() -> Script[Member]:
        held = yield from _held(me, number, id)
        yield from people.set_password(OWNERS, id, hashed)
        yield from sessions.end_all_of("owner", id)
        yield from audit.note(deps, audit.of_cabinet(me), number, Did("password_given", held.person.name, id))
        return held

    return await deps.committer.run(script)


def open_sessions(me: OwnerId, number: ProjectNumber, id: OwnerId, now: Instant) -> Script[list[Session]]:
    """Return where a member is signed in, last seen first; refusals as for a new password."""
    yield from _held(me, number, id)
    found = yield from sessions.of_person("owner", id, now)
    return found


async def end_sessions(deps: Deps, me: OwnerId, number: ProjectNumber, id: OwnerId, only: str | None = None) -> None:
    """End every session of a member, or one; refusals as for a new password, and NotFound for one that is not theirs."""
    now = deps.clock.now()

    def script() -> Script[None]:
        held = yield from _held(me, number, id)
        ended = yield from browsers.ended("owner", id, now, only=only)
        if ended:
            did = Did("sessions_ended", held.person.name, id, browsers.count(ended))
            yield from audit.note(deps, audit.of_cabinet(me), number, did)

    await deps.committer.run(script)


async def let_audit(deps: Deps, me: OwnerId, number: ProjectNumber, id: OwnerId, *, may: bool) -> Member:
    """Let a member read the audit log, or not any more. Forbidden `only_owner`; NotFound, also for the owner, who always may."""

    def script() -> Script[Member]:
        yield from _owned(me, number)
        known = next((m for m in (yield from members.of_project(number)) if m.person.id == id), None)
        if known is None or known.standing == "owner":
            raise NotFound("not_found")
        if known.audits != may:
            yield from members.let_audit(number, id, may=may)
            changes = (Change("audits", _yes(known.audits), _yes(may)),)
            yield from audit.note(
                deps, audit.of_cabinet(me), number, Did("member_rights", known.person.name, id, changes)
            )
        return replace(known, audits=may)

    return await deps.committer.run(script)


def _yes(may: bool) -> str:
    return "true" if may else "false"


async def remove(deps: Deps, me: OwnerId, number: ProjectNumber, id: OwnerId) -> None:
    """Let a member out: from this moment the project is not there for them, nor are their browsers told of it. Forbidden
    `owner_stays`: the owner cannot vanish."""

    def script() -> Script[None]:
        yield from _owned(me, number)
        standing = yield from members.standing(number, id)
        if standing is None:
            raise NotFound("not_found")
        if standing == "owner":
            raise Forbidden("owner_stays")
        person = yield from people.owner_by_id(id)
        yield from members.remove(number, id)
        yield from alerts.forget_browsers(number, id)
        yield from way_tickets.forget_of(id, number)
        did = Did("member_removed", "" if person is None else person.name, id)
        yield from audit.note(deps, audit.of_cabinet(me), number, did)

    await deps.committer.run(script)


def _held(me: OwnerId, number: ProjectNumber, id: OwnerId) -> Script[Member]:
    """Return a member whose account is this owner's to keep. Forbidden `only_owner`, `account_shared`; NotFound, also for the owner."""
    yield from _owned(me, number)
    standing = yield from members.standing(number, id)
    person = yield from people.owner_by_id(id)
    if standing != "member" or person is None:
        raise NotFound("not_found")
    if (yield from members.projects_within_reach(id)) > 1:
        raise Forbidden("account_shared")
    return Member(person, standing)


def _owned(me: OwnerId, number: ProjectNumber) -> Script[Reach]:
    """Return a project of one's own. Forbidden `only_owner` for a member, NotFound for anybody else."""
    reach = yield from access.cabinet(me, number)
    must_own(reach.standing, reach.owner)
    return reach
