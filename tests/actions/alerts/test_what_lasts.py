"""What lasts (a full disk, a channel that does not work) is told once in a day, and what is old is forgotten. On both databases."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from besedka.actions.alerts.raising import raise_
from besedka.actions.deps import Deps
from besedka.app import House
from besedka.domain.disk import Room
from besedka.domain.ids import ProjectNumber
from besedka.jobs import alerts as rounds
from besedka.ports.database import Script
from tests.actions.alerts.test_watching import told, watched
from tests.clock import FrozenClock
from tests.people import Shop, open_shop


async def test_a_full_disk_is_told_once_a_day(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    await rounds.look_at_room(with_room(house.deps, Room(3 << 30, 100 << 30)))
    assert await told(house, "disk_full") == []
    full = with_room(house.deps, Room(50 << 30, 100 << 30), Room(1 << 29, 100 << 30))
    for _ in range(3):
        await rounds.look_at_room(full)
    assert await told(house, "disk_full") == [("disk_full", None, {"free": 1 << 29, "total": 100 << 30})]
    clock.advance(86_400)
    await rounds.look_at_room(full)
    assert len(await told(house, "disk_full")) == 2


async def test_what_lasts_over_midnight_is_told_once_all_the_same(house: House, shop: Shop, clock: FrozenClock) -> None:
    clock.millis = round(datetime(2026, 11, 23, 23, 59, 30, tzinfo=UTC).timestamp() * 1000)
    await watched(house, shop)
    full = with_room(house.deps, Room(1 << 29, 100 << 30))
    for _ in range(4):
        await rounds.look_at_room(full)
        await rounds.look_at_channels(house.deps, "LOGIN failed")
        clock.advance(60)
    assert len(await told(house, "disk_full")) == len(await told(house, "channel_failed")) == 1


async def test_a_full_disk_that_was_told_costs_no_project_a_write(
    house: House, shop: Shop, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await watched(house, shop)
    full = with_room(house.deps, Room(1 << 29, 100 << 30))
    await rounds.look_at_room(full)
    with monkeypatch.context() as idle:
        idle.setattr(type(house.deps.committer), "run", None)
        await rounds.look_at_room(full)


async def test_a_project_that_cannot_be_told_keeps_no_other_from_it(
    house: House, shop: Shop, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await open_shop(house.deps, "Чужая", "7" * 32)
    await watched(house, shop)
    await watched(house, other)

    def broken(project: ProjectNumber, *rest: Any, **facts: Any) -> Script[bool]:
        assert project != shop.number
        return raise_(project, *rest, **facts)

    with monkeypatch.context() as patch:
        patch.setattr("besedka.actions.alerts.watching.raise_", broken)
        await rounds.look_at_room(with_room(house.deps, Room(1 << 29, 100 << 30)))
    assert len(await told(house, "disk_full")) == 1


def with_room(deps: Deps, *rooms: Room) -> Deps:
    return replace(deps, room=lambda: rooms)


async def test_all_that_is_old_is_forgotten_however_much(
    house: House, shop: Shop, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 3)
    await watched(house, shop)
    for _ in range(8):
        await rounds.look_at_room(with_room(house.deps, Room(1, 100 << 30)))
        clock.advance(86_400)
    clock.advance(90 * 86_400)
    await rounds.forget(house.deps)
    assert len(await told(house, "disk_full")) == 0
    await rounds.forget(house.deps)


async def test_what_is_old_is_forgotten(house: House, shop: Shop, clock: FrozenClock) -> None:
    await watched(house, shop)
    await rounds.look_at_room(with_room(house.deps, Room(1, 100 << 30)))
    clock.advance(89 * 86_400)
    await rounds.forget(house.deps)
    assert len(await told(house, "disk_full")) == 1
    clock.advance(2 * 86_400)
    await rounds.forget(house.deps)
    assert await told(house, "disk_full") == []
