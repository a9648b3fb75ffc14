"""The ladder: who is called, by what and when, while a client waits for an answer (PRODUCT.md 4.4a). Pure.

Each step is the project's to leave out, and has its time since the wait began. Each is done once in a wait. A wait begins with the client's
first unanswered words; anew when somebody becomes responsible by hand, so that what was taken and forgotten is never silent; and anew at
the opening, for outside of its hours a project wakes nobody. What routing gives out is nobody's doing: the wait goes on.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from besedka.domain.alert import Way
from besedka.domain.conversation import Conversation, Status
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.operator import Operator
from besedka.domain.schedule import Schedule, changes, opening
from besedka.domain.settings import LADDER_OFF, Settings, Unassigned

Step = Literal["popup", "sound", "push", "letter", "others", "admins"]
STEPS: tuple[Step, ...] = get_args(Step)
"""A pop-up that stays, a sound until it is seen, web push, an e-mail or Telegram: these call whoever is responsible. Then the other
operators are called, and then the administrators. A step's number is its place, from 1 on; 0: none."""
GROUPS: tuple[tuple[Step, ...], ...] = (("popup", "sound"), ("push",), ("letter",), ("others",), ("admins",))
"""Steps that call the same people to the same place: of several that are due at once the highest is done. A sound comes with the pop-up."""
IN_APP: frozenset[Step] = frozenset({"popup", "sound", "others", "admins"})
"""The steps that the operators' app shows."""
PUSHED: frozenset[Step] = frozenset({"push", "others", "admins"})
WRITTEN: frozenset[Step] = frozenset({"letter", "admins"})

NEVER = Instant(2**62)
AGAIN = 15_000
"""Milliseconds after which a step that called nobody is tried again, however long the client waits: who comes late is called soon."""
MOST = 64
"""People whom one step calls."""


@dataclass(frozen=True, slots=True)
class Climb:
    """How far the ladder is climbed for a conversation: since when it is climbed, which steps are done (a bit for each) or were passed over
    for a higher one, and when to look again."""

    conversation: ConversationId
    project: ProjectNumber
    since: Instant
    done: int
    due_at: Instant


@dataclass(frozen=True, slots=True)
class Staff:
    """Who may be called: a project's operators, and who of them is there."""

    people: Mapping[OperatorId, Operator]
    there: Collection[OperatorId]


def began(status: Status, waiting_since: int | None, assigned_at: int | None, routed: int) -> Instant | None:
    """Return when the client began to wait for whom they wait for now; None when nobody waits."""
    if waiting_since is None or status not in ("new", "open"):
        return None
    return Instant(waiting_since if routed or assigned_at is None else max(waiting_since, assigned_at))


def waits_since(c: Conversation) -> Instant | None:
    """The same of a conversation."""
    return began(c.status, c.waiting_since, c.assigned_at, c.routed)


def is_unheeded(wait: Instant | None, climbed: Instant | None) -> bool:
    """Tell whether a wait is not the one that is being climbed for: it is a new one, or is over."""
    return climbed is not None if wait is None else climbed is None or wait > climbed


def times(settings: Settings) -> dict[Step, int]:
    """Return the milliseconds after which each step is taken, without those that are left out."""
    seconds = {step: int(getattr(settings, f"ladder_{step}")) for step in STEPS}
    return {step: after * 1000 for step, after in seconds.items() if after != LADDER_OFF}


@dataclass(frozen=True, slots=True)
class Hours:
    """A project's hours at one moment: since when it is open, None while it is not, and when it opens next."""

    opened: Instant | None
    following: Instant


def hours(schedule: Schedule, now: Instant) -> Hours:
    """Return a project's hours now."""
    opened, two = opening(schedule, now), changes(schedule, now, 2)
    opens = two[:1] if opened is None else two[1:]
    return Hours(opened, opens[0] if opens else NEVER)


def climb(
    c: Conversation, known: Climb | None, settings: Settings, at: Hours, now: Instant, calls: Callable[[Step], bool]
) -> tuple[list[Step], Climb | None]:
    """Return the steps that are to be done now, in order, and how far it is climbed then; None when nobody waits any more. `calls` tells
    whether a step calls anybody: one that does not waits for somebody to come."""
    wait = waits_since(c)
    if wait is None:
        return [], None
    since, done = max(wait, at.opened or wait), 0
    if known is not None and (since <= known.since or at.opened is None):
        since, done = known.since, known.done
    if at.opened is None:
        return [], Climb(c.id, c.project, since, done, at.following)
    after = times(settings)
    due = [step for step in STEPS if step in after and not done & _bit(step) and since + after[step] <= now]
    steps = _chosen([step for step in due if calls(step)])
    for step in steps:
        done |= _passed(step)
    left = [Instant(now + AGAIN) for step in due if not done & _bit(step)]
    later = [Instant(since + after[step]) for step in STEPS if step in after and since + after[step] > now]
    return steps, Climb(c.id, c.project, since, done, min(*left, *later, at.following, NEVER))


def _bit(step: Step) -> int:
    return 1 << STEPS.index(step)


def _passed(step: Step) -> int:
    """Return the bits of a step and of the lower ones of its group."""
    (group,) = (group for group in GROUPS if step in group)
    return sum(_bit(one) for one in group[: group.index(step) + 1])


def _chosen(due: list[Step]) -> list[Step]:
    """Return the highest of each group: who was away for an hour is not called by every step of it at once."""
    return [max(some, key=STEPS.index) for group in GROUPS if (some := [step for step in group if step in due])]


def written_by(own: Sequence[Way]) -> list[Way | None]:
    """Return by what an operator is written to: their chats of Telegram, and where there is none that works, their own e-mail (None)."""
    chats = [way for way in own if way.carrier == "telegram" and way.on]
    return [*chats] if any(not way.fault for way in chats) else [*chats, None]


def called(step: Step, c: Conversation, staff: Staff, unassigned: Unassigned) -> tuple[OperatorId, ...]:
    """Return whom a step calls, those who are there first; nobody who is disabled. Whom the project tells of unassigned conversations is
    called for them; the other operators are those who are no administrators: those come last."""
    working = sorted((o for o in staff.people.values() if not o.disabled), key=lambda o: o.id not in staff.there)
    if step == "admins":
        some = [o for o in working if o.role == "admin"]
    elif step == "others":
        some = [o for o in working if o.role == "operator" and o.id != c.assignee]
    elif c.assignee is not None and any(o.id == c.assignee for o in working):
        some = [o for o in working if o.id == c.assignee]
    elif unassigned == "online":
        some = [o for o in working if o.id in staff.there]
    else:
        some = [o for o in working if o.role == "admin" and unassigned == "admins"]
    return tuple(o.id for o in some[:MOST])


def named(ids: bytes | None) -> tuple[OperatorId, ...]:
    """Return the operators whom a fact names, one after another."""
    held = ids or b""
    return tuple(OperatorId(held[n : n + 16]) for n in range(0, len(held), 16))


def spelled(waits: Mapping[ConversationId, Instant]) -> str:
    """Return conversations, and since when the ladder was climbed for each when it called, as a delivery keeps them."""
    return " ".join(f"{id.hex()}:{since}" for id, since in waits.items())


def unspelled(text: str) -> dict[ConversationId, Instant]:
    """Return what `spelled` has spelled."""
    pairs = (one.split(":") for one in text.split())
    return {ConversationId(bytes.fromhex(id)): Instant(int(since)) for id, since in pairs}


def still_waits(c: Conversation, since: Instant) -> bool:
    """Tell whether the client waits yet as they did when somebody was called for them."""
    wait = waits_since(c)
    return wait is not None and wait <= since
