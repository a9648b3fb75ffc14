"""Changed and deleted messages, as both sides hear of them."""

import pytest

from besedka.actions.edits import Changed, DeleteMessage, EditMessage
from besedka.domain.errors import Conflict, Forbidden, NotFound, Refusal
from besedka.domain.ids import ConversationId, MessageId
from besedka.store import notes, people
from tests.clients import make_id
from tests.clock import FrozenClock
from tests.people import ANNA, IGOR, Person
from tests.realtime.stage import Desk, Stage, Widget, begun
from tests.units import submit


async def edit(stage: Stage, who: Person, c: str, m: str, text: str, limit: int = 900) -> Changed:
    me = await stage.house.deps.database.read(people.operator_by_id(stage.shop.operator(who)))
    assert me is not None
    now, conversation, id = stage.house.deps.clock.now(), ConversationId(bytes.fromhex(c)), MessageId(bytes.fromhex(m))
    return await submit(stage.house, lambda done: EditMessage(me, conversation, now, done, id, limit, text))


async def delete(stage: Stage, who: Person, c: str, m: str, limit: int = 900) -> Changed:
    me = await stage.house.deps.database.read(people.operator_by_id(stage.shop.operator(who)))
    assert me is not None
    now, conversation, id = stage.house.deps.clock.now(), ConversationId(bytes.fromhex(c)), MessageId(bytes.fromhex(m))
    return await submit(stage.house, lambda done: DeleteMessage(me, conversation, now, done, id, limit))


async def answered(stage: Stage) -> tuple[Widget, Desk, str, str]:
    """Return a visitor and Igor, with the conversation and his answer in it."""
    igor = await stage.operator(IGOR)
    widget, c = await begun(stage, igor)
    m = igor.post(c, "frist")
    await igor.hear()
    await widget.hear()
    return widget, igor, c, m


async def test_the_client_sees_a_change_at_once_and_marked(stage: Stage) -> None:
    widget, igor, c, m = await answered(stage)
    await edit(stage, IGOR, c, m, "first")
    assert [f["t"] for f in await widget.hear()] == ["message_edited"]
    (told,) = await igor.hear()
    message = told["message"]
    assert isinstance(message, dict)
    assert (message["text"], message["seq"], message["edited_at"] is not None) == ("first", 2, True)


async def test_of_a_deleted_message_the_place_remains(stage: Stage) -> None:
    widget, _, c, m = await answered(stage)
    await delete(stage, IGOR, c, m)
    (told,) = await widget.hear()
    assert told["t"] == "message_deleted"
    message = told["message"]
    assert isinstance(message, dict)
    assert (message["text"], message["deleted"], message["seq"]) == ("", True, 2)


async def test_who_was_away_catches_up_with_todays_words(stage: Stage) -> None:
    widget, igor, c, m = await answered(stage)
    seen = igor.session.position
    igor.cut()
    await edit(stage, IGOR, c, m, "first")
    back = await stage.desk(IGOR)
    await back.welcomed(seen)
    told = [f for f in await back.hear() if f["t"] == "message_edited"]
    assert len(told) == 1
    fresh = await stage.widget().welcomed(widget.key)
    messages = fresh["messages"]
    assert isinstance(messages, list)
    assert [(one["text"], one["edited"]) for one in messages] == [("hello", False), ("first", True)]


async def test_every_earlier_version_is_kept(stage: Stage) -> None:
    _, _, c, m = await answered(stage)
    await edit(stage, IGOR, c, m, "first")
    await edit(stage, IGOR, c, m, "first")
    await edit(stage, IGOR, c, m, "First")
    await delete(stage, IGOR, c, m)
    found = await stage.house.deps.database.read(notes.versions(bytes.fromhex(m)))
    assert [v.text for v in found] == ["frist", "first", "First"]


async def test_what_bears_a_notes_id_is_not_changed_so_that_the_notes_versions_stay_its_own(stage: Stage) -> None:
    _, igor, c, _ = await answered(stage)
    id = make_id()
    igor.say({"t": "note", "id": id, "conversation": c, "text": "a difficult one"})
    igor.post(c, "a message", id=id)
    assert "ack" in [f["t"] for f in await igor.hear()]
    for attempt in (edit(stage, IGOR, c, id, "no"), delete(stage, IGOR, c, id)):
        with pytest.raises(NotFound):
            await attempt
    assert await stage.house.deps.database.read(notes.versions(bytes.fromhex(id))) == []


async def test_the_row_of_the_list_shows_what_was_changed(stage: Stage) -> None:
    _, _, c, m = await answered(stage)
    await edit(stage, IGOR, c, m, "first")
    desk = await stage.desk(ANNA)
    await desk.welcomed()
    started = next(f for f in await desk.hear() if f["t"] == "conversation_started")["conversation"]
    assert isinstance(started, dict)
    assert started["last_message"]["text"] == "first"


async def test_what_may_not_be_changed(stage: Stage, clock: FrozenClock) -> None:
    widget, igor, c, m = await answered(stage)
    other, elsewhere = await begun(stage, igor)
    theirs = other.post("mine")
    await other.hear()
    refused: list[tuple[str, type[Refusal], str]] = []

    async def fails(
        kind: type[Refusal], code: str, who: Person, conversation: str, message: str, limit: int = 900
    ) -> None:
        for attempt in (
            edit(stage, who, conversation, message, "no", limit),
            delete(stage, who, conversation, message, limit),
        ):
            with pytest.raises(kind) as refusal:
                await attempt
            assert refusal.value.code == code
            refused.append((code, kind, message))

    await fails(Forbidden, "not_your_message", ANNA, c, m)
    await fails(Forbidden, "not_your_message", IGOR, elsewhere, theirs)
    await fails(NotFound, "not_found", IGOR, elsewhere, m)
    await fails(NotFound, "not_found", IGOR, c, "0" * 32)
    clock.advance(900)
    await fails(Conflict, "change_too_late", IGOR, c, m, 899)
    await fails(Conflict, "change_too_late_s", IGOR, c, m, 59)
    await fails(Conflict, "change_never", IGOR, c, m, 0)
    await edit(stage, IGOR, c, m, "in time", 901)
    await delete(stage, IGOR, c, m, 901)
    await fails(Conflict, "message_gone", IGOR, c, m, 901)
    assert len(refused) == 16
    assert [f["t"] for f in await widget.hear()] == ["message_edited", "message_deleted"]


async def test_a_quote_names_a_message_of_this_conversation(stage: Stage) -> None:
    widget, igor, c, _ = await answered(stage)
    igor.say({"t": "post", "id": "1" * 32, "conversation": c, "text": "yes", "quote": 1})
    igor.say({"t": "post", "id": "2" * 32, "conversation": c, "text": "no", "quote": 9})
    told = await igor.hear()
    assert [f.get("code") for f in told if f["t"] == "refused"] == ["quote_unknown"]
    (posted,) = [f["message"] for f in await widget.hear() if f["t"] == "message_posted"]
    assert isinstance(posted, dict)
    assert (posted["text"], posted["quote"]) == ("yes", 1)
