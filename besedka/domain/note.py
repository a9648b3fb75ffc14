"""A note: said among operators only. A type of its own, so that no path to a client can carry it (SECURITY.md, line 12)."""

from typing import NamedTuple

from besedka.domain.errors import Conflict, Forbidden
from besedka.domain.ids import ConversationId, Instant, NoteId, OperatorId, ProjectNumber, Seq


class Note(NamedTuple):
    """One note as it is stored. It stands after the message `after`; `files` counts its attachments. Of a deleted one the text
    and the files are gone."""

    id: NoteId
    project: ProjectNumber
    conversation: ConversationId
    after: Seq
    at: Instant
    operator: OperatorId
    text: str
    files: int = 0
    edited_at: Instant | None = None
    deleted_at: Instant | None = None


def must_be_changeable(n: Note, operator: OperatorId) -> None:
    """Raise unless the note is the operator's own and still there. Forbidden `not_your_message`; Conflict `message_gone`."""
    if n.operator != operator:
        raise Forbidden("not_your_message")
    if n.deleted_at is not None:
        raise Conflict("message_gone")
