"""Who is told of a fact, so that their app may pop up, sound and count (PRODUCT.md 4.4). The rule itself; nobody else decides it.

The responsible is told of every message of their client, and of the client's word that the question is not solved. Of a new conversation
one is told only when somebody else, an administrator or the project's routing, made one responsible. Of what nobody is responsible for
nobody is told, unless the project chose who is. One is never told of one's own act. Whether telling makes a sound is the device's
business: do-not-disturb is kept there, not here. By the ladder whoever it names is called; what it puts before all is no news besides.
"""

from collections.abc import Collection, Mapping

from besedka.domain.events import Event
from besedka.domain.ids import OperatorId
from besedka.domain.ladder import IN_APP, STEPS, named
from besedka.domain.operator import Operator
from besedka.domain.settings import Unassigned

NOBODY: tuple[OperatorId, ...] = ()


def told(
    event: Event, people: Mapping[OperatorId, Operator], online: Collection[OperatorId], unassigned: Unassigned
) -> tuple[OperatorId, ...]:
    """Return the operators who are to be told of the event; `unassigned` is the project's choice, `online` who is there now."""
    if event.kind == "conversation_called":
        return called(event, people)
    if not _is_news(event):
        return NOBODY
    assignee = event.conversation.assignee
    if assignee is None:
        return _of_unassigned(event, people, online, unassigned)
    return (assignee,) if assignee != event.operator and _works(people.get(assignee)) else NOBODY


def called(event: Event, people: Mapping[OperatorId, Operator]) -> tuple[OperatorId, ...]:
    """Return whom the apps call by a step of the ladder; nobody where the step is taken outside of them."""
    if STEPS[event.seq - 1] not in IN_APP:
        return NOBODY
    return tuple(id for id in named(event.ref) if _works(people.get(id)))


def _is_news(event: Event) -> bool:
    """Tell whether the fact is one to be told of at all: a client's words, being made responsible, or nobody being so any more."""
    if event.kind == "message_posted":
        return event.side == "visitor"
    return event.kind in _CALLING and not (event.kind == "conversation_returned" and event.seq)


_CALLING: frozenset[str] = frozenset({"conversation_assigned", "conversation_returned", "conversation_unsolved"})


def _of_unassigned(
    event: Event, people: Mapping[OperatorId, Operator], online: Collection[OperatorId], unassigned: Unassigned
) -> tuple[OperatorId, ...]:
    if unassigned == "nobody":
        return NOBODY
    chosen = (o for o in people.values() if (o.id in online if unassigned == "online" else o.role == "admin"))
    return tuple(o.id for o in chosen if not o.disabled and o.id != event.operator)


def _works(operator: Operator | None) -> bool:
    return operator is not None and not operator.disabled
