"""Who is there: told to colleagues with its shades, to clients as yes or no."""

from besedka.actions import operators
from besedka.app import open_house
from besedka.config import Settings
from besedka.domain.operator import Stance
from besedka.store import people
from tests.people import ANNA, IGOR, Person
from tests.realtime.stage import ONE_DATABASE, Desk, Frame, Stage, Widget

IDLE, ACTIVE = {"t": "availability", "idle": True}, {"t": "availability", "idle": False}


def last(frames: list[Frame], kind: str) -> Frame | None:
    """Return the last frame of a kind."""
    return next((frame for frame in reversed(frames) if frame["t"] == kind), None)


async def there(desk: Desk) -> tuple[object, object]:
    """Return whom the desk was last told to be online, and to be away."""
    told = last(await desk.hear(everything=True), "presence")
    return ("nothing", "new") if told is None else (told["online"], told["away"])


async def say(stage: Stage, who: Person, stance: Stance | None) -> None:
    """Set a stance as the door does."""
    deps, number = stage.house.deps, stage.shop.number
    me = await deps.database.read(people.operator_by_id(stage.shop.operator(who)))
    assert me is not None
    await operators.set_stance(deps, me, stance)
    stage.house.hub.blip(number, {"b": "people", "ended": []})
    stage.house.hub.blip(number, {"b": "presence"})


async def anyone(widget: Widget) -> object:
    """Return whether the visitor was last told that somebody is there; None for no news."""
    told = last(await widget.hear(everything=True), "team")
    team = None if told is None else told["team"]
    return team["online"] if isinstance(team, dict) else None


async def test_idle_is_away_and_nobody_is_there_for_clients(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget = await stage.visitor()
    await anna.hear()
    igor.say(IDLE)
    assert await there(anna) == ([stage.shop.anna.hex()], [stage.shop.igor.hex()])
    assert await anyone(widget) is True
    anna.say(IDLE)
    assert await there(igor) == ([], sorted([stage.shop.anna.hex(), stage.shop.igor.hex()]))
    assert await anyone(widget) is False
    igor.say(ACTIVE)
    assert await there(anna) == ([stage.shop.igor.hex()], [stage.shop.anna.hex()])
    assert await anyone(widget) is True


async def test_active_in_any_window_is_active(stage: Stage) -> None:
    anna, first, second = await stage.operator(ANNA), await stage.operator(IGOR), await stage.operator(IGOR)
    await anna.hear()
    first.say(IDLE)
    assert await there(anna) == ("nothing", "new")
    second.say(IDLE)
    assert await there(anna) == ([stage.shop.anna.hex()], [stage.shop.igor.hex()])
    first.say(ACTIVE)
    assert (await there(anna))[1] == []
    first.cut()
    assert await there(anna) == ([stage.shop.anna.hex()], [stage.shop.igor.hex()]), "only the idle window is left"


@ONE_DATABASE
async def test_what_is_said_by_hand_outweighs_and_lasts(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget = await stage.visitor()
    await say(stage, ANNA, "offline")
    assert await there(igor) == ([stage.shop.igor.hex()], [])
    await say(stage, IGOR, "away")
    assert await there(anna) == ([], [stage.shop.igor.hex()])
    assert await anyone(widget) is False
    igor.cut()
    back = await stage.desk(IGOR)
    told = [await back.welcomed(), *(f for f in await back.hear(everything=True) if f["t"] == "presence")]
    assert told[-1]["away"] == [stage.shop.igor.hex()], "a new window changes nothing of it"
    assert [frame["online"] for frame in told] == [[]] * len(told), "not for a moment"
    await say(stage, IGOR, None)
    assert (await there(back))[0] == [stage.shop.igor.hex()]
    assert await anyone(widget) is True


@ONE_DATABASE
async def test_the_other_windows_hear_what_was_said_by_hand(stage: Stage) -> None:
    first, second = await stage.operator(IGOR), await stage.operator(IGOR)
    await say(stage, IGOR, "away")
    for window in (first, second):
        told = last(await window.hear(everything=True), "people")
        assert told is not None
        staff = told["operators"]
        assert isinstance(staff, list)
        assert {o["name"]: o["stance"] for o in staff} == {ANNA.name: None, IGOR.name: "away"}


@ONE_DATABASE
async def test_a_window_hears_after_its_welcome_who_was_changed_meanwhile(stage: Stage) -> None:
    desk = await stage.desk(ANNA)
    await desk.welcomed()
    told = last(await desk.hear(everything=True), "people")
    assert told is not None
    assert isinstance(told["operators"], list)
    assert len(told["operators"]) == 2


@ONE_DATABASE
async def test_idle_said_twice_is_written_once(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    anna.say(IDLE)
    await anna.hear()
    before = stage.house.deps.committer.units
    anna.say(IDLE)
    await anna.hear()
    assert stage.house.deps.committer.units == before


@ONE_DATABASE
async def test_who_comes_while_somebody_is_written_down_as_gone_is_there(stage: Stage) -> None:
    """A reload: the old window's going is being written when the new one comes."""
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    for _ in range(20):
        igor.cut()
        igor = await stage.desk(IGOR)
        await igor.welcomed()
    assert await there(anna) in (
        (sorted([stage.shop.anna.hex(), stage.shop.igor.hex()]), []),
        ("nothing", "new"),
    )
    found = await stage.house.hub.presence.there(await stage.house.hub.channel(stage.shop.number))
    assert found.of(stage.shop.igor) == "online"


@ONE_DATABASE
async def test_a_killed_server_is_told_of_its_last_life_only_until_it_sees_for_itself(
    stage: Stage, settings: Settings
) -> None:
    await stage.operator(ANNA)
    async with open_house(settings) as next_life:  # the first one has not said that it ends
        await Stage(next_life, stage.shop).operator(IGOR)
        found = await next_life.hub.presence.there(await next_life.hub.channel(stage.shop.number))
    assert found.online == [stage.shop.igor]
