"""What the journal does not hold (colleagues, the project's settings, its tags, its canned responses) reaches whoever was away, too."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from besedka.actions import canned, tags
from besedka.actions.canned import Draft, Keeper
from besedka.actions.tags import SetTag
from besedka.domain.ids import CannedId, ConversationId, FolderId, TagId
from besedka.domain.operator import Operator
from besedka.domain.tag import Color
from besedka.store import people, projects
from tests.people import ANNA, IGOR
from tests.realtime.stage import Desk, Frame, Stage, begun
from tests.units import submit

TIMBER, STONE = TagId(b"t" * 16), TagId(b"s" * 16)


async def anna_of(stage: Stage) -> Operator:
    found = await stage.house.deps.database.read(people.operator_by_id(stage.shop.anna))
    assert found is not None
    return found


async def add(stage: Stage, id: TagId, name: str, color: Color = "amber") -> None:
    """Anna makes a tag, and nobody hears the blip."""
    await tags.add(stage.house.deps, await anna_of(stage), id, name, color)


def told(frames: list[Frame], kind: str) -> list[Frame]:
    """Return the frames of this kind."""
    return [frame for frame in frames if frame["t"] == kind]


def names(frame: Frame) -> list[object]:
    """Return the names of the tags that were told."""
    found = frame["tags"]
    assert isinstance(found, list)
    return [tag["name"] for tag in found]


def made_ids(count: int) -> list[CannedId]:
    """Return ids of canned responses."""
    return [CannedId(bytes([n]) * 16) for n in range(1, count + 1)]


async def back(stage: Stage, position: int) -> tuple[Desk, list[Frame]]:
    """Igor returns; what he hears after the welcome."""
    desk = await stage.desk(IGOR)
    welcome = await desk.welcomed(position)
    assert welcome["resync"] is False
    return desk, await desk.hear(everything=True)


async def test_who_was_away_is_told_all_of_it_before_the_facts(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    _, id = await begun(stage, anna, igor)
    await add(stage, TIMBER, "Брус")
    position = int(igor.session.position)
    igor.cut()
    me, deps, c = await anna_of(stage), stage.house.deps, ConversationId(bytes.fromhex(id))
    await add(stage, STONE, "Камень")
    await tags.change(deps, me, TIMBER, "Сосна", "green")
    await submit(stage.house, lambda done: SetTag(me, c, deps.clock.now(), done, STONE, True))
    project = await deps.database.read(projects.project_by_number(stage.shop.number))
    assert project is not None
    await deps.committer.run(
        lambda: projects.change_settings(project.number, replace(project.settings, confirm_closing=True))
    )
    await deps.committer.run(lambda: people.change_operator(replace(me, name="Анна Белая"), me.email))
    await stage.house.hub.refresh(await stage.house.hub.channel(stage.shop.number))
    _, heard = await back(stage, position)
    (labels,), (house,), (staff,) = (told(heard, kind) for kind in ("tags", "project", "people"))
    assert names(labels) == ["Сосна", "Камень"]
    assert "'confirm_closing': True" in str(house)
    assert "Анна Белая" in str(staff)
    (tagged,) = told(heard, "conversation_tagged")
    assert (tagged["conversation"], tagged["tags"]) == (id, [STONE.hex()])
    assert heard.index(labels) < heard.index(tagged), "a tag is known before it is set"


async def test_tags_are_told_live_and_only_when_they_are_others(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    await add(stage, TIMBER, "Брус")
    for expected in (["Брус"], None):
        stage.house.hub.blip(stage.shop.number, {"b": "tags"})
        heard = told(await igor.hear(everything=True), "tags")
        assert [names(frame) for frame in heard] == ([] if expected is None else [expected])


async def test_a_lost_blip_is_made_up_for_by_the_next_beat(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    await add(stage, TIMBER, "Брус")
    assert told(await igor.hear(everything=True), "tags") == []
    await stage.house.hub.beat()
    assert [names(frame) for frame in told(await igor.hear(everything=True), "tags")] == [["Брус"]]


async def test_canned_responses_are_told_when_they_are_others_though_no_blip_came(stage: Stage) -> None:
    igor, deps = await stage.operator(IGOR), stage.house.deps
    keeper, (id, other), folder = Keeper(stage.shop.number, await anna_of(stage)), made_ids(2), FolderId(b"f" * 16)
    added = await canned.add(deps, keeper, id, Draft("Доставка", "Завтра", None))
    changes: list[Callable[[], Awaitable[object]]] = [
        lambda: canned.add(deps, keeper, other, Draft("Оплата", "Картой", None)),
        lambda: canned.change(deps, keeper, id, Draft("Доставка", "В пятницу", None), added.updated_at),
        lambda: canned.remove(deps, keeper, other),
        lambda: canned.add_folder(deps, keeper, folder, "Срок"),
        lambda: canned.rename_folder(deps, keeper, folder, "Сроки"),
        lambda: canned.remove_folder(deps, keeper, folder),
    ]
    for change in changes:
        await stage.house.hub.beat()
        await igor.hear(everything=True)
        await change()
        for expected in (1, 0):
            await stage.house.hub.beat()
            assert len(told(await igor.hear(everything=True), "canned")) == expected


async def test_a_tag_that_is_set_is_told_to_who_sees_it_and_to_nobody_else(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await add(stage, TIMBER, "Брус")
    me, deps, c = await anna_of(stage), stage.house.deps, ConversationId(bytes.fromhex(id))
    for on, expected in ((True, [TIMBER.hex()]), (False, [])):
        await submit(stage.house, lambda done, on=on: SetTag(me, c, deps.clock.now(), done, TIMBER, on))  # type: ignore[misc]  # bound in time
        for desk in (anna, igor):
            assert [(f["t"], f["tags"], f["operator"]) for f in await desk.hear()] == [
                ("conversation_tagged", expected, stage.shop.anna.hex())
            ]
    await stage.act(ANNA, "take", id)
    await igor.hear()
    await widget.hear()
    position = int(igor.session.position)
    await submit(stage.house, lambda done: SetTag(me, c, deps.clock.now(), done, TIMBER, True))
    assert await igor.hear() == []
    assert await widget.hear() == [], "clients know of no tags"
    igor.cut()
    _, heard = await back(stage, position)
    assert told(heard, "conversation_tagged") == []
