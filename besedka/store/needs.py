"""What a batch must have at hand before its units decide."""

from dataclasses import dataclass

from besedka.domain.ids import ConversationId, FileId, Instant, MessageId, NoteId, OperatorId, ProjectNumber, VisitorId


@dataclass(slots=True)
class Needs:
    """What a batch must have at hand before its units decide."""

    projects: set[ProjectNumber]
    conversations: dict[ConversationId, ProjectNumber]
    messages: set[MessageId]
    notes: set[NoteId]
    visitors: dict[VisitorId, ProjectNumber]
    files: set[FileId]
    tags: set[ProjectNumber]
    operators: set[OperatorId]
    rosters: dict[ProjectNumber, Instant]
    leads: set[ConversationId]
    ladders: set[ConversationId]
    callings: dict[ProjectNumber, Instant]
    follow_ups: set[ConversationId]


def no_needs() -> Needs:
    """Return empty needs, for units to add theirs."""
    return Needs(set(), {}, set(), set(), {}, set(), set(), set(), {}, set(), set(), {}, set())
