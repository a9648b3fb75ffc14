"""Who is called by the ladder hears so on all devices, and what is seen on one is seen on all; clients hear nothing of it."""

from besedka.actions.alerts.calling import ClimbLadder
from besedka.domain.ids import ConversationId, Instant
from tests.clock import FrozenClock
from tests.people import ANNA, IGOR
from tests.realtime.stage import Desk, Frame, Stage, begun


async def called(stage: Stage, conversation: str, seconds: float, clock: FrozenClock) -> int:
    """Let so much time pass, and climb."""
    clock.advance(seconds)
    ids, now, deps = [ConversationId(bytes.fromhex(conversation))], clock.now(), stage.house.deps
    taken = await deps.committer.ask(lambda done: ClimbLadder(stage.shop.number, ids, now, Instant(0), done))
    await stage.settle()
    return taken


async def calls(desk: Desk) -> list[tuple[object, object]]:
    """Return the steps that the app was told of, and whether it is to call."""
    return [(f["step"], f.get("notify")) for f in await desk.hear() if f["t"] == "conversation_called"]


async def test_the_responsible_is_called_and_an_administrator_sees_it(clock: FrozenClock, stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, c = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", c)
    for desk in (anna, igor, widget):
        await desk.hear()
    assert await called(stage, c, 15, clock) == 1
    assert await called(stage, c, 45, clock) == 2
    assert await calls(igor) == [("popup", True), ("sound", True), ("push", None)]
    assert await calls(anna) == [("popup", None), ("sound", None), ("push", None)]
    assert await widget.hear() == []


async def test_the_others_get_it_among_the_new_ones_and_the_client_only_hears_that_nobody_has_it(
    clock: FrozenClock, stage: Stage
) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, c = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", c)
    for desk in (anna, igor, widget):
        await desk.hear()
    await called(stage, c, 300, clock)
    told = await igor.hear()
    assert [(f["t"], f.get("step"), f.get("notify")) for f in told[-2:]] == [
        ("conversation_returned", "others", None), ("conversation_called", "others", True),
    ]  # fmt: skip
    heard: list[Frame] = await widget.hear()
    assert [(f["t"], f["operator"]) for f in heard] == [("conversation_taken", None)]


async def test_what_is_seen_in_one_window_is_seen_in_all_of_the_same_operator(clock: FrozenClock, stage: Stage) -> None:
    one, other, anna = await stage.operator(IGOR), await stage.operator(IGOR), await stage.operator(ANNA)
    _, c = await begun(stage, one, other, anna)
    for desk in (one, other, anna):
        await desk.hear(everything=True)
    one.say({"t": "seen", "conversation": c})
    seen = {"t": "seen", "conversation": c}
    assert [seen in await desk.hear(everything=True) for desk in (one, other, anna)] == [True, True, False]
