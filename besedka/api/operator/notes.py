"""Notes: said among operators only."""

from typing import Annotated

from fastapi import Path, Request

from besedka.actions.attach import Attachments
from besedka.actions.notes import AddNote, DeleteNote, EditNote, Noted
from besedka.api.guards import api_of
from besedka.api.operator.door import Id, Me, commit, conversation_id, make_router, read
from besedka.domain.ids import HEX_ID, NoteId
from besedka.domain.message import clean_text
from besedka.store import files as file_rows
from besedka.wire import operator as words
from besedka.wire import operator_words
from besedka.wire.decode import file_ids

NoteIdPath = Annotated[str, Path(pattern=HEX_ID)]
router = make_router()


@router.post("/conversations/{id}/notes")
async def add_note(request: Request, me: Me, id: Id, body: words.NewNote) -> words.NoteView:
    """Write a note; the same `id` again returns the first answer."""
    files, named = Attachments(me.id, file_ids(body.get("files"))), NoteId(bytes.fromhex(body["id"]))
    text, now = clean_text(body["text"], files=len(files.ids)), api_of(request).deps.clock.now()
    noted: Noted = await commit(request, lambda done: AddNote(me, conversation_id(id), now, done, named, text, files))
    return _view(noted)


@router.patch("/conversations/{id}/notes/{note}")
async def edit_note(request: Request, me: Me, id: Id, note: NoteIdPath, body: words.NewText) -> words.NoteView:
    """Change your own note; its files stay."""
    now, named = api_of(request).deps.clock.now(), NoteId(bytes.fromhex(note))
    attached = tuple((await read(request, file_rows.used_by("note", [named]))).get(named, ()))
    text = clean_text(body["text"], files=len(attached))
    noted: Noted = await commit(
        request, lambda done: EditNote(me, conversation_id(id), now, done, named, text, attached)
    )
    return _view(noted)


@router.delete("/conversations/{id}/notes/{note}")
async def delete_note(request: Request, me: Me, id: Id, note: NoteIdPath) -> words.NoteView:
    """Take your own note back; its place remains, its files go."""
    now, named = api_of(request).deps.clock.now(), NoteId(bytes.fromhex(note))
    noted: Noted = await commit(request, lambda done: DeleteNote(me, conversation_id(id), now, done, named))
    return _view(noted)


def _view(noted: Noted) -> words.NoteView:
    return {"note": operator_words.note(noted.note, noted.attached)}
