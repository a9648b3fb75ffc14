"""The audit log: written in the transaction of the act itself, read by the owner and by members whom the owner lets (SECURITY.md)."""

from dataclasses import dataclass

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain.audit import EVERYTHING, LONGEST, Did, Entry, Side, Wanted, written
from besedka.domain.cabinet import must_audit
from besedka.domain.ids import Instant, OwnerId, ProjectNumber, new_id
from besedka.domain.message import clean_line
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import audit as store
from besedka.store import members
from besedka.store.lists import Place
from besedka.store.sessions import Session

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and as what."""

    side: Side
    person: bytes | None = None


HOUSE = Actor("house")
"""Who runs the installation."""
NOBODY = Actor("nobody")
"""Somebody who was not let in."""


def of_cabinet(me: OwnerId) -> Actor:
    """Return a person of the cabinet as who acts."""
    return Actor("cabinet", me)


def of_operator(me: Operator) -> Actor:
    """Return an operator as who acts."""
    return Actor("operator", me.id)


def of_own(session: Session) -> Actor:
    """Return whose session it is as who acts."""
    return Actor("operator" if session.kind == "operator" else "cabinet", session.person)


def note(deps: Deps, who: Actor, number: ProjectNumber, did: Did, at: Instant | None = None) -> Script[None]:
    """Write down, in the act's own transaction, that it was done; `at` is when, if that was not now."""
    yield from store.add(_entry(deps, who, number, did, at or deps.clock.now()))


def note_of_account(
    deps: Deps, who: Actor, kind: str, person: bytes, number: ProjectNumber | None, did: Did, at: Instant | None = None
) -> Script[None]:
    """Write down what became of somebody's account: an operator's in their project, one of the cabinet in every project within reach."""
    reached = [number] if kind == "operator" and number is not None else (yield from store.within_reach(person))
    for one in reached:
        yield from note(deps, who, one, did, at)


def note_of_own(deps: Deps, session: Session, did: Did) -> Script[None]:
    """Write down what the person of a session did with their own account."""
    yield from note_of_account(deps, of_own(session), session.kind, session.person, session.project, did)


async def noted(deps: Deps, who: Actor, number: ProjectNumber, did: Did) -> None:
    """Write down that something was read: what is told to nobody before this is on disk."""
    await deps.committer.run(lambda: note(deps, who, number, did))


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log."""

    entries: list[Entry]
    more: bool


def page(
    me: OwnerId, number: ProjectNumber, after: Place | None, limit: int, wanted: Wanted = EVERYTHING
) -> Script[Log]:
    """Return a page of the log, newest first. NotFound beyond the person's projects; Forbidden `audit_by_owner`."""
    reach = yield from access.cabinet(me, number)
    must_audit(reach.standing, reach.owner, lets=(yield from members.audits(number, me)))
    found = yield from store.page(number, after, limit + 1, wanted)
    return Log(found[:limit], len(found) > limit)


async def forget(deps: Deps) -> None:
    """Forget what is older than the installation keeps it; nothing when that is for ever."""
    if deps.audit_days:
        before = Instant(deps.clock.now() - deps.audit_days * DAY)
        while await deps.committer.run(lambda: store.forget(before)) == store.FORGET_AT_ONCE:
            pass


def _entry(deps: Deps, who: Actor, number: ProjectNumber, did: Did, now: Instant) -> Entry:
    about = clean_line(did.about, LONGEST)
    return Entry(
        new_id(now), number, now, did.kind, who.side, who.person, deps.asked_from, about, did.about_id, written(did.changes), ""
    )  # fmt: skip
