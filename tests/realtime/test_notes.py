"""Notes: colleagues hear of them, and no client ever does (SECURITY.md, line 12)."""

import pytest

from besedka.actions import access
from besedka.actions import files as uploads
from besedka.actions.files import Uploader
from besedka.actions.notes import DeleteNote, EditNote, Noted
from besedka.domain.errors import Conflict, Forbidden, NotFound
from besedka.domain.ids import ConversationId, FileId, NoteId
from besedka.domain.operator import Operator
from besedka.store import people
from besedka.store.files import used_by
from tests.clients import make_id
from tests.people import ANNA, IGOR, Person
from tests.pictures import PDF
from tests.realtime.stage import Desk, Stage, Widget, begun
from tests.units import submit

SECRET = "he is a difficult one"


def write(desk: Desk, c: str, text: str = SECRET, id: str | None = None) -> str:
    """Write a note; return its id."""
    id = id or make_id()
    desk.say({"t": "note", "id": id, "conversation": c, "text": text})
    return id


async def who(stage: Stage, person: Person) -> Operator:
    found = await stage.house.deps.database.read(people.operator_by_id(stage.shop.operator(person)))
    assert found is not None
    return found


async def noted(stage: Stage) -> tuple[Widget, Desk, Desk, str, str]:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, c = await begun(stage, anna, igor)
    id = write(igor, c)
    return widget, anna, igor, c, id


async def test_a_note_is_stored_once_and_told_to_colleagues(stage: Stage) -> None:
    _, anna, igor, c, id = await noted(stage)
    assert [(f["t"], f.get("id")) for f in await igor.hear()] == [("noted", id), ("note_added", None)]
    (told,) = await anna.hear()
    note = told["note"]
    assert isinstance(note, dict)
    assert (note["text"], note["after"], note["operator"]) == (SECRET, 1, stage.shop.igor.hex())
    write(igor, c, id=id)
    assert [f["t"] for f in await igor.hear()] == ["noted"]
    assert await anna.hear() == []
    write(anna, c, id=id)
    assert [f.get("code") for f in await anna.hear()] == ["id_taken"]


async def test_a_note_moves_nothing_that_a_client_could_see(stage: Stage) -> None:
    widget, anna, _, c, id = await noted(stage)
    assert await widget.hear(everything=True) == []
    seen = await stage.house.deps.database.read(access.view(await who(stage, ANNA), ConversationId(bytes.fromhex(c))))
    now = seen.conversation
    assert (now.last_text, now.last_seq, now.unread_visitor, now.status) == ("hello", 1, 0, "new")
    assert now.waiting_since is not None
    widget.post("still there?")
    (ack,) = await widget.hear()
    assert ack["position"] is not None, "a fact without words for clients does not hold up their position"
    again = await stage.widget().welcomed(widget.key, None)
    assert SECRET not in str(again)
    back = stage.widget()
    back_position = ack["position"]
    assert isinstance(back_position, str)
    await back.welcomed(widget.key, back_position)
    await edit(stage, IGOR, c, id, "worse")
    assert await back.hear(everything=True) == []
    assert [f["t"] for f in await anna.hear()] == ["note_added", "message_posted", "note_edited"]


async def edit(stage: Stage, person: Person, c: str, id: str, text: str) -> Noted:
    me, now = await who(stage, person), stage.house.deps.clock.now()
    conversation, named = ConversationId(bytes.fromhex(c)), NoteId(bytes.fromhex(id))
    attached = tuple((await stage.house.deps.database.read(used_by("note", [named]))).get(named, ()))
    return await submit(stage.house, lambda done: EditNote(me, conversation, now, done, named, text, attached))


async def delete(stage: Stage, person: Person, c: str, id: str) -> Noted:
    me, now = await who(stage, person), stage.house.deps.clock.now()
    conversation, named = ConversationId(bytes.fromhex(c)), NoteId(bytes.fromhex(id))
    return await submit(stage.house, lambda done: DeleteNote(me, conversation, now, done, named))


async def test_only_the_author_changes_a_note(stage: Stage) -> None:
    _, _, igor, c, id = await noted(stage)
    await igor.hear()
    with pytest.raises(Forbidden):
        await edit(stage, ANNA, c, id, "no")
    with pytest.raises(NotFound):
        await edit(stage, IGOR, c, "0" * 32, "no")
    await edit(stage, IGOR, c, id, "yes")
    await delete(stage, IGOR, c, id)
    with pytest.raises(Conflict):
        await delete(stage, IGOR, c, id)
    kinds = [f["t"] for f in await igor.hear()]
    assert kinds == ["note_edited", "note_deleted"]
    found = await stage.house.deps.database.read(
        access.versions(await who(stage, ANNA), ConversationId(bytes.fromhex(c)), bytes.fromhex(id))
    )
    assert [v.text for v in found.versions] == [SECRET, "yes"]


async def test_a_messages_id_is_no_notes_and_nobody_reads_by_a_notes_id_what_it_said_elsewhere(stage: Stage) -> None:
    _, _, igor, c, id = await noted(stage)
    await edit(stage, IGOR, c, id, "milder")
    other, elsewhere = await begun(stage, igor)
    other.post("mine", id=id)
    named = igor.post(elsewhere, "a message")
    await igor.hear()
    anna, place = await who(stage, ANNA), ConversationId(bytes.fromhex(elsewhere))
    with pytest.raises(NotFound):
        await stage.house.deps.database.read(access.versions(anna, place, bytes.fromhex(id)))
    write(igor, elsewhere, id=named)
    assert [f.get("code") for f in await igor.hear()] == ["id_taken"]


async def test_pages_side_by_side_hold_every_note(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, c = await begun(stage, igor)
    first = write(igor, c, "before all")
    for n in range(5):
        widget.post(f"m{n}")
        await widget.hear()
        write(igor, c, f"n{n}")
        await igor.hear()
    me, id = await who(stage, ANNA), ConversationId(bytes.fromhex(c))
    read = stage.house.deps.database.read
    newest = await read(access.thread(me, id, None, None, 2))
    middle = await read(access.thread(me, id, newest.messages[0].seq, None, 2))
    oldest = await read(access.thread(me, id, middle.messages[0].seq, None, 9))
    told = [note.text for page in (oldest, middle, newest) for note in page.notes]
    assert told == ["before all", "n0", "n1", "n2", "n3", "n4"]
    assert first
    after = await read(access.thread(me, id, None, newest.messages[0].seq, 9))
    assert [note.text for note in after.notes] == ["n3", "n4"]


async def test_what_is_not_ones_own_to_see_takes_no_note(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    _, c = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", c)
    await igor.hear()
    write(igor, c)
    assert [f.get("code") for f in await igor.hear()] == ["not_yours"]
    write(anna, c)
    await anna.hear()
    assert await igor.hear(everything=True) == []
    write(anna, c, " ")
    assert [f.get("code") for f in await anna.hear()] == ["text_empty"]


async def test_what_a_note_carries_is_told_live_and_later_alike_and_to_no_client(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, c = await begun(stage, anna, igor)
    before = (await stage.widget().welcomed(widget.key))["position"]
    deps, me = stage.house.deps, Uploader.operator(await who(stage, IGOR))
    files = [FileId(bytes.fromhex(make_id())) for _ in range(2)]
    for file in files:
        await uploads.begin(deps, me, file, "Паспорт.pdf", len(PDF))
        await uploads.append(deps, me, file, 0, PDF)
    names = [file.hex() for file in reversed(files)]
    igor.say({"t": "note", "id": make_id(), "conversation": c, "text": SECRET, "files": names})
    noted, told = await igor.hear()
    live, note = await anna.hear(), told["note"]
    assert isinstance(note, dict)
    assert [file["id"] for file in note["files"]] == names
    assert (noted["files"], live) == (note["files"], [told])
    await edit(stage, IGOR, c, str(note["id"]), "other words")
    (edited,) = await anna.hear()
    late = await stage.desk(ANNA)
    await late.welcomed(int(str(told["position"])) - 1)
    assert [f["note"] for f in await late.hear()] == [edited["note"]] * 2, "the note as it is now, with its files"
    await delete(stage, IGOR, c, str(note["id"]))
    (gone,) = await anna.hear()
    assert isinstance(gone["note"], dict)
    assert gone["note"]["files"] == []
    assert await widget.hear(everything=True) == []
    back = stage.widget()
    await back.welcomed(widget.key, str(before))
    assert await back.hear(everything=True) == []
