"""Who may be given a conversation by routing, and what waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.presence import gather
from besedka.domain.routing import Candidate
from besedka.domain.settings import Settings
from besedka.domain.settings import read as read_settings
from besedka.ports.database import Query, Save, Script, Statement
from besedka.store import conversations, projects
from besedka.store.schema import TURNS

AT_ONCE = 100
"""Conversations that one round looks at in a project."""


@dataclass(slots=True)
class Roster:
    """Who of a project is there. `elsewhere` is how much each has in work besides the conversations at hand, which a batch may change."""

    settings: Settings
    there: list[OperatorId]
    elsewhere: dict[OperatorId, int]
    turns: dict[OperatorId, Instant]

    def candidates(self, at_hand: Mapping[ConversationId, Conversation]) -> list[Candidate]:
        """Return who may be chosen, with the load as it is by now."""
        held = loads(at_hand)
        return [
            Candidate(o, self.elsewhere.get(o, 0) + held.get(o, 0), self.turns.get(o)) for o in self.there
        ]  # fmt: skip


def loads(at_hand: Mapping[ConversationId, Conversation]) -> dict[OperatorId, int]:
    """Return how many of these conversations each operator has in work."""
    held: dict[OperatorId, int] = {}
    for c in at_hand.values():
        if c.assignee is not None and c.status in ("open", "confirming"):
            held[c.assignee] = held.get(c.assignee, 0) + 1
    return held


def read(number: ProjectNumber, since: Instant, at_hand: Mapping[ConversationId, Conversation]) -> Script[Roster]:
    """Return who of a project is there, seen at `since` or later; nobody who is away or disabled."""
    project = yield from projects.project_by_number(number)
    there = gather((yield from projects.present(number, since))).online
    in_work = yield from conversations.open_by_operator(number)
    held = loads({id: c for id, c in at_hand.items() if c.project == number})
    rows = yield Query("SELECT operator_id, at FROM turns WHERE project = $1", (number,))
    elsewhere = {operator: count - held.get(operator, 0) for operator, count in in_work.items()}
    settings = project.settings if project else Settings()
    return Roster(settings, there, elsewhere, {OperatorId(operator): Instant(at) for operator, at in rows})


def turn(operator: OperatorId, number: ProjectNumber, at: Instant) -> Statement:
    """Note whom routing chose."""
    return Save(TURNS, [(operator, number, at)], replace=True)


def routing_projects() -> Script[list[tuple[ProjectNumber, Settings]]]:
    """Return the projects whose conversations are routed."""
    rows = yield Query("SELECT number, settings FROM projects WHERE settings LIKE $1", ('%"routing"%',))
    found = [(ProjectNumber(number), read_settings(settings)) for number, settings in rows]
    return [(number, settings) for number, settings in found if settings.routing != "hand"]


def waiting(number: ProjectNumber) -> Script[list[ConversationId]]:
    """Return conversations that nobody has, the longest waiting first: who writes again keeps the place."""
    sql = (
        "SELECT id FROM conversations WHERE project = $1 AND status = 'new' AND assignee_id IS NULL AND routed = 0 "
        "ORDER BY COALESCE(waiting_since, last_at), ordinal LIMIT $2"
    )
    rows = yield Query(sql, (number, AT_ONCE))
    return [ConversationId(id) for (id,) in rows]


def overdue(number: ProjectNumber, before: Instant) -> Script[list[ConversationId]]:
    """Return conversations that routing gave to somebody before that moment and that were not answered."""
    sql = (
        "SELECT id FROM conversations WHERE project = $1 AND routed = 1 AND assigned_at <= $2 AND status = 'open' "
        "ORDER BY assigned_at LIMIT $3"
    )
    rows = yield Query(sql, (number, before, AT_ONCE))
    return [ConversationId(id) for (id,) in rows]


def last_responsible(id: ConversationId) -> Script[OperatorId | None]:
    """Return who answered this client before: in another conversation of the same contact, or in this one."""
    sql = (
        "SELECT o.assignee_id FROM conversations c JOIN conversations o ON o.contact_id = c.contact_id AND o.id <> c.id "
        "WHERE c.id = $1 AND o.assignee_id IS NOT NULL ORDER BY o.last_at DESC LIMIT 1"
    )
    rows = yield Query(sql, (id,))
    if not rows:
        rows = yield Query(
            "SELECT target_id FROM activities WHERE conversation_id = $1 AND kind = 'conversation_returned' "
            "ORDER BY position DESC LIMIT 1",
            (id,),
        )
    return OperatorId(rows[0][0]) if rows and rows[0][0] is not None else None
