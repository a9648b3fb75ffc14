"""The commit window: nobody waits while commits are rare or small; many share one where many write."""

import pytest

from besedka.store.window import LONGEST, WELL_SHARED, Window


def after(batches: int, *, every: float, taking: float, units: int) -> Window:
    """Return the window after batches that begin `every` so many seconds."""
    window = Window()
    for n in range(batches):
        window.began(100 + n * every, units)
        window.ended(100 + n * every + taking)
    return window


@pytest.mark.parametrize("units", [1, 1_000])
def test_rare_batches_wait_for_nothing(units: int) -> None:
    assert after(50, every=0.004, taking=0.001, units=units).seconds == 0


def test_many_share_a_commit() -> None:
    assert after(50, every=0.002, taking=0.0004, units=WELL_SHARED).seconds == pytest.approx(0.001, rel=0.01)
    assert after(50, every=0.002, taking=0.0004, units=20 * WELL_SHARED).seconds == pytest.approx(0.001, rel=0.01)


def test_few_wait_in_proportion() -> None:
    """At 2,000 messages a second six share a commit: a wait of two milliseconds would more than double what each of them waits."""
    few, many = (after(50, every=0.002, taking=0.001, units=units).seconds for units in (6, 500))
    assert few == pytest.approx(many * 6 / WELL_SHARED, rel=0.01)
    assert few < 0.0005


def test_a_slow_disk_gathers_enough_by_itself() -> None:
    assert after(50, every=0.003, taking=0.0025, units=500).seconds == LONGEST


def test_it_follows_within_a_dozen_batches() -> None:
    window = after(50, every=0.002, taking=0.001, units=6)
    for n in range(12):
        window.began(100.1 + n * 0.002, 500)
        window.ended(100.1 + n * 0.002 + 0.001)
    assert window.seconds > 0.9 * LONGEST
