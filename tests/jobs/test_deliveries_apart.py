"""The outbox beside what else happens: nodes that break off, other projects, quiet hours, and ways that are none any more."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from besedka.actions.alerts.ways import Wanted
from besedka.actions.alerts.ways import change as change_way
from besedka.app import open_house
from besedka.config import Settings
from besedka.domain.alert import Way
from besedka.domain.delivery import Delivery
from besedka.domain.ids import Instant
from besedka.jobs import deliveries as outbox
from besedka.store import alerts, deliveries
from tests.alerts.by_webhook import SECRET, Receiver, by_webhook
from tests.clock import FrozenClock
from tests.crm.vendor import Fault, Said
from tests.people import open_shop
from tests.waiting import until
from tests.ways import Alarm, reaching

ALWAYS = 10_000
RATHER_LATE = Fault("", "slow", seconds=0.4)


# ── when we ourselves break off ──────────────────────────────────────────────────────────────────────────────────


async def test_what_a_node_had_taken_when_it_died_is_another_ones(
    settings: Settings, alarm: Alarm, receiver: Receiver, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it was handed over: tests/faults/test_alerts.py kills a node after that."""
    way, now = await alarm.way("webhook", receiver.values), clock.now()
    with monkeypatch.context() as idle:
        idle.setattr(outbox, "MOST", 0)
        await alarm.tell("1")
        then = Instant(now + outbox.HELD)
        taken = await alarm.house.deps.committer.run(lambda: deliveries.take_due(now, then, 5, {}, 5))
        assert len(taken) == 1
    async with open_house(settings, clock) as other:
        clock.advance(outbox.HELD / 1000 - 1)
        await Alarm(other, alarm.shop).tell("2")
        await reaching(lambda: _sent(alarm, way, 1))
        assert len(receiver.events) == 1, "what another node has is its own while it may live"
        clock.advance(2)
        await alarm.over(way)
    assert len(set(receiver.ids)) == len(receiver.events) == 2


async def _sent(alarm: Alarm, way: Way, count: int) -> bool:
    found = await alarm.of(way)
    return len([one for one in found if one.state == "sent"]) == count


async def test_a_node_that_stops_lets_what_is_on_its_way_arrive(
    settings: Settings, clock: FrozenClock, receiver: Receiver
) -> None:
    receiver.faults.append(replace(RATHER_LATE))
    async with open_house(settings, clock) as house:
        alarm = Alarm(house, await open_shop(house.deps))
        way = await alarm.way("webhook", receiver.values)
        await alarm.tell("1")
        await until(lambda: bool(receiver.asked))
    async with open_house(settings, clock) as house:
        assert [one.state for one in await Alarm(house, alarm.shop).of(way)] == ["sent"]
    assert len(receiver.asked) == 1


async def test_a_node_that_stops_lets_go_of_what_does_not_arrive(
    settings: Settings, clock: FrozenClock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "FINISH", 0.01)
    receiver.faults.append(replace(RATHER_LATE))
    async with open_house(settings, clock) as house:
        alarm = Alarm(house, await open_shop(house.deps))
        way = await alarm.way("webhook", receiver.values)
        await alarm.tell("1")
        await until(lambda: bool(receiver.asked))
    async with open_house(settings, clock) as house:
        again = Alarm(house, alarm.shop)
        [one] = await again.of(way)
        assert (one.state, one.held_until) == ("waiting", clock.now() + outbox.SETTLES)
        clock.advance(outbox.SETTLES / 1000 + 1)
        await again.over(way)
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1, "by which whoever gets it twice can tell"


# ── who need not be told any more, or not yet ────────────────────────────────────────────────────────────────────


async def test_a_slow_way_of_one_project_holds_up_no_others(
    alarm: Alarm, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "FINISH", 0.01)
    slow = await alarm.way("webhook", receiver.values)
    receiver.faults.append(Fault("", "slow", seconds=20, times=ALWAYS))
    await alarm.tell(*(str(n) for n in range(40)))
    await until(lambda: bool(receiver.asked))
    with by_webhook() as world:
        other = Alarm(alarm.house, await open_shop(alarm.house.deps, "Чужая", "6" * 32))
        way = await other.way("webhook", world.values)
        await other.tell("1")
        await other.over(way, within=9)
    assert not [one for one in await alarm.of(slow) if one.state == "sent"]
    assert await alarm.held() <= outbox.SHARE


async def test_quiet_hours_put_it_off(alarm: Alarm, receiver: Receiver, clock: FrozenClock) -> None:
    """It is 11:06 where the project is."""
    way = await alarm.way("webhook", receiver.values, quiet="660-720")
    loud = await alarm.way("webhook", {**receiver.values, "old_secret": SECRET}, quiet="0-660")
    await alarm.tell("1")
    await alarm.over(loud)
    [one] = await alarm.of(way)
    assert (one.state, one.due_at - clock.now()) == ("waiting", 53 * 60_000 + 20_000)
    clock.advance(54 * 60)
    await alarm.over(way)
    assert len(receiver.events) == 2


async def test_what_waits_goes_as_soon_as_its_quiet_hours_are_taken_away(alarm: Alarm, receiver: Receiver) -> None:
    way = await alarm.way("webhook", receiver.values, quiet="660-720")
    await alarm.tell("1")
    loud = Wanted(quiet=(None,))
    await change_way(alarm.house.deps, alarm.shop.owner, alarm.shop.number, way.id, loud)
    assert [one.state for one in await alarm.over(way)] == ["sent"]


async def test_quiet_hours_that_have_begun_since_put_it_off_too(
    alarm: Alarm, receiver: Receiver, clock: FrozenClock
) -> None:
    """It is 11:06 where the project is; at 11:07 it is quiet, and the second try would be then."""
    way = await alarm.way("webhook", receiver.values, quiet="667-720")
    receiver.faults.append(Fault("", "said", Said(503, b"", {"Retry-After": "60"})))
    await alarm.tell("1")
    await alarm.tried(way)
    clock.advance(61)
    one = await reaching(lambda: _put_off(alarm, way, clock))
    assert (one.state, one.due_at - clock.now()) == ("waiting", 52 * 60_000 + 19_000)
    assert len(receiver.asked) == 1
    clock.advance(53 * 60)
    await alarm.over(way)
    assert len(receiver.events) == 1


async def _put_off(alarm: Alarm, way: Way, clock: FrozenClock) -> Delivery | None:
    return next((one for one in await alarm.of(way) if one.due_at > clock.now() + 60_000), None)


async def test_a_flood_of_one_project_lets_another_by_in_the_same_round(alarm: Alarm, receiver: Receiver) -> None:
    now = alarm.house.deps.clock.now()
    other = Alarm(alarm.house, await open_shop(alarm.house.deps, "Чужая", "6" * 32))
    for who, count in ((alarm, 60), (other, 2)):
        await who.way("webhook", receiver.values, quiet="660-720")
        await who.tell(*(str(n) for n in range(count)))
    then = Instant(now + 3_600_000)
    taken = await alarm.house.deps.committer.run(lambda: deliveries.take_due(then, then, 20, {}, 8))
    assert Counter(one.project for one in taken) == {alarm.shop.number: 8, other.shop.number: 2}
    assert len({one.id for one in taken}) == 10
    busy = {alarm.shop.number: 6}
    many = await alarm.house.deps.committer.run(lambda: deliveries.take_due(then, Instant(0), 1, busy, 8))
    assert len(many) == 1


@pytest.mark.parametrize("what", ["switched off", "taken away"])
async def test_a_way_that_is_none_any_more_is_told_nothing(
    alarm: Alarm, receiver: Receiver, clock: FrozenClock, what: str
) -> None:
    way = await alarm.way("webhook", receiver.values, quiet="660-720")
    await alarm.tell("1")
    if what == "switched off":
        await alarm.keep(replace(way, on=0))
    else:
        await alarm.house.deps.committer.run(lambda: alerts.forget_way(way.project, way.id))
    clock.advance(3_600)
    assert [one.state for one in await alarm.over(way)] == ["dropped"]
    await alarm.tell("2")
    await asyncio.sleep(0.1)
    assert (len(await alarm.of(way)), receiver.asked) == (1, [])
