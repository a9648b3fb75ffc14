"""The follower that makes leads by the projects' rules: reads the journal after commits, never on the way of a message (PRODUCT.md 5)."""

from functools import partial

import structlog

from besedka.actions.crm import leads as actions
from besedka.actions.crm.leads import MakeLead
from besedka.actions.deps import Deps
from besedka.domain import crm_rules
from besedka.domain.events import Event
from besedka.domain.ids import Position, ProjectNumber
from besedka.domain.lead import Lead
from besedka.ports.database import Script
from besedka.store import crms, journal, leads
from besedka.store.commits import Make

log = structlog.get_logger()
AT_ONCE = 200
PROJECTS = 20


async def catch_up(deps: Deps) -> None:
    """Make the leads that what happened since the last time calls for. Two nodes may do so at once: a conversation has one lead. Every
    project has its turn, however busy or broken another one is."""
    last = ProjectNumber(0)
    while found := await deps.database.read(crms.behind(last, PROJECTS)):
        for project, after in found:
            try:
                await _follow(deps, project, after)
            except Exception:
                log.exception("lead_rules_held_up", project=project)
        last = found[-1][0]


async def _follow(deps: Deps, project: ProjectNumber, after: Position) -> None:
    wanted, upto = await deps.database.read(_wanted(deps, project, after))
    for make in wanted:
        await deps.committer.ask(make)
    await deps.committer.run(lambda: crms.moved(project, upto))


def _wanted(deps: Deps, project: ProjectNumber, after: Position) -> Script[tuple[list[Make[Lead | None]], Position]]:
    row = yield from crms.of_project(project)
    events = yield from journal.after(project, after, AT_ONCE)
    upto = events[-1].position if events else after
    if row is None:
        return [], upto
    rules, made = crm_rules.read(row.rules), dict[bytes, Make[Lead | None]]()
    for event in events:
        make = yield from _called_for(deps, rules, event)
        if make is not None:
            made[event.conversation.id] = make
    return list(made.values()), upto


def _called_for(deps: Deps, rules: crm_rules.Rules, e: Event) -> Script[Make[Lead | None] | None]:
    if not crm_rules.any_of(rules) or e.kind not in crm_rules.KINDS:
        return None
    c = e.conversation
    known = yield from leads.by_conversation(c.project, c.id)
    wanted = yield from actions.prefilled(c)
    reachable = bool(wanted.phone or wanted.email)
    cause = crm_rules.cause(rules, e.kind, c, reachable=reachable, known=known is not None)
    if cause is None or (known is not None and known.said >= c.last_seq):
        return None
    return partial(MakeLead, c.project, c.id, wanted, cause, deps.clock.now())
