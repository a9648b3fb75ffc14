"""The wait as visitors are told it: by answers that were given, by the hours, and by those who came before; to each only their own."""

from collections.abc import Mapping
from dataclasses import replace
from types import GeneratorType
from typing import TypeVar

from besedka.domain.schedule import Schedule, Span
from besedka.domain.settings import Settings
from besedka.domain.targeting import Targeting
from besedka.ports.database import Script
from besedka.realtime.around import look_at_waits
from besedka.realtime.visitor_session import VisitorSession
from besedka.realtime.waits import USUAL_AGAIN
from besedka.store import projects
from tests.clock import FrozenClock
from tests.people import ANNA
from tests.realtime.stage import ONE_DATABASE, Desk, Stage, Widget

T = TypeVar("T")
MORNING = 1_795_000_000_000  # Wednesday, 18 November 2026, 11:06:40 UTC


async def work(stage: Stage, *, show_wait: bool = True, show_position: bool = False) -> None:
    """Choose the project's settings, as the cabinet does."""
    chosen = Settings(show_wait=show_wait, show_position=show_position)
    await stage.house.deps.committer.run(lambda: projects.change_settings(stage.shop.number, chosen))
    await changed(stage)


async def changed(stage: Stage) -> None:
    """Let the house hear of it, and look at the waits."""
    stage.house.hub.blip(stage.shop.number, {"b": "people", "ended": []})
    await look(stage)


async def look(stage: Stage) -> None:
    """Do what is done every few seconds."""
    await stage.settle()
    await look_at_waits(stage.house.hub)
    await stage.settle()


async def told(widget: Widget) -> Mapping[str, object] | None:
    """Return the wait that the visitor was last told of, and what else of it meanwhile; None: no word."""
    teams = [f["team"] for f in await widget.hear(everything=True) if f["t"] == "team"]
    return wait_in(teams[-1]) if teams else None


async def welcomed(stage: Stage, key: str | None = None) -> Mapping[str, object]:
    """Return the wait that somebody is welcomed with."""
    return wait_in((await stage.widget().welcomed(key))["team"])


def wait_in(team: object) -> Mapping[str, object]:
    """Return the wait that a frame's team tells; empty: none."""
    assert isinstance(team, dict)
    wait = team.get("wait", {})
    assert isinstance(wait, dict)
    return wait


async def begun(stage: Stage) -> tuple[Widget, str]:
    """Return a visitor who has written, and the conversation's id."""
    widget = await stage.visitor()
    widget.post("hello")
    await widget.hear()
    session = widget.session
    assert isinstance(session, VisitorSession)
    assert session.conversation is not None
    return widget, session.conversation.id.hex()


async def answered(stage: Stage, clock: FrozenClock, anna: Desk, *seconds: float) -> None:
    """Have visitors be answered after so many seconds."""
    for wait in seconds:
        _, conversation = await begun(stage)
        await pass_time(stage, clock, wait)
        anna.post(conversation, "here")
        await stage.settle()


async def pass_time(stage: Stage, clock: FrozenClock, seconds: float) -> None:
    """Let time pass, in which whoever is there is seen."""
    clock.advance(seconds)
    await stage.house.hub.beat()
    await look(stage)


async def test_how_long_answers_take_is_told_once_enough_were_given(stage: Stage, clock: FrozenClock) -> None:
    anna = await stage.operator(ANNA)
    await answered(stage, clock, anna, 40, 50, 55, 200)
    widget = await stage.visitor()
    await pass_time(stage, clock, USUAL_AGAIN)
    assert await told(widget) is None
    await answered(stage, clock, anna, 30)
    assert await told(widget) is None, "it is believed for a minute"
    await pass_time(stage, clock, USUAL_AGAIN)
    assert await told(widget) == {"usual": 60}
    assert await welcomed(stage) == {"usual": 60}
    await answered(stage, clock, anna, 400, 400, 400, 400)
    await pass_time(stage, clock, USUAL_AGAIN)
    assert await told(widget) == {"usual": 600}
    await work(stage, show_wait=False)
    assert await told(widget) == {}
    assert await welcomed(stage) == {}
    await work(stage, show_wait=True)
    assert await told(widget) == {"usual": 600}
    anna.cut()
    await look(stage)
    assert await told(widget) == {}, "nobody is there: nobody answers within any time"


@ONE_DATABASE
async def test_what_was_written_with_nobody_there_says_nothing(stage: Stage, clock: FrozenClock) -> None:
    waiting = [await begun(stage) for _ in range(6)]
    clock.advance(5)
    anna = await stage.operator(ANNA)
    for _, conversation in waiting:
        anna.post(conversation, "good morning")
    await stage.settle()
    await pass_time(stage, clock, USUAL_AGAIN)
    widget = await stage.visitor()
    await look(stage)
    assert await told(widget) is None


async def hours(stage: Stage, schedule: Schedule) -> None:
    """Choose the hours."""
    await stage.house.deps.committer.run(
        lambda: projects.change_targeting(stage.shop.number, Targeting(schedule=schedule))
    )
    await changed(stage)


@ONE_DATABASE
async def test_when_the_hours_begin_is_told_while_nobody_is_there(stage: Stage, clock: FrozenClock) -> None:
    office = Schedule(True, "Europe/Moscow", ((Span(540, 900),),) * 5 + ((),) * 2)  # until 15:00 there, 12:00 UTC
    await hours(stage, office)
    widget = await stage.visitor()
    assert await told(widget) is None, "within the hours nobody knows when somebody comes"
    clock.advance(3_600)
    await look(stage)
    tomorrow = MORNING - MORNING % 86_400_000 + 30 * 3_600_000
    assert await told(widget) == {"opens": tomorrow}
    assert await welcomed(stage) == {"opens": tomorrow}
    anna = await stage.operator(ANNA)
    assert await told(widget) == {}, "somebody is there, whatever the hours"
    anna.cut()
    await stage.settle()
    assert await told(widget) == {"opens": tomorrow}
    await hours(stage, replace(office, on=False))
    assert await told(widget) == {}
    await hours(stage, office)
    assert await told(widget) == {"opens": tomorrow}
    await hours(stage, replace(office, outside="stay"))
    assert await told(widget) is None, "whether the chat stays then is another matter"
    clock.millis = tomorrow
    await look(stage)
    assert await told(widget) == {}
    assert await told(widget) is None


async def test_who_waits_is_told_how_many_wait_before_where_the_project_wants_that(stage: Stage) -> None:
    first, first_id = await begun(stage)
    second, _ = await begun(stage)
    await look(stage)
    assert await told(first) is await told(second) is None
    stranger = await stage.visitor()
    await work(stage, show_position=True)
    assert [await told(one) for one in (first, second, stranger)] == [{"ahead": 0}, {"ahead": 1}, None]
    third, third_id = await begun(stage)
    await look(stage)
    assert await told(third) == {"ahead": 2}
    assert await told(first) is await told(second) is None, "whose place is the same is told nothing"
    assert await welcomed(stage, third.key) == {"ahead": 2}
    assert await welcomed(stage) == {}
    await stage.act(ANNA, "take", first_id)
    await look(stage)
    assert [await told(one) for one in (first, second, third)] == [{}, {"ahead": 0}, {"ahead": 1}]
    await stage.act(ANNA, "close", third_id)
    await look(stage)
    assert [await told(one) for one in (first, second, third)] == [None, None, {}]
    third.post("again")
    second.post("and more")
    await look(stage)
    assert [await told(one) for one in (second, third)] == [None, {"ahead": 1}]
    assert await told(stranger) is None
    await work(stage, show_position=False)
    assert [await told(one) for one in (first, second, third, stranger)] == [None, {}, {}, None]


@ONE_DATABASE
async def test_a_change_of_the_team_tells_each_their_own_place(stage: Stage) -> None:
    await work(stage, show_position=True)
    (first, _), (second, _) = await begun(stage), await begun(stage)
    await look(stage)
    for one in (first, second):
        await one.hear()
    await stage.operator(ANNA)
    await look(stage)
    assert [await told(one) for one in (first, second)] == [{"ahead": 0}, {"ahead": 1}]


@ONE_DATABASE
async def test_what_changes_meanwhile_is_told_together(stage: Stage) -> None:
    await work(stage, show_position=True)
    ids = [(await begun(stage))[1] for _ in range(5)]
    last, _ = await begun(stage)
    await look(stage)
    assert await told(last) == {"ahead": 5}
    for id in ids[:3]:
        await stage.act(ANNA, "take", id)
    await look(stage)
    teams = [f for f in await last.hear(everything=True) if f["t"] == "team"]
    assert len(teams) == 1
    queue: list[object] = []
    real = stage.house.deps.database.read

    async def counted(script: Script[T]) -> T:
        assert isinstance(script, GeneratorType)
        queue.append(script.gi_code.co_name)
        return await real(script)

    stage.house.deps.database.read = counted  # type: ignore[method-assign]
    await look(stage)
    assert queue.count("queue") == 0, "nothing has happened: nothing is read"
