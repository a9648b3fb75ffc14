"""Notes: said among operators only."""

from typing import Annotated

from fastapi import Path, Request

from besedka.actions.notes import AddNote, DeleteNote, EditNote, Noted
from besedka.api.guards import api_of
from besedka.api.operator.door import Id, Me, commit, conversation_id, make_router
from besedka.domain.ids import HEX_ID, NoteId
from besedka.domain.message import clean_text
from besedka.wire import operator as words
from besedka.wire import operator_words

NoteIdPath = Annotated[str, Path(pattern=HEX_ID)]
router = make_router()


@router.post("/conversations/{id}/notes")
async def add_note(request: Request, me: Me, id: Id, body: words.NewNote) -> words.NoteView:
    """Write a note; the same `id` again returns the first answer."""
    text, now, named = clean_text(body["text"]), api_of(request).deps.clock.now(), NoteId(bytes.fromhex(body["id"]))
    noted: Noted = await commit(request, lambda done: AddNote(me, conversation_id(id), now, done, named, text))
    return {"note": operator_words.note(noted.note)}


@router.patch("/conversations/{id}/notes/{note}")
async def edit_note(request: Request, me: Me, id: Id, note: NoteIdPath, body: words.NewText) -> words.NoteView:
    """Change your own note."""
    text, now, named = clean_text(body["text"]), api_of(request).deps.clock.now(), NoteId(bytes.fromhex(note))
    noted: Noted = await commit(request, lambda done: EditNote(me, conversation_id(id), now, done, named, text))
    return {"note": operator_words.note(noted.note)}


@router.delete("/conversations/{id}/notes/{note}")
async def delete_note(request: Request, me: Me, id: Id, note: NoteIdPath) -> words.NoteView:
    """Take your own note back; its place remains."""
    now, named = api_of(request).deps.clock.now(), NoteId(bytes.fromhex(note))
    noted: Noted = await commit(request, lambda done: DeleteNote(me, conversation_id(id), now, done, named))
    return {"note": operator_words.note(noted.note)}
