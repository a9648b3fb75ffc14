"""The ladder, climbed on both databases: who is called is told once, outside too, and nobody after it was answered."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from besedka.actions import access, sections
from besedka.actions.assign import Assign
from besedka.actions.routing import route_all
from besedka.actions.saving import save
from besedka.app import House
from besedka.domain.ids import OperatorId
from besedka.domain.schedule import Span
from besedka.domain.settings import Settings
from besedka.jobs import periodic
from besedka.jobs.ladders import Ladders
from besedka.store import projects
from tests.actions.climbing import Climbing, Told, begun, opens, reached_by, read_operator, rest, work_so
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import act, answer, read, submit
from tests.waiting import until

NODE = b"n" * 16


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    rest(monkeypatch)


@pytest.fixture
def climbing(house: House, shop: Shop, clock: FrozenClock) -> Climbing:
    return Climbing(house, shop, clock, Ladders(house.deps), Told(), clock.now())


async def test_the_responsible_then_the_others_then_the_administrators(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    assert await climbing.at(0, 14, 15, 30, 60, 180, 300, 600, 10_000) == ["popup", "sound", "push", "letter", "admins"]
    assert await climbing.called() == [
        ("popup", (shop.igor,)), ("sound", (shop.igor,)), ("push", (shop.igor,)), ("letter", (shop.igor,)), ("admins", (shop.anna,)),
    ]  # fmt: skip
    lines = await read(
        house, "SELECT detail, target_id FROM activities WHERE kind = 'conversation_called' ORDER BY position"
    )
    assert lines == [("1", shop.igor), ("2", shop.igor), ("3", shop.igor), ("4", shop.igor), ("6", shop.anna)]
    assert await read(house, "SELECT called, assignee_id FROM conversations") == [(6, shop.igor)], (
        "Igor has no equals here"
    )


async def test_the_others_find_it_among_the_new_ones(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.anna, c, "take")
    assert await climbing.at(300, 301) == ["sound", "push", "letter", "others"]
    assert (await climbing.called())[-1] == ("others", (shop.igor,))
    assert await read(house, "SELECT status, assignee_id, routed, called FROM conversations") == [("new", None, 2, 5)]
    told = await read(house, "SELECT kind, seq, ref FROM journal ORDER BY position DESC LIMIT 2")
    assert told == [("conversation_called", 5, shop.igor), ("conversation_returned", 1, shop.anna)]
    assert await climbing.at(600) == ["admins"], "it goes on where it was"
    await act(house, shop, shop.igor, c, "take")
    assert await read(house, "SELECT assignee_id, routed, called FROM conversations") == [(shop.igor, 0, 0)]
    assert await climbing.at(614, 615) == ["popup"], "and what was taken and forgotten is climbed for anew"


@pytest.mark.parametrize("how", ["answer", "close", "take", "assign"])
async def test_it_stops_at_once_and_nothing_that_waits_goes_out(climbing: Climbing, how: str) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    if how != "take":
        await act(house, shop, shop.igor, c, "take")
    assert (await climbing.at(600))[-1] == "admins"
    rows = await read(house, "SELECT count(*) FROM deliveries WHERE state = 'waiting'")
    assert rows[0][0] > 0
    climbing.clock.advance(1)
    if how == "answer":
        await answer(house, shop, shop.igor, c, "Есть")
    elif how == "assign":
        me = await read_operator(house, shop)
        await submit(house, lambda done: Assign(me, c, house.deps.clock.now(), done, shop.anna, shop.igor))
    else:
        await act(house, shop, shop.igor, c, "close" if how == "close" else "take")
    assert await climbing.sent() == []
    assert {row[0] for row in await read(house, "SELECT state FROM deliveries")} == {"dropped"}
    assert await climbing.at(610) == []
    left = await read(house, "SELECT count(*) FROM ladders")
    assert left[0][0] == (0 if how in ("answer", "close") else 1)


async def test_a_clock_that_is_put_back_silences_nobody(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    await work_so(house, shop, Settings(notify_unassigned="online", ladder_others=-1, ladder_admins=-1))
    await begun(house, shop)
    assert await climbing.at(400) == [], "nobody is there: it is tried again by and by"
    climbing.clock.advance(-300)
    await comes(climbing, shop.igor)
    assert await climbing.at(100) == ["sound", "push"]
    assert await climbing.at(100, 101) == [], "and once"


async def test_who_may_not_see_it_any_more_is_not_told_of_it(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    await work_so(house, shop, Settings(routing="evenly", pass_on_after=61))
    await reached_by(house, shop, shop.igor, "push")
    await begun(house, shop)
    await comes(climbing, shop.igor)
    assert await route_all(house.deps, climbing.clock.now()) == 1
    assert await climbing.at(60) == ["sound", "push"]
    climbing.clock.advance(1)
    await comes(climbing, shop.anna)
    assert await route_all(house.deps, climbing.clock.now()) == 1
    assert await read(house, "SELECT assignee_id FROM conversations") == [(shop.anna,)]
    assert await climbing.sent() == []
    assert await read(house, "SELECT state FROM deliveries") == [("dropped",)]


async def comes(climbing: Climbing, who: OperatorId) -> None:
    """Have an operator be there now."""
    number, now = climbing.shop.number, climbing.clock.now()
    await climbing.house.deps.committer.run(
        lambda: projects.refresh_presence(NODE, [(who, number, "online")], now, now)
    )


async def test_outside_it_goes_to_devices_then_to_telegram_or_else_to_ones_own_letterbox(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    phone = await reached_by(house, shop, shop.anna, "push")
    telegram = await reached_by(house, shop, shop.igor, "telegram")
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    await climbing.at(60, 180, 600)
    rows = await read(
        house, "SELECT step, operator_id, way_id, carrier, cause FROM deliveries ORDER BY step, carrier DESC"
    )
    assert rows == [
        (4, shop.igor, telegram, "telegram", "ladder"),
        (6, shop.anna, phone, "push", "ladder"),
        (6, shop.anna, None, "email", "ladder"),
    ]


async def test_a_letter_says_who_waits_and_how_long(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    await climbing.at(180)
    ((values, notice),) = await climbing.sent()
    assert values == {"address": "igor@shop.example"}
    assert (notice.title, notice.text) == ("Клиент ждёт ответа 3 мин", "№ 1: Есть ли лампа?")
    assert (notice.kind, notice.conversation, notice.badge) == ("ladder", c.hex(), 1)
    assert {row[0] for row in await read(house, "SELECT state FROM deliveries")} == {"sent"}


async def test_who_is_called_for_several_at_once_is_told_once_of_those_who_still_wait(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    ids = []
    for _ in range(4):
        _, c = await begun(house, shop)
        await act(house, shop, shop.igor, c, "take")
        ids.append(c)
    await climbing.at(180)
    assert await read(house, "SELECT count(*) FROM deliveries") == [(1,)]
    await answer(house, shop, shop.igor, ids[0], "Есть")
    ((_, notice),) = await climbing.sent()
    assert (notice.conversation, notice.text) == (ids[1].hex(), "№ 2: Есть ли лампа?\nЖдут ещё: 2")
    assert notice.badge == 3
    me = await read_operator(house, shop)
    for id in ids:
        page = await house.deps.database.read(access.activities(me, id, None, 50))
        assert [(one.step, one.state) for one in page.out] == [(4, "sent")]


async def test_of_nobodys_conversation_those_are_called_whom_the_project_names(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    await work_so(house, shop, Settings(notify_unassigned="online"))
    now = climbing.clock.now()
    await house.deps.committer.run(
        lambda: projects.refresh_presence(NODE, [(shop.igor, shop.number, "online")], now, now)
    )
    await begun(house, shop)
    assert await climbing.at(15) == ["popup"]
    assert await climbing.called() == [("popup", (shop.igor,))]


async def test_of_nobodys_conversation_somebody_is_called_though_the_project_names_nobody(climbing: Climbing) -> None:
    await begun(climbing.house, climbing.shop)
    assert await climbing.at(15, 30, 60, 180, 299) == []
    assert await climbing.at(300, 600) == ["others", "admins"]


async def test_two_nodes_at_once_take_a_step_once(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    for _ in range(5):
        _, c = await begun(house, shop)
        await act(house, shop, shop.igor, c, "take")
    nodes = [climbing.node, Ladders(house.deps), Ladders(house.deps)]
    for _ in range(4):
        climbing.clock.advance(15)
        await asyncio.gather(*(node.climb() for node in nodes))
    called = await climbing.called()
    assert sorted(step for step, _ in called) == ["popup"] * 5 + ["push"] * 5 + ["sound"] * 5


async def test_a_new_node_goes_on_where_another_was(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    assert await climbing.at(15) == ["popup"]
    climbing.node = Ladders(house.deps)
    assert await climbing.at(16, 29) == []
    climbing.node = Ladders(house.deps)
    assert await climbing.at(3_600, 3_601) == ["sound", "push", "letter", "admins"]


async def test_with_nothing_due_nothing_is_written(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    for _ in range(3):
        await begun(house, shop)
    await climbing.at(1)
    before = house.deps.committer.units
    await climbing.at(*range(2, 15))
    assert house.deps.committer.units == before


async def test_outside_of_hours_it_rests_and_new_hours_are_heeded(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    now = datetime.fromtimestamp(climbing.clock.now() / 1000, UTC)
    minute = now.hour * 60 + now.minute
    await opens(climbing, Span((minute + 10) % 1440, (minute + 70) % 1440))
    assert await climbing.at(15, 400, 599 - now.second) == []
    assert await climbing.at(600 - now.second + 15) == ["popup"]
    assert await climbing.at(600 - now.second + 30, 600 - now.second + 3_599) == ["sound", "push", "letter", "admins"]
    await opens(climbing, None)
    climbing.clock.advance(60)
    await climbing.node.climb()
    assert [step for step, _ in await climbing.called()] == ["popup", "sound", "push", "letter", "admins"], (
        "it is the same wait"
    )


async def test_other_times_are_heeded_at_once(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    assert await climbing.at(1) == []
    version = sections.WORK.version(Settings())
    await save(
        house.deps, shop.owner, shop.number, sections.WORK, version, lambda known: replace(known, ladder_popup=5)
    )
    assert await climbing.at(5) == ["popup"]


async def test_no_delivery_goes_out_into_the_night(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await act(house, shop, shop.igor, c, "take")
    await climbing.at(180)
    facts = await read(house, "SELECT facts FROM deliveries")
    assert json.loads(facts[0][0]) == {"waits": f"{c.hex()}:{climbing.begun}"}
    now = datetime.fromtimestamp(climbing.clock.now() / 1000, UTC)
    minute = now.hour * 60 + now.minute
    await opens(climbing, Span((minute + 10) % 1440, (minute + 70) % 1440))
    assert await climbing.sent() == []


async def test_what_is_gone_is_forgotten(climbing: Climbing) -> None:
    house, shop = climbing.house, climbing.shop
    _, c = await begun(house, shop)
    await climbing.at(1)
    await act(house, shop, shop.igor, c, "close")
    await climbing.node.climb()
    assert await read(house, "SELECT * FROM ladders") == []


async def test_the_house_climbs_by_itself(climbing: Climbing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "CLIMB", 0.01)
    heard, house = list[str](), climbing.house
    monkeypatch.setattr(house.hub, "announce", lambda _, events: heard.extend(e.kind for e in events))
    rounds = periodic.Periodic(house.hub)
    rounds.start()
    _, c = await begun(house, climbing.shop)
    await act(house, climbing.shop, climbing.shop.igor, c, "take")
    climbing.clock.advance(15)
    try:
        await until(lambda: "conversation_called" in heard)
    finally:
        await rounds.stop()
