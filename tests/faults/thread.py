"""A thread as one client knows it: messages by seq. Refuses to know the same message twice, or two messages in one place."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Side = Literal["visitor", "operator"]


class Line(NamedTuple):
    """One message, as both sides must know it."""

    seq: int
    id: str
    author: Side
    text: str


@dataclass(slots=True)
class Thread:
    """What has been applied so far. `repeats` counts facts that came again and changed nothing."""

    lines: dict[int, Line] = field(default_factory=dict)
    seqs: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    repeats: int = 0

    def put(self, line: Line) -> None:
        """Apply a message. AssertionError when it contradicts what is known."""
        known = self.lines.get(line.seq)
        assert known is None or known == line, f"two messages in one place: {known} and {line}"
        assert self.seqs.get(line.id, line.seq) == line.seq, (
            f"one message in two places: {self.seqs[line.id]} and {line}"
        )
        self.repeats += known is not None
        self.lines[line.seq] = line
        self.seqs[line.id] = line.seq

    def mark(self, name: str, seq: int) -> None:
        """Apply a mark; marks only grow."""
        self.marks[name] = max(self.marks.get(name, 0), seq)

    def newest(self, author: Side) -> int:
        """Return the highest seq of this side's messages, 0 for none."""
        return max((line.seq for line in self.lines.values() if line.author == author), default=0)

    def in_order(self) -> list[Line]:
        """Return the messages in order."""
        return [self.lines[seq] for seq in sorted(self.lines)]
