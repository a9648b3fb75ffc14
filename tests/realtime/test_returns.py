"""A conversation comes back from a disabled operator: whoever may take it now is told, with all that a row needs."""

from besedka.actions import operators, returns
from tests.people import ANNA, IGOR
from tests.realtime.stage import Stage, begun


async def test_everybody_sees_what_came_back_and_may_take_it(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", id)
    widget.post("are you there?")
    assert "message_posted" not in await igor.kinds(), "it is Anna's"
    await anna.hear()
    await widget.hear()

    await operators.disable(stage.house.deps, stage.shop.owner, stage.shop.number, stage.shop.anna)
    await returns.from_disabled(stage.house.deps, stage.shop.number)
    told = [frame for frame in await igor.hear() if frame["t"] == "conversation_returned"]
    assert [frame["former"] for frame in told] == [stage.shop.anna.hex()]
    row = told[0]["conversation"]
    assert isinstance(row, dict)
    assert (row["id"], row["status"], row["assignee"], row["unread"]) == (id, "new", None, row["last_seq"])
    heard = [(frame["t"], frame["operator"]) for frame in await widget.hear()]
    assert heard == [("conversation_taken", None)], "clients hear that nobody answers, not why"
    await stage.act(IGOR, "take", id)
    assert "conversation_taken" in await widget.kinds()


async def test_a_widget_that_was_away_shows_the_former_operator_no_more(stage: Stage) -> None:
    widget, id = await begun(stage)
    await stage.act(ANNA, "take", id)
    told = await widget.hear()
    position = str(told[-1]["position"])
    await stage.act(ANNA, "ask", id)
    widget.cut()
    await operators.disable(stage.house.deps, stage.shop.owner, stage.shop.number, stage.shop.anna)
    await returns.from_disabled(stage.house.deps, stage.shop.number)
    back = stage.widget()
    assert (await back.welcomed(widget.key, position))["snapshot"] is False
    heard = await back.hear()
    assert [(f["t"], f.get("operator"), f.get("status")) for f in heard][-1] == ("conversation_taken", None, "new")
    fresh = (await stage.widget().welcomed(widget.key))["conversation"]
    assert isinstance(fresh, dict)
    assert (fresh["operator"], fresh["status"]) == (None, "new")


async def test_it_is_replayed_to_who_was_away(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    _, id = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", id)
    await igor.hear()
    igor.cut()
    await operators.disable(stage.house.deps, stage.shop.owner, stage.shop.number, stage.shop.anna)
    await returns.from_disabled(stage.house.deps, stage.shop.number)
    back = await stage.desk(IGOR)
    await back.welcomed(position=2)
    assert "conversation_returned" in await back.kinds()
