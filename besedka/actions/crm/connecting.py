"""Connecting a CRM: what was typed is tried before it is kept, and what the project does with leads is chosen (PRODUCT.md 5)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from besedka.actions import access, audit
from besedka.actions.crm import accounts, hooks
from besedka.actions.crm.calls import LoggedHttp, secrets_of
from besedka.actions.crm.material import written
from besedka.actions.crm.vault import Typed
from besedka.actions.deps import Deps
from besedka.actions.sealing import readable, seal
from besedka.domain import crm_known, crm_rules, extra_fields
from besedka.domain.audit import Did
from besedka.domain.crm_rules import Rules
from besedka.domain.errors import BadInput, Conflict, NotFound
from besedka.domain.extra_fields import ExtraField
from besedka.domain.ids import Instant, OwnerId, ProjectNumber
from besedka.domain.message import clean_line
from besedka.ports.crm import Ask, Checked, Connector, CrmFailed, Values
from besedka.ports.database import Script
from besedka.store import conversations, crms, leads
from besedka.store.crms import BUILTIN, Connected, Connection

MAX_VALUE = 2_000
WAYS = ("first", "other")


@dataclass(frozen=True, slots=True)
class Tried:
    """What a test of a connection found: well, or what a person has to mend. `code` is why nothing could be found out at all."""

    checked: Checked | None
    code: str = ""
    detail: str = ""

    @property
    def well(self) -> bool:
        """Nothing is missing."""
        return self.checked is not None and not self.checked.missing


def connection(person: OwnerId, number: ProjectNumber) -> Script[Connection]:
    """Return a project's CRM as somebody of the cabinet sees it. NotFound as `access.cabinet`."""
    yield from access.cabinet(person, number)
    found = yield from crms.of_project(number)
    return found or crms.unconnected(number)


async def connect(deps: Deps, me: OwnerId, number: ProjectNumber, name: str, typed: Mapping[str, str]) -> Tried:
    """Connect a CRM if it is well; otherwise tell what is missing, and change nothing. An empty secret stays as it was.

    BadInput by field: `crm_empty`, `crm_long`, `crm_no_address`, `crm_choice`; NotFound for a kind that this version lacks.
    """
    known = await deps.database.read(connection(me, number))
    connector = deps.crms.connectors.get(name)
    if connector is None:
        raise NotFound("not_found")
    values = _cleaned(connector, typed, _values(deps, known) if known.connector == name else {})
    vault = Typed(values)
    http = LoggedHttp(deps.crms.http, deps, number, lambda: secrets_of(connector, vault.known))
    crm = connector.open(vault, http)
    tried = await _tried(crm.check)
    if not tried.well or tried.checked is None:
        return tried
    try:
        told = await accounts.asked(crm, connector.powers)
    except CrmFailed as failed:
        return Tried(None, failed.code, failed.detail)
    now, account = deps.clock.now(), clean_line(tried.checked.account, 200)

    def script() -> Script[None]:
        project = yield from access.cabinet_to_change(me, number)
        before = (yield from crms.to_change(number)) or crms.unconnected(number)
        position = before.position or (yield from conversations.position(number))
        fresh = replace(
            before, connector=name, sealed=seal(deps.secret, number, vault.known), known=crm_known.write(told), known_at=now,
            account=account, fault="", connected_at=now, checked_at=now, position=position, held_until=Instant(0),
        )  # fmt: skip
        yield from crms.keep(fresh if before.connector == name else _elsewhere(fresh))
        yield from leads.wake(number, now)
        yield from audit.note(
            deps, audit.of_cabinet(me), number, Did("crm_connected", connector.called(written(project)))
        )

    await deps.committer.run(script)
    await hooks.listen(deps, number, connector, on=True)
    return tried


def _elsewhere(row: Connection) -> Connection:
    """Return what was chosen as far as it holds in another CRM."""
    return replace(row, rules=crm_rules.write(crm_rules.elsewhere(crm_rules.read(row.rules))), extra="")


async def _tried(check: Callable[[], Awaitable[Checked]]) -> Tried:
    try:
        return Tried(await check())
    except CrmFailed as failed:
        return Tried(None, failed.code, failed.detail)


async def check(deps: Deps, me: OwnerId, number: ProjectNumber) -> Tried:
    """Try the project's CRM again, and write down whether it works."""
    await deps.database.read(connection(me, number))
    try:
        of = await accounts.account(deps, number)
    except CrmFailed as failed:
        return Tried(None, failed.code, failed.detail)
    tried = await _tried(of.crm.check)
    code = tried.code or next((one.code for one in (tried.checked.missing if tried.checked else ())), "")
    await deps.committer.run(lambda: crms.checked(Connected(number, of.name, of.since), code, deps.clock.now()))
    return tried


async def disconnect(deps: Deps, me: OwnerId, number: ProjectNumber) -> None:
    """Forget the project's CRM with its keys: leads go to the built-in one from now on."""
    known = await deps.database.read(connection(me, number))
    if (connected := deps.crms.connectors.get(known.connector)) is not None:
        await hooks.listen(deps, number, connected, on=False)

    def script() -> Script[None]:
        project = yield from access.cabinet_to_change(me, number)
        before = yield from crms.to_change(number)
        if before is None or before.connector == BUILTIN:
            return
        yield from crms.forget(number)
        yield from crms.keep(
            replace(crms.unconnected(number), rules=_elsewhere(before).rules, position=before.position)
        )
        yield from leads.wake(number, deps.clock.now())
        connector = deps.crms.connectors.get(before.connector)
        title = before.connector if connector is None else connector.called(written(project))
        yield from audit.note(deps, audit.of_cabinet(me), number, Did("crm_disconnected", title))

    await deps.committer.run(script)


async def refresh(deps: Deps, me: OwnerId, number: ProjectNumber) -> Tried:
    """Ask the CRM again for its managers, fields and stages, and whether all is well: what was wrong before may be mended."""
    await deps.database.read(connection(me, number))
    try:
        await accounts.refreshed(deps, await accounts.account(deps, number))
    except CrmFailed as failed:
        return Tried(None, failed.code, failed.detail)
    return await check(deps, me, number)


async def choose(
    deps: Deps, me: OwnerId, number: ProjectNumber, version: str, rules: Rules, extra: Sequence[ExtraField]
) -> None:
    """Choose what the project does with leads and which additional fields they fill, seen as `version` before.

    Conflict `settings_changed`; BadInput by field: `crm_stage_gone`, `crm_manager_gone`, and what `extra_fields.checked` refuses.
    """

    def script() -> Script[None]:
        yield from access.cabinet_to_change(me, number)
        before = (yield from crms.to_change(number)) or crms.unconnected(number)
        known = crm_known.read(before.known)
        crm_rules.check(rules, known, crm_rules.read(before.rules))
        fields = extra_fields.checked(extra, known.fields)
        after = replace(before, rules=crm_rules.write(rules), extra=crm_known.write_extra(fields))
        if crms.version(after) == crms.version(before):
            return
        if crms.version(before) != version:
            raise Conflict("settings_changed")
        if not crm_rules.any_of(crm_rules.read(before.rules)):
            after = replace(after, position=(yield from conversations.position(number)))
        yield from crms.keep(after)
        yield from audit.note(deps, audit.of_cabinet(me), number, Did("settings_changed", "crm"))

    await deps.committer.run(script)


def _values(deps: Deps, known: Connection) -> Values:
    return readable(deps.secret, known.project, known.sealed)


def _cleaned(connector: Connector, typed: Mapping[str, str], before: Values) -> dict[str, str]:
    values = {ask.name: _clean(ask, typed.get(ask.name, ""), before.get(ask.name, "")) for ask in connector.asks}
    _must_have_a_way(connector, values)
    return values


def _must_have_a_way(connector: Connector, values: Values) -> None:
    """Raise BadInput `crm_empty` unless all of one way in is there: beside what lacks of the one that was begun, else of the first."""
    lacking = {way: [ask.name for ask in connector.asks if ask.way == way and not values[ask.name]] for way in WAYS}
    begun = [way for way in WAYS if any(ask.way == way and values[ask.name] for ask in connector.asks)]
    if any(ask.way for ask in connector.asks) and not any(not lacking[way] for way in begun):
        raise BadInput("crm_empty", {"field": lacking[begun[-1] if begun else WAYS[0]][0]})


def _clean(ask: Ask, typed: str, before: str) -> str:
    where = {"field": ask.name}
    if len(typed) > MAX_VALUE:
        raise BadInput("crm_long", {**where, "limit": MAX_VALUE})
    text = clean_line(typed, MAX_VALUE)
    if not text:
        if ask.kind == "secret" and before:
            return before
        if not ask.optional:
            raise BadInput("crm_empty", where)
        return ""
    if ask.kind == "choice" and text not in [value for value, _ in ask.options]:
        raise BadInput("crm_choice", where)
    return _address(text, where) if ask.kind == "address" else text


def _address(text: str, where: Mapping[str, str]) -> str:
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise BadInput("crm_no_address", where) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None or port == 0:
        raise BadInput("crm_no_address", where)
    return text.rstrip("/")
