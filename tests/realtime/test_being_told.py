"""Who is to be told of a fact: the same words for everybody in scope, and `notify` for whom PRODUCT.md 4.4 names."""

from dataclasses import replace

from besedka.actions import saving, sections
from besedka.domain.settings import Settings, Unassigned, version
from tests.people import ANNA, IGOR
from tests.realtime.stage import Desk, Frame, Stage, begun
from tests.realtime.test_life import assign


def loud(frames: list[Frame]) -> list[str]:
    """Return the kinds of what one is to be told of."""
    return [str(f["t"]) for f in frames if f.get("notify")]


async def choose(stage: Stage, who: Unassigned) -> None:
    deps, shop, seen = stage.house.deps, stage.shop, version(Settings())
    await saving.save(
        deps, shop.owner, shop.number, sections.WORK, seen, lambda known: replace(known, notify_unassigned=who)
    )
    for channel in stage.house.hub.channels.values():
        await stage.house.hub.refresh(channel)


async def both(stage: Stage) -> tuple[Desk, Desk]:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    await anna.hear()
    return anna, igor


async def test_a_new_conversation_is_told_to_nobody(stage: Stage) -> None:
    anna, igor = await both(stage)
    widget = await stage.visitor()
    widget.post("hello")
    widget.post("anybody?")
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [[], []]


async def test_only_the_responsible_is_told_of_what_the_client_writes(stage: Stage) -> None:
    anna, igor = await both(stage)
    widget, id = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", id)
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [[], []], "one's own taking is no news"
    widget.post("to Igor")
    hers, his = await anna.hear(), await igor.hear()
    assert (loud(hers), loud(his)) == ([], ["message_posted"])
    assert hers == [{k: v for k, v in frame.items() if k != "notify"} for frame in his], "the same words for both"


async def test_all_windows_of_the_responsible_are_told_and_choose_among_themselves(stage: Stage) -> None:
    one, two = await stage.operator(IGOR), await stage.operator(IGOR)
    widget, id = await begun(stage, one, two)
    await stage.act(IGOR, "take", id)
    widget.post("to Igor")
    assert [loud(await desk.hear()) for desk in (one, two)] == [["message_posted"]] * 2


async def test_nobody_is_told_of_an_answer(stage: Stage) -> None:
    anna, igor = await both(stage)
    _, id = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", id)
    igor.post(id, "mine")
    anna.post(id, "an administrator steps in")
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [[], []]


async def test_a_project_may_tell_everybody_who_is_online_of_unassigned_ones(stage: Stage) -> None:
    anna, igor = await both(stage)
    await choose(stage, "online")
    widget = await stage.visitor()
    widget.post("hello")
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [["message_posted"]] * 2, (
        "once, not once more for the start"
    )


async def test_a_project_may_tell_its_administrators_of_unassigned_ones(stage: Stage) -> None:
    anna, igor = await both(stage)
    await choose(stage, "admins")
    widget = await stage.visitor()
    widget.post("hello")
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [["message_posted"], []]


async def test_what_was_missed_is_told_too_and_ends_where_the_welcome_says(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, id = await begun(stage, igor)
    await stage.act(IGOR, "take", id)
    await igor.hear()
    igor.cut()
    widget.post("while you were away")
    await widget.hear()
    back = await stage.desk(IGOR)
    welcome = await back.welcomed(position=3)
    told = await back.hear()
    assert loud(told) == ["message_posted"]
    assert [f["position"] for f in told][-1] == welcome["upto"]
    widget.post("and now")
    assert [f["position"] for f in await back.hear()] == [int(str(welcome["upto"])) + 1]


async def test_to_whom_an_administrator_assigns_it_is_told_and_nobody_else(stage: Stage) -> None:
    anna, igor = await both(stage)
    _, id = await begun(stage, anna, igor)
    await assign(stage, id, stage.shop.igor)
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [[], ["conversation_assigned"]]
    await assign(stage, id, stage.shop.anna, stage.shop.igor)
    assert [loud(await desk.hear()) for desk in (anna, igor)] == [[], []], "Anna took it herself, Igor lost it"
