"""When a delivery is tried again, and when it is given up."""

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.delivery import (
    AGAIN,
    KEEP,
    MAX_DETAIL,
    SECOND,
    Delivery,
    DeliveryId,
    again,
    arrived,
    dropped,
    failed,
)
from besedka.domain.ids import Instant, ProjectNumber

NOW = Instant(1_795_000_000_000)
waits = st.floats(0, 86_400)
chances = st.floats(0, 1)


def made(tries: int = 0, age: int = 0) -> Delivery:
    at = Instant(NOW - age)
    return Delivery(
        DeliveryId(b"1"), ProjectNumber(7), None, None, "email", "test", None, None, "{}", 0, at, at, tries=tries, held_until=NOW + 9
    )  # fmt: skip


@given(st.integers(0, 100), st.integers(0, KEEP), waits, chances)
def test_what_was_not_taken_waits_longer_each_time_and_as_long_as_they_ask(
    tries: int, age: int, wait: float, chance: float
) -> None:
    d = failed(made(tries, age), NOW, "alert_away", "", permanent=False, wait=wait, chance=chance)
    assert (d.state, d.tries, d.held_until) == ("waiting", tries + 1, 0)
    pause = AGAIN[min(tries, len(AGAIN) - 1)]
    assert max(pause, round(wait * SECOND)) <= d.due_at - NOW <= max(1.5 * pause, round(wait * SECOND))


@given(st.integers(0, 100), waits, chances)
def test_what_never_will_be_taken_or_is_a_day_old_has_failed(tries: int, wait: float, chance: float) -> None:
    for d, permanent in ((made(tries), True), (made(tries, KEEP + 1), False)):
        over = failed(d, NOW, "alert_refused", "no", permanent=permanent, wait=wait, chance=chance)
        assert (over.state, over.code, over.detail, over.held_until) == ("failed", "alert_refused", "no", 0)


@given(st.text())
def test_whatever_they_say_of_it_can_be_stored(said: str) -> None:
    detail = failed(made(), NOW, "alert_refused", said * 50, permanent=True, wait=0, chance=0).detail
    assert len(detail) <= MAX_DETAIL
    assert "\0" not in detail.encode().decode()


def test_once_it_is_over_nobody_holds_it_and_it_may_be_asked_for_again() -> None:
    bad = failed(made(), NOW, "alert_refused", "no", permanent=True, wait=0, chance=0)
    assert (arrived(made(), NOW).state, arrived(made(), NOW).sent_at, arrived(made(), NOW).held_until) == (
        "sent",
        NOW,
        0,
    )
    assert (dropped(made()).state, dropped(made()).held_until) == ("dropped", 0)
    later = Instant(NOW + 5)
    once_more = again(bad, later)
    assert (once_more.state, once_more.due_at, once_more.created_at, once_more.tries) == ("waiting", later, later, 0)
    assert once_more.id == bad.id
