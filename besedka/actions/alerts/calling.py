"""The ladder is climbed: whoever is due is called, once, while a client waits (PRODUCT.md 4.4a).

A round finds what may be due and submits one unit for each project; the unit decides anew, on locked rows and on who is there at that
moment. So two nodes never take a step twice, and one that was down goes on where it stood. What goes outside is put into the outbox in
the same transaction.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from besedka.domain import conversation as conversations
from besedka.domain import ladder
from besedka.domain.alert import Carrier, Way, WayId, quiet_until
from besedka.domain.conversation import Conversation
from besedka.domain.delivery import Delivery, DeliveryId
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber, new_id
from besedka.domain.ladder import PUSHED, STEPS, WRITTEN, Climb, Step
from besedka.domain.project import Project
from besedka.store import deliveries, ladders
from besedka.store.ladders import Calling
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(slots=True)
class ClimbLadder:
    """Take the steps that are due for these conversations of a project; who is there was seen at `since` or later."""

    project: ProjectNumber
    ids: Sequence[ConversationId]
    at: Instant
    since: Instant
    done: Callable[[int | BaseException], None]

    def need(self, needs: Needs) -> None:
        """The project's counter, the conversations, how far they are climbed for, and who can be called."""
        needs.projects.add(self.project)
        needs.conversations.update(dict.fromkeys(self.ids, self.project))
        needs.ladders.update(self.ids)
        needs.callings[self.project] = self.since

    def apply(self, ledger: Ledger) -> int:
        """Answer how many steps were taken."""
        calling = ledger.callings[self.project]
        if calling.project is None:
            return 0
        caller = _Caller(ledger, calling, calling.project, self.at)
        for id in self.ids:
            caller.climb(id)
        caller.keep()
        return caller.taken


class _Caller:
    """Calls people of one project in one unit."""

    def __init__(self, ledger: Ledger, calling: Calling, project: Project, at: Instant) -> None:
        self._ledger, self._calling, self._project, self._at = ledger, calling, project, at
        self._schedule = project.targeting.schedule
        self._hours = ladder.hours(self._schedule, at)
        self._kept: list[Climb] = []
        self._over: list[ConversationId] = []
        self._out: dict[tuple[int, OperatorId, WayId | None], tuple[Way | None, dict[ConversationId, Instant]]] = {}
        self.taken = 0

    def climb(self, id: ConversationId) -> None:
        """Take the steps that are due for a conversation."""
        c, known = self._ledger.conversations.get(id), self._ledger.ladders.pop(id, None)
        steps, climbed = ([], None) if c is None else self._due(c, known)
        for step in steps:
            if c is not None and climbed is not None:
                self._call(c, step, climbed.since)
        if climbed is None:
            self._over += [id] if known else []
        else:
            self._ledger.ladders[id] = climbed
            self._kept += [climbed] if climbed != known else []

    def keep(self) -> None:
        """Have it stored how far it is climbed; whoever is called outside for several clients at once is told of all of them once."""
        if self._kept:
            self._ledger.also(ladders.keep(self._kept))
        if self._over:
            self._ledger.also(ladders.forget(self._over))
        told = (self._delivery(number, operator, *what) for (number, operator, _), what in self._out.items())
        self._ledger.also(*deliveries.add(told))

    def _due(self, c: Conversation, known: Climb | None) -> tuple[list[Step], Climb | None]:
        return ladder.climb(
            c, known, self._project.settings, self._hours, self._at, lambda step: bool(self._who(step, c))
        )

    def _who(self, step: Step, c: Conversation) -> tuple[OperatorId, ...]:
        return ladder.called(step, c, self._calling.staff, self._project.settings.notify_unassigned)

    def _call(self, c: Conversation, step: Step, since: Instant) -> None:
        who, number = self._who(step, c), STEPS.index(step) + 1
        former = conversations.call(c, number, to_all=step == "others")
        if former is not None:
            self._ledger.announce(c, "conversation_returned", self._at, "operator", None, seq=1, ref=former)
        self._ledger.announce(c, "conversation_called", self._at, "operator", None, seq=number, ref=b"".join(who))
        for operator in who:
            for way in _ways(step, self._calling.ways.get(operator, [])):
                at = number, operator, way.id if way else None
                self._out.setdefault(at, (way, {}))[1][c.id] = since
        self.taken += 1

    def _delivery(
        self, number: int, operator: OperatorId, way: Way | None, waits: dict[ConversationId, Instant]
    ) -> Delivery:
        carrier: Carrier = "email" if way is None else way.carrier
        due = self._at if way is None else quiet_until(way.quiet, self._schedule, self._at)
        return Delivery(
            DeliveryId(new_id(self._at)), self._project.number, None if way is None else way.id, operator, carrier, "ladder", None,
            next(iter(waits)), json.dumps({"waits": ladder.spelled(waits)}), number, self._at, due,
        )  # fmt: skip


def _ways(step: Step, own: Sequence[Way]) -> Iterator[Way | None]:
    """Yield the ways by which a step reaches somebody outside: their devices, and what they are written to by (None: their e-mail)."""
    if step in PUSHED:
        yield from (way for way in own if way.carrier == "push")
    if step in WRITTEN:
        yield from ladder.written_by(own)
