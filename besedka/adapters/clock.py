"""The system's clock."""

import time

from besedka.domain.ids import Instant


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> Instant:
        """Milliseconds of Unix time."""
        return Instant(time.time_ns() // 1_000_000)

    def ticks(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()
