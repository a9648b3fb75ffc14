"""Conversations that nobody has find their operator by the project's choice, and go on to another when nobody answers.

A round reads what waits and submits one unit for each project; the unit decides anew, on locked rows and on who is there at that moment.
So two nodes that run the same round at once give nothing to two people, and nobody more than the limit; a round that was lost in a crash
is the next one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from besedka.actions.deps import Deps
from besedka.domain import conversation as rules
from besedka.domain import routing
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.settings import Settings
from besedka.ports.database import Script
from besedka.store import roster
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs
from besedka.store.roster import Roster


@dataclass(slots=True)
class Route:
    """Give these conversations of a project to whom its routing chooses; `lasts` is who answered each client before."""

    project: ProjectNumber
    lasts: Mapping[ConversationId, OperatorId | None]
    at: Instant
    since: Instant
    done: Callable[[int | BaseException], None]

    def need(self, needs: Needs) -> None:
        """The project's counter, the conversations, and who is there."""
        needs.projects.add(self.project)
        needs.conversations.update(dict.fromkeys(self.lasts, self.project))
        needs.rosters[self.project] = self.since

    def apply(self, ledger: Ledger) -> int:
        """Answer how many were given to somebody; what somebody has taken or answered meanwhile stays."""
        people, given = ledger.rosters[self.project], 0
        for id in self.lasts:
            c = ledger.conversations.get(id)
            chosen = None if c is None else self._chosen(c, people, ledger)
            if c is not None and chosen is not None:
                rules.route(c, chosen, self.at)
                people.turns[chosen] = self.at
                ledger.also(roster.turn(chosen, self.project, self.at))
                ledger.announce(c, "conversation_assigned", self.at, "operator", None, ref=chosen)
                given += 1
        return given

    def _chosen(self, c: Conversation, people: Roster, ledger: Ledger) -> OperatorId | None:
        if routing.waits_for_routing(c):
            return routing.choose(people.settings, people.candidates(ledger.conversations), self.lasts[c.id])
        if routing.is_overdue(c, people.settings, self.at):
            return routing.choose(people.settings, people.candidates(ledger.conversations), besides=c.assignee)
        return None


async def route_all(deps: Deps, since: Instant) -> int:
    """Give what waits in every project to somebody who was seen at `since` or later; answers how many."""
    given = 0
    for number, settings in await deps.database.read(roster.routing_projects()):
        given += await route_one(deps, number, settings, since)
    return given


async def route_one(deps: Deps, number: ProjectNumber, settings: Settings, since: Instant) -> int:
    """The same in one project."""
    now = deps.clock.now()
    lasts = await deps.database.read(_found(number, settings, since, now))
    if not lasts:
        return 0
    return await deps.committer.ask(lambda done: Route(number, lasts, now, since, done))


def _found(
    number: ProjectNumber, settings: Settings, since: Instant, now: Instant
) -> Script[dict[ConversationId, OperatorId | None]]:
    """Return what waits, and who answered each client before; nothing while nobody has room for any."""
    people = yield from roster.read(number, since, {})
    if routing.choose(settings, people.candidates({})) is None:
        return {}
    ids = yield from roster.waiting(number)
    if settings.pass_on_after:
        late = yield from roster.overdue(number, Instant(now - settings.pass_on_after * 1000))
        ids = [*late, *ids]
    lasts: dict[ConversationId, OperatorId | None] = {}
    for id in ids:
        lasts[id] = (yield from roster.last_responsible(id)) if settings.routing == "last" else None
    return lasts
