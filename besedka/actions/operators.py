"""Operators: made, changed, disabled and enabled by the people of the cabinet; their own password and stance by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

from besedka.actions import access, audit, browsers
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.domain.audit import Change, Did, Kind, differences
from besedka.domain.cabinet import Staff, must_manage, must_own
from besedka.domain.errors import Conflict, NotFound
from besedka.domain.ids import Instant, OperatorId, OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Operator, Owner, Role, Stance, check_password, clean_email, clean_title, fold_email
from besedka.domain.presence import gather
from besedka.domain.project import clean_name
from besedka.ports.database import Script
from besedka.store import conversations, people, projects, sessions
from besedka.store.schema import OPERATORS
from besedka.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed about an operator who is to be made."""

    id: OperatorId
    name: str
    email: str
    password: str
    title: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be changed about an operator; None leaves it as it is. An empty title removes it."""

    name: str | None = None
    email: str | None = None
    password: str | None = None
    title: str | None = None
    role: Role | None = None


Seen: TypeAlias = Mapping[str, str]
"""What stood in `name`, `email` and `title` when the change was begun."""


def staff(me: OwnerId, number: ProjectNumber, now: Instant, since: Instant) -> Script[Staff]:
    """Return the project's operators as the cabinet shows them. NotFound when the project is not within reach."""
    reach = yield from access.cabinet(me, number)
    operators = yield from people.operators(number)
    windows = yield from projects.present(number, since)
    counts = yield from sessions.count_by_operator(number, now)
    busy = yield from conversations.open_by_operator(number)
    return Staff(reach.standing, reach.owner, operators, gather(windows), counts, busy)


async def add(deps: Deps, passwords: Passwords, me: OwnerId, number: ProjectNumber, draft: Draft) -> Operator:
    """Make an operator; the same id again answers the same. Forbidden `admins_by_owner`; else as `make`."""
    reach = await deps.database.read(access.cabinet(me, number))
    must_manage(reach.standing, reach.owner, draft.role)
    return await make(deps, passwords, number, draft, me)


async def make(
    deps: Deps, passwords: Passwords, number: ProjectNumber, draft: Draft, me: OwnerId | None = None
) -> Operator:
    """Make an operator; `me` None is who runs the installation. BadInput by field; Conflict `email_taken`; NotFound `project_unknown`."""
    name, email, title = clean_name(draft.name), clean_email(draft.email), clean_title(draft.title)
    hashed, now = await passwords.hash(check_password(draft.password)), deps.clock.now()
    operator = Operator(draft.id, number, name, email, title, draft.role, False)

    def script() -> Script[Operator]:
        if me is not None:
            reach = yield from access.cabinet(me, number)
            must_manage(reach.standing, reach.owner, draft.role)
        if (yield from projects.project_by_number(number)) is None:
            raise NotFound("project_unknown")
        known = yield from people.operator_by_id(operator.id)
        if known is not None:
            return _again(known, operator)
        yield from _must_be_free(operator)
        yield from people.add_operator(operator, fold_email(email), hashed, now)
        who = audit.HOUSE if me is None else audit.of_cabinet(me)
        yield from audit.note(deps, who, number, _added(operator))
        return operator

    return await deps.committer.run(script)


async def connect(deps: Deps, me: Owner, number: ProjectNumber) -> Operator:
    """Turn the chat on: the first time, the owner becomes an operator-administrator with their own name, e-mail and password (PRODUCT.md
    3.1). Whoever is one already stays as they are. Forbidden `only_owner`; NotFound."""
    fresh = Operator(fresh_id(deps.clock.now()), number, me.name, me.email, None, "admin", False)
    now = deps.clock.now()

    def script() -> Script[Operator]:
        reach = yield from access.cabinet(me.id, number)
        must_own(reach.standing, reach.owner)
        yield from projects.project_to_change(number)
        known = yield from people.operator_by_email(number, fold_email(me.email))
        if known is not None:
            return known[0]
        account = yield from people.owner_by_email(fold_email(me.email))
        assert account is not None
        yield from people.add_operator(fresh, fold_email(me.email), account[1], now)
        yield from audit.note(deps, audit.of_cabinet(me.id), number, _added(fresh))
        return fresh

    return await deps.committer.run(script)


async def change(
    deps: Deps,
    passwords: Passwords,
    me: OwnerId,
    number: ProjectNumber,
    id: OperatorId,
    edit: Edit,
    seen: Seen = MappingProxyType({}),
) -> tuple[Operator, bool]:
    """Change an operator, and tell whether their sessions have ended: a new password or role ends them all (SECURITY.md, line 14).

    BadInput by field; Conflict `email_taken`, `operator_changed` where a field to be changed is not as it was `seen`;
    Forbidden `admins_by_owner`; NotFound.
    """
    edit = _cleaned(edit)
    await deps.database.read(managed(me, number, id, edit.role))
    hashed = None if edit.password is None else await passwords.hash(edit.password)

    def script() -> Script[tuple[Operator, bool]]:
        before = yield from managed(me, number, id, edit.role, lock=True)
        after = _edited(before, edit)
        _must_be_as_seen(before, after, seen)
        if fold_email(after.email) != fold_email(before.email):
            yield from _must_be_free(after)
        yield from people.change_operator(after, fold_email(after.email))
        if hashed is not None:
            yield from people.set_password(OPERATORS, id, hashed)
        ends = hashed is not None or after.role != before.role
        if ends:
            yield from sessions.end_all_of("operator", id)
        changes = (*differences(_told(before), _told(after)), *([Change("password")] if hashed is not None else []))
        if changes:
            did = Did(_change_of(before.role, after.role), after.name, id, changes)
            yield from audit.note(deps, audit.of_cabinet(me), number, did)
        return after, ends

    return await deps.committer.run(script)


async def disable(deps: Deps, me: OwnerId, number: ProjectNumber, id: OperatorId) -> Operator:
    """Keep an operator out from now on: all sessions end. Whoever is disabled already stays so."""
    now = deps.clock.now()

    def script() -> Script[Operator]:
        operator = yield from managed(me, number, id, lock=True)
        if not operator.disabled:
            yield from people.set_disabled(id, now)
            yield from audit.note(deps, audit.of_cabinet(me), number, Did("operator_disabled", operator.name, id))
        yield from sessions.end_all_of("operator", id)
        return replace(operator, disabled=True)

    return await deps.committer.run(script)


async def enable(deps: Deps, me: OwnerId, number: ProjectNumber, id: OperatorId) -> Operator:
    """Let a disabled operator in again, with the old password."""

    def script() -> Script[Operator]:
        operator = yield from managed(me, number, id, lock=True)
        if operator.disabled:
            yield from people.set_disabled(id, None)
            yield from audit.note(deps, audit.of_cabinet(me), number, Did("operator_enabled", operator.name, id))
        return replace(operator, disabled=False)

    return await deps.committer.run(script)


async def end_sessions(deps: Deps, me: OwnerId, number: ProjectNumber, id: OperatorId) -> Operator:
    """End every session of an operator."""

    def script() -> Script[Operator]:
        operator = yield from managed(me, number, id, lock=True)
        ended = yield from browsers.ended("operator", id, deps.clock.now())
        yield from _note_ended(deps, me, operator, ended)
        return operator

    return await deps.committer.run(script)


def open_sessions(me: OwnerId, number: ProjectNumber, id: OperatorId, now: Instant) -> Script[list[Session]]:
    """Return where an operator is signed in, last seen first. NotFound; Forbidden `admins_by_owner`."""
    yield from managed(me, number, id)
    found = yield from sessions.of_person("operator", id, now)
    return found


async def end_session(deps: Deps, me: OwnerId, number: ProjectNumber, id: OperatorId, session: str) -> list[bytes]:
    """End one session of an operator; return what its connections are known by. NotFound; Forbidden `admins_by_owner`."""
    now = deps.clock.now()

    def script() -> Script[list[bytes]]:
        operator = yield from managed(me, number, id, lock=True)
        ended = yield from browsers.ended("operator", id, now, only=session)
        yield from _note_ended(deps, me, operator, ended)
        return ended

    return await deps.committer.run(script)


async def set_stance(deps: Deps, me: Operator, stance: Stance | None) -> Operator:
    """Say of oneself that one is away or offline; None: there, as long as somebody is active in a window."""
    await deps.committer.run(lambda: people.set_stance(me.id, stance))
    return replace(me, stance=stance)


def managed(
    me: OwnerId, number: ProjectNumber, id: OperatorId, *roles: Role | None, lock: bool = False
) -> Script[Operator]:
    """Return an operator whom `me` may change, also into somebody with these roles. NotFound; Forbidden `admins_by_owner`."""
    reach = yield from access.cabinet(me, number)
    found = yield from people.operator_of(number, id, lock=lock)
    if found is None:
        raise NotFound("not_found")
    must_manage(reach.standing, reach.owner, found.role, *(role for role in roles if role is not None))
    return found


def _note_ended(deps: Deps, me: OwnerId, operator: Operator, ended: list[bytes]) -> Script[None]:
    if ended:
        did = Did("sessions_ended", operator.name, operator.id, browsers.count(ended))
        yield from audit.note(deps, audit.of_cabinet(me), operator.project, did)


def _added(operator: Operator) -> Did:
    return Did(
        "operator_added", operator.name, operator.id, differences({}, {"email": operator.email, "role": operator.role})
    )


def _told(operator: Operator) -> dict[str, str]:
    return {"name": operator.name, "email": operator.email, "title": operator.title or "", "role": operator.role}


def _must_be_as_seen(before: Operator, after: Operator, seen: Seen) -> None:
    """Somebody else's change is not written over unseen; the same wish twice is no conflict."""
    now, wanted = _told(before), _told(after)
    for field, known in seen.items():
        if wanted[field] != now[field] != known:
            raise Conflict("operator_changed", {"field": field, "now": now[field]})


def _change_of(before: Role, after: Role) -> Kind:
    if before == after:
        return "operator_changed"
    return "operator_promoted" if after == "admin" else "operator_demoted"


def _must_be_free(operator: Operator) -> Script[None]:
    known = yield from people.operator_by_email(operator.project, fold_email(operator.email))
    if known is not None and known[0].id != operator.id:
        raise Conflict("email_taken", {"email": operator.email})


def _again(known: Operator, wanted: Operator) -> Operator:
    """Answer a request that came twice. Conflict `id_taken` when the id is somebody else's."""
    if (known.project, fold_email(known.email)) != (wanted.project, fold_email(wanted.email)):
        raise Conflict("id_taken")
    return known


def _cleaned(edit: Edit) -> Edit:
    return Edit(
        None if edit.name is None else clean_name(edit.name),
        None if edit.email is None else clean_email(edit.email),
        None if edit.password is None else check_password(edit.password),
        None if edit.title is None else clean_title(edit.title) or "",
        edit.role,
    )


def _edited(was: Operator, edit: Edit) -> Operator:
    return replace(
        was,
        name=was.name if edit.name is None else edit.name,
        email=was.email if edit.email is None else edit.email,
        title=was.title if edit.title is None else edit.title or None,
        role=edit.role or was.role,
    )


def fresh_id(now: Instant) -> OperatorId:
    """Return an id for an operator whom no client has named yet."""
    return OperatorId(new_id(now))
