"""The commit window: how long a batch may grow before it is written (PERFORMANCE.md, rule 2)."""

COMMITS_WAITED = 2.5
"""How many commits' time a busy committer lets a batch grow: each commit is shared by more, and on a quick disk nobody waits for long."""
LONGEST = 0.002
"""Seconds that it waits at most: on a slow disk the commit itself gathers enough."""
BUSY_RATE = 300.0
"""Commits per second from which it waits at all."""
WELL_SHARED = 32
"""Units to a batch from which it waits that long. Where batches are smaller it waits less, in proportion: a wait that brings one or two
more saves less than everybody in the batch loses by it."""
_NEWEST = 0.2
"""How much the newest of the figures weighs: they follow within a dozen batches."""


class Window:
    """Follows how often batches are written, how long that takes and how many units share one."""

    def __init__(self) -> None:
        self._last = 0.0
        self._gap = 1.0
        self._took = 0.0
        self._units = 0.0

    def began(self, now: float, units: int) -> None:
        """A batch is being written since `now`."""
        self._gap += _NEWEST * (min(1.0, now - self._last) - self._gap)
        self._units += _NEWEST * (units - self._units)
        self._last = now

    def ended(self, now: float) -> None:
        """It is written, or refused."""
        self._took += _NEWEST * (now - self._last - self._took)

    @property
    def seconds(self) -> float:
        """For how long the next one may grow: not at all while batches are rare."""
        if self._gap >= 1.0 / BUSY_RATE:
            return 0.0
        return min(LONGEST, COMMITS_WAITED * self._took) * min(1.0, self._units / WELL_SHARED)
