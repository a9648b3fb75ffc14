"""Uploads and what becomes of them, on both databases: bound once, within limits, forgotten in time, gone with their message."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions import avatars, files
from besedka.actions.attach import Attachments
from besedka.actions.edits import Changed, DeleteMessage
from besedka.actions.files import Uploader, preview_key
from besedka.actions.messages import Posted, VisitorPost
from besedka.actions.notes import AddNote, Noted
from besedka.app import House
from besedka.domain.errors import BadInput, Conflict, NotFound, Refusal
from besedka.domain.file import MEGABYTE, File
from besedka.domain.forms import Consent, Forms
from besedka.domain.ids import FileId, Instant, MessageId, NoteId, OperatorId, new_id
from besedka.domain.operator import Operator
from besedka.domain.settings import Settings
from besedka.ports.database import Script
from besedka.store import files as rows
from besedka.store import journal, people, projects
from tests.clock import FrozenClock
from tests.people import Shop, open_shop
from tests.pictures import PDF, picture
from tests.units import ORIGIN, Author, answer, read, submit

DAY = 24 * 3_600_000


def fresh(house: House) -> FileId:
    return FileId(new_id(house.deps.clock.now()))


async def uploaded(house: House, who: Uploader, name: str = "a.pdf", data: bytes = PDF) -> FileId:
    id = fresh(house)
    await files.begin(house.deps, who, id, name, len(data))
    await files.append(house.deps, who, id, 0, data)
    return id


async def stored(house: House, id: FileId) -> File | None:
    return await house.deps.database.read(rows.by_id(id))


def visitor(olga: Author) -> Uploader:
    return Uploader(olga.shop.number, "visitor", olga.key.visitor)


def post(olga: Author, *ids: FileId, text: str = "") -> "asyncio.Future[Posted]":
    """Post a visitor's message that carries files."""
    house, now = olga.house, olga.house.deps.clock.now()
    return submit(
        house,
        lambda done: VisitorPost(olga.shop.number, olga.key, olga.new_id(), text, now, ORIGIN, None, done, ids),
    )


async def choose(house: House, shop: Shop, settings: Settings) -> None:
    def script() -> Script[None]:
        yield from projects.change_settings(shop.number, settings)

    await house.deps.committer.run(script)


async def operator(house: House, id: OperatorId) -> Operator:
    found = await house.deps.database.read(people.operator_by_id(id))
    assert found is not None
    return found


async def test_two_messages_at_once_get_a_file_once(house: House, shop: Shop) -> None:
    olga = Author(house, shop)
    id = await uploaded(house, visitor(olga))
    outcomes = await asyncio.gather(*(post(olga, id) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(one, Posted) for one in outcomes) == 1
    assert [one.code for one in outcomes if isinstance(one, Refusal)] == ["file_taken"] * 4
    assert await read(house, "SELECT count(*) FROM messages") == [(1,)]


async def test_a_refused_first_message_leaves_nothing(house: House, shop: Shop) -> None:
    olga = Author(house, shop)
    with pytest.raises(BadInput):
        await post(olga, fresh(house))
    for table in ("conversations", "visitors", "messages", "journal"):
        assert await read(house, f"SELECT count(*) FROM {table}") == [(0,)], table


async def test_the_journal_tells_of_the_files_in_their_order(house: House, shop: Shop) -> None:
    olga = Author(house, shop)
    ids = [await uploaded(house, visitor(olga), f"{n}.pdf") for n in range(4)]
    order = (ids[2], ids[0], ids[3], ids[1])
    posted = await post(olga, *order)
    assert [file.id for file in posted.files] == list(order)
    facts = await house.deps.database.read(journal.after(shop.number, posted.after, 10))
    told = next(fact for fact in facts if fact.kind == "message_posted")
    assert [file.id for file in told.attached] == list(order)
    assert told.conversation.last_text == "2.pdf, 0.pdf, 3.pdf, 1.pdf"


async def test_what_nobody_posts_is_forgotten_after_a_day(house: House, shop: Shop, clock: FrozenClock) -> None:
    olga, deps = Author(house, shop), house.deps
    lost, kept = (
        await uploaded(house, visitor(olga)),
        await uploaded(house, visitor(olga), "a.png", picture(300, 300, "PNG")),
    )
    half = fresh(house)
    await files.begin(deps, visitor(olga), half, "half.bin", 100)
    await files.append(deps, visitor(olga), half, 0, b"x" * 50)
    await post(olga, kept)
    clock.advance(DAY // 1000 - 1)
    await files.tidy(deps)
    gone = [await stored(house, id) for id in (lost, half)]
    assert None not in gone
    clock.advance(2)
    await files.tidy(deps)
    assert [await stored(house, id) for id in (lost, half)] == [None, None]
    assert [await deps.files.length(file.key.hex()) for file in gone if file is not None] == [0, 0]
    still = await stored(house, kept)
    assert still is not None
    assert await deps.files.length(still.key.hex()) == still.size
    assert await deps.files.length(preview_key(still)) == still.preview > 0


async def test_a_deleted_message_takes_its_files_away(house: House, shop: Shop) -> None:
    olga, deps = Author(house, shop), house.deps
    await olga.post("Здравствуйте")
    c, anna = await olga.conversation(), await operator(house, shop.anna)
    id = await uploaded(house, Uploader.operator(anna))
    file, now = await stored(house, id), deps.clock.now()
    assert file is not None
    message = MessageId(new_id(now))
    await answer(house, shop, anna.id, c, "", message, (id,))
    assert (await deps.database.read(files.for_operator(anna, id))).id == id
    changed: Changed = await submit(
        house, lambda done: DeleteMessage(anna, c, Instant(now + 1), done, message, 900)
    )  # fmt: skip
    assert changed.message.files == 0
    with pytest.raises(NotFound):
        await deps.database.read(files.for_operator(anna, id))
    await files.tidy(deps)
    assert await deps.files.length(file.key.hex()) == 0
    assert await stored(house, id) is None


async def test_limits_of_the_conversation_and_of_the_project(house: House, shop: Shop) -> None:
    olga, deps = Author(house, shop), house.deps
    await choose(house, shop, Settings(file_limit=2, conversation_files=3, project_files=5))
    with pytest.raises(BadInput):
        await files.begin(deps, visitor(olga), fresh(house), "a", 2 * MEGABYTE + 1)
    await olga.post("Здравствуйте")
    hers = replace(visitor(olga), conversation=await olga.conversation())
    big = await uploaded(house, hers, "a", b"a" * (2 * MEGABYTE))
    await post(olga, big)
    with pytest.raises(Conflict) as refused:
        await files.begin(deps, hers, fresh(house), "b", 2 * MEGABYTE)
    assert (refused.value.code, refused.value.params["limit"]) == ("files_full", 3)
    anna = Uploader.operator(await operator(house, shop.anna))
    await files.begin(deps, anna, fresh(house), "b", 2 * MEGABYTE)
    with pytest.raises(Conflict) as refused:
        await files.begin(deps, anna, fresh(house), "b", 2 * MEGABYTE)
    assert (refused.value.code, refused.value.params["limit"]) == ("files_full", 5)


async def test_of_another_project_nothing_can_be_attached_or_read(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    olga, stranger = Author(house, shop), await operator(house, other.anna)
    id = await uploaded(house, visitor(olga))
    await post(olga, id)
    with pytest.raises(NotFound):
        await house.deps.database.read(files.for_operator(stranger, id))
    theirs = await uploaded(house, Uploader.operator(stranger))
    with pytest.raises(BadInput):
        await answer(house, shop, shop.anna, await olga.conversation(), "x", files=(theirs,))


async def test_what_is_in_notes_takes_no_room_from_the_visitor(house: House, shop: Shop) -> None:
    olga, deps = Author(house, shop), house.deps
    await choose(house, shop, Settings(file_limit=2, conversation_files=3, project_files=50))
    await olga.post("Здравствуйте")
    c, anna = await olga.conversation(), await operator(house, shop.anna)
    big = await uploaded(house, Uploader.operator(anna), "a", b"a" * (2 * MEGABYTE))
    now = deps.clock.now()
    wanted = Attachments(anna.id, (big,))
    noted: Noted = await submit(house, lambda done: AddNote(anna, c, now, done, NoteId(new_id(now)), "", wanted))
    assert noted.note.files == 1
    hers = replace(visitor(olga), conversation=c)
    assert (await files.begin(deps, hers, fresh(house), "b", 2 * MEGABYTE)).received == 0


async def test_an_avatar_that_a_kill_cut_short_leaves_nothing_behind(
    house: House, shop: Shop, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    deps, anna = house.deps, await operator(house, shop.anna)
    face, allowed = picture(300, 300), avatars.by_operator(anna, anna.id)
    put = deps.files.put

    async def written_and_killed(key: str, data: bytes) -> None:
        await put(key, data)
        raise KeyboardInterrupt

    monkeypatch.setattr(deps.files, "put", written_and_killed)
    with pytest.raises(KeyboardInterrupt):
        await avatars.give(deps, allowed, face, None)
    monkeypatch.undo()
    given = await avatars.give(deps, allowed, face, None)
    clock.advance(DAY // 1000 + 1)
    await files.tidy(deps)
    kept = await stored(house, given)
    assert kept is not None
    assert [p.name for p in house.settings.files_folder.glob("??/*")] == [kept.key.hex()]


async def test_what_is_given_up_while_it_is_put_away_is_not_left_there(
    house: House, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    deps, anna = house.deps, Uploader.operator(await operator(house, shop.anna))
    id, face, settle = fresh(house), picture(300, 300, "PNG"), deps.files.settle

    async def slow(key: str) -> None:
        await files.cancel(deps, anna, id)
        await files.tidy(deps)
        await deps.files.append(key, 0, face)  # as a bucket would: it has the whole only now
        await settle(key)

    monkeypatch.setattr(deps.files, "settle", slow)
    await files.begin(deps, anna, id, "a.png", len(face))
    with pytest.raises(NotFound):
        await files.append(deps, anna, id, 0, face)
    assert await stored(house, id) is None
    assert list(house.settings.files_folder.glob("??/*")) == []


async def test_before_consent_nothing_is_kept_and_afterwards_as_ever(house: House, shop: Shop) -> None:
    olga = Author(house, shop)
    begun = fresh(house)
    await files.begin(house.deps, visitor(olga), begun, "a.pdf", len(PDF))
    asks = Forms(consent=Consent(in_chat=True, url="https://shop.example/privacy"))
    await house.deps.committer.run(lambda: projects.change_forms(shop.number, asks))
    for refused in (
        files.begin(house.deps, visitor(olga), fresh(house), "b.pdf", len(PDF)),
        files.append(house.deps, replace(visitor(olga), forms=asks), begun, 0, PDF[:10]),
        files.append(house.deps, visitor(olga), begun, 0, PDF),
    ):
        with pytest.raises(BadInput, match="consent_needed"):
            await refused
    assert (await files.look(house.deps, visitor(olga), begun)).received == 0, (
        "a node that has not heard of it keeps nothing"
    )
    anna = Uploader(shop.number, "operator", shop.anna)
    assert await uploaded(house, anna), "operators are not asked"
    await olga.post("Согласна")
    talks = replace(visitor(olga), conversation=await olga.conversation())
    assert await uploaded(house, talks), "who talks has agreed"
