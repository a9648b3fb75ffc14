"""The clock port's contract, kept by the system's clock and by the one that tests hold still."""

import time

import pytest

from besedka.adapters.clock import SystemClock
from besedka.ports.clock import Clock
from tests.clock import FrozenClock


@pytest.mark.parametrize("clock", [SystemClock(), FrozenClock()])
def test_moments_are_whole_milliseconds_and_ticks_never_go_back(clock: Clock) -> None:
    moments, ticks = [clock.now() for _ in range(100)], [clock.ticks() for _ in range(100)]
    assert all(type(moment) is int and moment > 1_700_000_000_000 for moment in moments)
    assert ticks == sorted(ticks)


def test_the_system_s_clock_tells_the_time() -> None:
    assert abs(SystemClock().now() - time.time() * 1000) < 2_000


def test_a_held_clock_moves_only_when_it_is_told_to() -> None:
    clock = FrozenClock()
    now, ticks = clock.now(), clock.ticks()
    assert (clock.now(), clock.ticks()) == (now, ticks)
    clock.advance(1.5)
    assert (clock.now() - now, clock.ticks() - ticks) == (1500, 1.5)
