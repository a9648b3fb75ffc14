"""Indexing words goes on beside everything else: how much time it leaves to messages."""

import pytest

from besedka.jobs.indexing import PAUSE, rest


@pytest.mark.parametrize(("took", "written"), [(0.02, 0), (0.02, 5), (5.0, 1_500), (0.0, 0)])
def test_beside_few_changes_it_goes_on_at_once(took: float, written: int) -> None:
    assert rest(took, written) == PAUSE


@pytest.mark.parametrize("took", [0.01, 0.2, 3.0])
def test_beside_many_changes_a_fiftieth_of_the_time_is_its_own(took: float) -> None:
    assert took / (took + rest(took, round(2_000 * took))) == pytest.approx(0.02)


def test_a_batch_that_took_no_time_is_followed_by_a_pause_too() -> None:
    assert rest(0.0, 50) == PAUSE
