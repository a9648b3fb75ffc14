"""A clock that stands still until a test moves it."""

from besedka.domain.ids import Instant


class FrozenClock:
    """Keeps the clock port's promise with a time that only `advance` changes."""

    def __init__(self) -> None:
        self.millis = 1_795_000_000_000
        self.seconds = 1_000.0

    def now(self) -> Instant:
        """Return the moment at which the clock stands."""
        return Instant(self.millis)

    def ticks(self) -> float:
        """Return the seconds at which the clock stands."""
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.millis += round(seconds * 1000)
        self.seconds += seconds
