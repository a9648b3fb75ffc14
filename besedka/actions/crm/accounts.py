"""A project's CRM, opened: with its values, its rules and what it last told of itself."""

import asyncio
import hashlib
from dataclasses import dataclass, replace

from besedka.actions.crm import builtin
from besedka.actions.crm.builtin import BuiltinCrm
from besedka.actions.crm.calls import LoggedHttp, masked, secrets_of
from besedka.actions.crm.vault import StoredVault
from besedka.actions.crms import Opened
from besedka.actions.deps import Deps
from besedka.actions.sealing import readable
from besedka.domain import crm_known, crm_rules
from besedka.domain.crm_known import Known
from besedka.domain.crm_rules import Rules
from besedka.domain.extra_fields import ExtraField
from besedka.domain.ids import Instant, ProjectNumber
from besedka.ports.crm import Connector, Crm, CrmFailed, Powers
from besedka.ports.database import Script
from besedka.store import crms
from besedka.store.crms import BUILTIN, Connection

STALE = 3_600_000
"""Milliseconds after which what a CRM told of its managers, fields and stages is asked again, when it is needed."""

WITHIN = 120.0
"""Seconds for all that a CRM tells of itself: less than a lead is one node's to send."""


@dataclass(frozen=True, slots=True)
class Account:
    """A project's CRM. `known` as it was told at `known_at`, 0: never. `place` names the account: in another one of the same kind the same
    ids are other things. `since`: when it was connected."""

    project: ProjectNumber
    name: str
    place: str
    since: Instant
    crm: Crm
    powers: Powers
    rules: Rules
    extra: tuple[ExtraField, ...]
    known: Known
    known_at: Instant
    comment_limit: int
    sum_field: str = ""


async def account(deps: Deps, project: ProjectNumber) -> Account:
    """Return a project's CRM: the one that it has connected, or the built-in one. CrmFailed `crm_unknown` when this version lacks it."""
    row = await deps.database.read(crms.of_project(project)) or crms.unconnected(project)
    if row.connector == BUILTIN:
        deps.crms.opened.pop(project, None)
        return _account(row, BUILTIN, BuiltinCrm(deps, project), builtin.POWERS, builtin.COMMENT_LIMIT)
    connector = deps.crms.connectors.get(row.connector)
    if connector is None:
        raise CrmFailed("crm_unknown", row.connector, permanent=True)
    place, crm = _place(deps, row, connector), _opened(deps, row, connector)
    return replace(_account(row, place, crm, connector.powers, connector.comment_limit), sum_field=connector.sum_field)


@dataclass(frozen=True, slots=True)
class Described:
    """What a project's CRM is, without a word to it."""

    name: str
    title: str
    powers: Powers
    rules: Rules
    extra: tuple[ExtraField, ...]
    known: Known


async def described(deps: Deps, project: ProjectNumber, language: str) -> Described:
    """Return what a project's CRM is; in a language; one that this version lacks can do nothing. Our own tells of itself as it is now."""
    row = await deps.database.read(crms.of_project(project)) or crms.unconnected(project)
    connector = deps.crms.connectors.get(row.connector)
    powers = builtin.POWERS if row.connector == BUILTIN else connector.powers if connector else _NOTHING
    rules, extra, known = crm_rules.read(row.rules), crm_known.read_extra(row.extra), crm_known.read(row.known)
    if row.connector == BUILTIN:
        known = await asked(BuiltinCrm(deps, project), powers)
    return Described(row.connector, connector.called(language) if connector else "", powers, rules, extra, known)


_NOTHING = Powers(managers=False, fields=False, pipelines=False, contacts=False, comments=False)


def _place(deps: Deps, row: Connection, connector: Connector) -> str:
    """Return what tells an account from others of its kind: where it is and what is kept there, never by which key it is opened."""
    values = readable(deps.secret, row.project, row.sealed)
    where = [values.get(ask.name, "") for ask in connector.asks if ask.kind == "address"]
    what = [values.get(ask.name, "") for ask in connector.asks if ask.kind == "choice"]
    told = "\n".join([*(where if any(where) else [row.account]), *what])
    return f"{row.connector} {hashlib.sha256(told.casefold().encode()).hexdigest()[:16]}"


def _account(row: Connection, place: str, crm: Crm, powers: Powers, limit: int) -> Account:
    rules, extra, known = crm_rules.read(row.rules), crm_known.read_extra(row.extra), crm_known.read(row.known)
    return Account(
        row.project, row.connector, place, row.connected_at, crm, powers, rules, extra, known, row.known_at, limit
    )


def _opened(deps: Deps, row: Connection, connector: Connector) -> Crm:
    known = deps.crms.opened.get(row.project)
    if known is None or (known.connector, known.since) != (row.connector, row.connected_at):
        vault = StoredVault(deps, row.project, row.connected_at)
        http = LoggedHttp(deps.crms.http, deps, row.project, lambda: secrets_of(connector, vault.known))
        known = Opened(row.connector, row.connected_at, connector.open(vault, http))
        deps.crms.opened[row.project] = known
    return known.crm


async def hidden(deps: Deps, project: ProjectNumber, said: str) -> str:
    """Return what a CRM said of a failure without its keys: some repeat the key that they refuse, and operators read it."""
    row = await deps.database.read(crms.of_project(project))
    connector = deps.crms.connectors.get(row.connector) if row else None
    if row is None or connector is None or not said:
        return said
    return masked(said, secrets_of(connector, readable(deps.secret, project, row.sealed)))


async def refreshed(deps: Deps, of: Account) -> Account:
    """Return the account with what the CRM tells of itself now, and keep it."""
    known = await asked(of.crm, of.powers)
    now = deps.clock.now()

    def script() -> Script[Connection | None]:
        row = yield from crms.to_change(of.project)
        if row is not None and (row.connector, row.connected_at) == (of.name, of.since):
            yield from crms.learned(of.project, crm_known.write(known), now)
        return row

    await deps.committer.run(script)
    return replace(of, known=known, known_at=now)


async def asked(crm: Crm, powers: Powers) -> Known:
    """Return what a CRM tells of itself. CrmFailed; `crm_slow` for one whose pages have no end."""
    try:
        async with asyncio.timeout(WITHIN):
            managers = tuple(await crm.managers()) if powers.managers else ()
            fields = tuple(await crm.fields()) if powers.fields else ()
            return Known(managers, fields, tuple(await crm.pipelines()) if powers.pipelines else ())
    except TimeoutError:
        raise CrmFailed("crm_slow") from None
