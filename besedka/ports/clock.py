"""The clock: time is given, never taken, so that tests can hold it still."""

from typing import Protocol

from besedka.domain.ids import Instant


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> Instant:
        """Return the present moment in milliseconds of Unix time; may jump, even backwards."""
        ...

    def ticks(self) -> float:
        """Return seconds that only ever go forward, for measuring how long something took or is due."""
        ...
