"""A delivery: one thing that is handed to one way, and how far it has come.

It is handed over once, as far as a node lives to write that down; asked again, it bears the same id, by which whoever gets it twice can
tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NewType

from besedka.domain.alert import AlertId, Carrier, WayId
from besedka.domain.errors import TooMany
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber, new_id
from besedka.domain.message import clean_line
from besedka.domain.outbox import next_try

DeliveryId = NewType("DeliveryId", bytes)
State = Literal["waiting", "sent", "failed", "dropped"]
"""`dropped`: by the time it could go, it was true no more."""

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
AGAIN = (5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR)
"""Milliseconds before each further try; the last for all that follow. Up to a half more, by chance."""
KEEP = 24 * HOUR
"""Milliseconds for which a way that does not work is tried; then the delivery has failed."""
MAX_DETAIL = 300
TEST_EVERY = 10
"""Seconds between two tests of one way."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`way` is None for an operator's own e-mail; `operator` whom it is for, None: the project's people. `cause` is the alert's kind,
    `ladder` or `test`; `step` the ladder's. `facts` is JSON."""

    id: DeliveryId
    project: ProjectNumber
    way: WayId | None
    operator: OperatorId | None
    carrier: Carrier
    cause: str
    alert: AlertId | None
    conversation: ConversationId | None
    facts: str
    step: int
    created_at: Instant
    due_at: Instant
    state: State = "waiting"
    tries: int = 0
    held_until: int = 0
    code: str = ""
    detail: str = ""
    sent_at: Instant | None = None


def arrived(d: Delivery, now: Instant) -> Delivery:
    """Return it once it was handed over."""
    return replace(d, state="sent", sent_at=now, code="", detail="", held_until=0)


def dropped(d: Delivery) -> Delivery:
    """Return it once nobody needs to be told any more."""
    return replace(d, state="dropped", held_until=0)


def put_off(d: Delivery, until: Instant) -> Delivery:
    """Return it when it may go only then."""
    return replace(d, due_at=until, held_until=0)


def may_go_by_mail(d: Delivery) -> bool:
    """Tell whether what the ladder writes is to go by mail too: a chat has not taken it, and nobody is to wait for the next try."""
    return d.cause == "ladder" and d.carrier == "telegram" and d.tries == 0


def by_mail(d: Delivery, beside: Iterable[Delivery], now: Instant) -> Delivery | None:
    """Return the same call as a letter; None when one of those `beside` it, made in the same call, is one or may yet arrive."""
    same = (one for one in beside if one.id != d.id and (one.operator, one.step) == (d.operator, d.step))
    if any(one.carrier == "email" or (one.carrier == "telegram" and not one.code) for one in same):
        return None
    return replace(d, id=DeliveryId(new_id(d.created_at)), way=None, carrier="email", due_at=now, held_until=0)


def a_test(
    project: ProjectNumber, way: WayId | None, operator: OperatorId | None, carrier: Carrier, now: Instant
) -> Delivery:
    """Return a test, to go at once."""
    return Delivery(DeliveryId(new_id(now)), project, way, operator, carrier, "test", None, None, "{}", 0, now, now)


def check_test(last: Delivery | None, now: Instant) -> None:
    """TooMany `tests_too_fast` while the last that went the same way is a test of a moment ago."""
    if last is not None and last.cause == "test" and 0 <= now - last.created_at < TEST_EVERY * SECOND:
        raise TooMany("tests_too_fast", {"retry_after": TEST_EVERY})


def failed(
    d: Delivery, now: Instant, code: str, detail: str, *, permanent: bool, wait: float, chance: float
) -> Delivery:
    """Return it after it was not taken: it waits for another try, or has failed. `wait` are the seconds that the other side asks for, and
    `chance` is between 0 and 1."""
    d = replace(d, code=code, detail=clean_line(detail, MAX_DETAIL), held_until=0, tries=d.tries + 1)
    if permanent or now - d.created_at > KEEP:
        return replace(d, state="failed")
    return replace(d, due_at=next_try(now, d.tries - 1, AGAIN, wait, chance))


def again(d: Delivery, now: Instant) -> Delivery:
    """Return it when somebody asks that it be tried again."""
    return replace(d, state="waiting", tries=0, created_at=now, due_at=now, code="", detail="")
