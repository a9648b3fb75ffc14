"""Who reads slowly: bodies stop, what was missed is told exactly once and in order, and in the end one is told to come back."""

import asyncio

import pytest

from besedka.realtime.link import SIGNED_OUT, TOO_SLOW
from tests.clients import hello
from tests.clock import FrozenClock
from tests.people import ANNA, SITE
from tests.realtime.stage import Stage, begun, texts

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


async def test_a_paused_link_gets_nothing_and_then_exactly_what_it_missed(stage: Stage) -> None:
    one = await stage.visitor()
    two = stage.widget()
    await two.welcomed(one.key)
    one.post("1")
    assert texts(await two.hear()) == ["1"]
    two.pause()
    for n in range(2, 40):
        one.post(f"{n}")
    assert await two.hear() == []
    two.resume()
    assert texts(await two.hear()) == [f"{n}" for n in range(2, 40)]
    one.post("40")
    assert texts(await two.hear()) == ["40"]


async def test_what_is_announced_during_the_replay_is_told_once(stage: Stage) -> None:
    one = await stage.visitor()
    two = stage.widget()
    await two.welcomed(one.key)
    one.post("0")
    await two.hear()
    two.pause()
    for n in range(1, 20):
        one.post(f"{n}")
    await stage.settle()
    two.resume()
    for n in range(20, 60):
        one.post(f"{n}")
        await asyncio.sleep(0)
    assert texts(await two.hear()) == [f"{n}" for n in range(1, 60)]


async def test_a_link_that_stutters_is_told_once(stage: Stage) -> None:
    one = await stage.visitor()
    two = stage.widget()
    await two.welcomed(one.key)
    one.post("0")
    await two.hear()
    two.pause()
    for n in range(1, 20):
        one.post(f"{n}")
    await stage.settle()
    for _ in range(5):
        two.resume()
        await asyncio.sleep(0)
        two.pause()
        two.resume()
    assert texts(await two.hear()) == [f"{n}" for n in range(1, 20)]


async def test_an_operator_who_reads_slowly_misses_nothing(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    anna.pause()
    widgets = [await stage.visitor() for _ in range(3)]
    for n in range(30):
        widgets[n % 3].post(f"{n}")
        await stage.settle()
    assert await anna.hear() == []
    anna.resume()
    told = await anna.hear()
    positions = [f["position"] for f in told]
    assert positions == sorted(set(map(int, map(str, positions))))
    assert texts(told) == [f"{n}" for n in range(30)]


async def test_a_desk_that_missed_what_is_told_by_the_way_hears_that_there_was_something(stage: Stage) -> None:
    """Nobody tells a visitor's page twice; the card that rests on it is fetched again."""
    anna = await stage.operator(ANNA)
    olga, _ = await begun(stage, anna)
    anna.pause()
    anna.resume()
    assert "unheard" not in [frame["t"] for frame in await anna.hear(everything=True)], "nothing was missed"
    anna.pause()
    for n in range(3):
        olga.say({"t": "about", "path": [{"url": f"{SITE}/{n}", "title": "Доставка", "ago": 0}]})
    assert await anna.hear(everything=True) == []
    for told in ([{"t": "unheard"}], []):
        anna.resume()
        assert [frame for frame in await anna.hear(everything=True) if frame["t"] == "unheard"] == told


async def test_half_a_minute_behind_is_told_to_come_back(stage: Stage, clock: FrozenClock) -> None:
    one = await stage.visitor()
    two = stage.widget()
    await two.welcomed(one.key)
    two.pause()
    one.post("1")
    await stage.settle()
    for seconds, ended in ((25, None), (10, TOO_SLOW)):
        clock.advance(seconds)
        one.say({"t": "ping"})
        two.say({"t": "ping"})
        stage.house.hub.check()
        assert two.link.code == ended
    assert one.link.code is None


async def test_silence_ends_a_connection_and_a_ping_keeps_it(stage: Stage, clock: FrozenClock) -> None:
    silent, alive = await stage.visitor(), await stage.visitor()
    for _ in range(3):
        clock.advance(30)
        alive.say({"t": "ping"})
        stage.house.hub.check()
    assert (silent.link.code, alive.link.code) == (TOO_SLOW, None)


async def test_who_never_says_hello_is_told_to_come_back(stage: Stage, clock: FrozenClock) -> None:
    widget, desk = stage.widget(), await stage.desk(ANNA)
    clock.advance(9)
    stage.house.hub.check()
    assert (widget.link.code, desk.link.code) == (None, None)
    clock.advance(2)
    stage.house.hub.check()
    assert (widget.link.code, desk.link.code) == (TOO_SLOW, TOO_SLOW)
    assert stage.house.hub.unready == 0


async def test_a_session_that_expires_ends_its_connections(stage: Stage, clock: FrozenClock) -> None:
    desk = await stage.desk(ANNA, expires=clock.now() + 60_000)
    await desk.welcomed()
    clock.advance(59)
    stage.house.hub.check()
    assert desk.link.code is None
    clock.advance(1)
    stage.house.hub.check()
    assert desk.link.code == SIGNED_OUT


async def test_who_leaves_while_being_welcomed_leaves_nothing_behind(stage: Stage) -> None:
    hub = stage.house.hub
    for when in range(6):
        widget = stage.widget()
        widget.say(hello(stage.shop.key))
        for _ in range(when):
            await asyncio.sleep(0)
        widget.cut()
    await stage.settle()
    assert (hub.sessions, hub.unready) == (set(), 0)
    assert hub.channels[stage.shop.number].visitors == {}
