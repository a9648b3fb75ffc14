"""What every outbox keeps to: a change of what one holds, and when it is tried again."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.outbox import next_try, ours

NOW = Instant(1_000_000)
PAUSES = (10_000, 30_000, 60_000)


@dataclass(frozen=True)
class Parcel:
    project: ProjectNumber
    held_until: int
    note: str = ""


def sent(parcel: Parcel) -> Parcel:
    return replace(parcel, held_until=0, note="sent")


@given(st.integers(0, 9), st.integers(0, 9))
def test_only_whoever_holds_it_says_what_became_of_it(taken: int, known: int) -> None:
    now = ours(Parcel(ProjectNumber(1), taken), sent)(Parcel(ProjectNumber(1), known, "as it is"))
    assert now == (
        Parcel(ProjectNumber(1), 0, "sent") if taken == known else Parcel(ProjectNumber(1), known, "as it is")
    )


@given(st.integers(0, 50), st.floats(0, 86_400), st.floats(0, 1))
def test_each_pause_is_kept_and_so_is_what_the_other_side_asks_for(tries: int, wait: float, chance: float) -> None:
    pause = next_try(NOW, tries, PAUSES, wait, chance) - NOW
    least = PAUSES[min(tries, 2)]
    assert pause >= max(least, round(wait * 1_000))
    assert pause <= max(least * 1.5, round(wait * 1_000))
