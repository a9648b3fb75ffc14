"""A request from elsewhere becomes a conversation and its lead in one transaction. On both databases."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from besedka.actions.crm import intake
from besedka.actions.messages import Origin
from besedka.app import House
from besedka.domain import intake as rules
from besedka.domain.errors import Unavailable
from besedka.domain.project import Project
from besedka.ports.database import Database, DatabaseFailed, Script
from besedka.store import projects
from tests.people import Shop
from tests.units import read

T = TypeVar("T")
LEFT = {"name": "Ольга", "phone": "8 916 123-45-67", "text": "Есть?"}


class Failing:
    """A database that takes so many commits, and then no more."""

    def __init__(self, real: Database, takes: int) -> None:
        self._real = real
        self._takes = takes

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        """Commit, or fail."""
        self._takes -= 1
        if self._takes < 0:
            done(DatabaseFailed("disk_failing", "as the test wants it"))
        else:
            self._real.write(script, done)


async def project(house: House, shop: Shop) -> Project:
    found = await house.deps.database.read(projects.project_by_number(shop.number))
    assert found is not None
    return found


async def kept(house: House) -> list[tuple[str, str]]:
    """Return each conversation's text, and its lead's title."""
    sql = "SELECT c.last_text, l.title FROM conversations c LEFT JOIN leads l ON l.conversation_id = c.id"
    return [tuple(row) for row in await read(house, sql)]


async def leave(house: House, shop: Shop) -> None:
    await intake.take(house.deps, await project(house, shop), rules.read(LEFT), Origin("", "", "", "ru", ""))


@pytest.mark.parametrize("takes", [0, 1, 2])
async def test_a_conversation_is_never_kept_without_its_lead(house: House, shop: Shop, takes: int) -> None:
    house.deps.committer._database = Failing(house.deps.database, takes)  # type: ignore[assignment]
    if takes:
        await leave(house, shop)
    else:
        with pytest.raises(Unavailable, match="disk_failing"):
            await leave(house, shop)
    assert [title for _, title in await kept(house)] == ["Обращение № 1 из чата"] * bool(takes)


async def test_a_lead_of_its_own_title_keeps_it(house: House, shop: Shop) -> None:
    left = rules.read({**LEFT, "leadName": "Лампа"})
    await intake.take(house.deps, await project(house, shop), left, Origin("", "", "", "ru", ""))
    assert [title for _, title in await kept(house)] == ["Лампа"]
