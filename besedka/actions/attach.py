"""Attaching: what was uploaded becomes part of a message or a note, in the same commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput
from besedka.domain.file import File, Use, check_count
from besedka.domain.ids import FileId, ProjectNumber
from besedka.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Attachments:
    """Files that somebody wants to attach. `person` is the operator's or the visitor's id."""

    person: bytes
    ids: tuple[FileId, ...] = ()

    def __post_init__(self) -> None:
        """Raise BadInput `too_many_files` before anything is asked of the database."""
        check_count(len(self.ids))


NO_FILES = Attachments(b"")
"""What most messages carry."""


def must_be_free(ledger: Ledger, project: ProjectNumber, wanted: Attachments) -> list[File]:
    """Return the files, which must be the person's own, whole, and belong to nothing yet.

    BadInput `file_unknown`, `file_not_ready`, `file_taken`.
    """
    if not wanted.ids:
        return []
    return [must_be_attachable(ledger.files.get(id), project, wanted.person) for id in dict.fromkeys(wanted.ids)]


def must_be_attachable(file: File | None, project: ProjectNumber, person: bytes | None) -> File:
    """Return the file if it is the person's own, whole, and belongs to nothing yet. BadInput as above."""
    if file is None or file.project != project or file.person != person or file.state == "gone":
        raise BadInput("file_unknown")
    if file.state != "ready":
        raise BadInput("file_not_ready", {"name": file.name})
    if file.use_id is not None:
        raise BadInput("file_taken", {"name": file.name})
    return file


def attach(ledger: Ledger, files: Sequence[File], c: Conversation, use: Use, use_id: bytes) -> tuple[File, ...]:
    """Make the files part of a message or a note of this conversation."""
    bound = tuple(
        replace(file, conversation=c.id, use=use, use_id=use_id, place=place) for place, file in enumerate(files)
    )
    for file in bound:
        ledger.change_file(file)
    return bound


def carried(ledger: Ledger, use: Use, use_id: bytes) -> tuple[File, ...]:
    """Return the files that were attached to a message or a note, in their order, as far as the batch has asked for them.

    A message and a note may bear the same id, for clients make it: what belongs to the one is never told with the other.
    """
    found = (f for f in ledger.files.values() if (f.use, f.use_id) == (use, use_id) and f.state == "ready")
    return tuple(sorted(found, key=lambda f: f.place))
