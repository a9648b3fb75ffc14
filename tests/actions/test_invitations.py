"""Invitations behind the doors, on both databases: saved whole or not at all, and made by those who are there."""

import json
from dataclasses import replace

import pytest

from besedka.actions import saving, sections
from besedka.actions.sections import Chosen
from besedka.api.visitor.inviting import LOOK, Inviting
from besedka.app import House
from besedka.domain.errors import BadInput, Conflict, NotFound
from besedka.domain.ids import OperatorId, OwnerId
from besedka.domain.invitation import Invitation
from besedka.domain.project import Project
from besedka.domain.speech import Standard
from besedka.ports.database import Save, Script
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import projects
from besedka.store.schema import PRESENCE
from tests.clock import FrozenClock
from tests.people import ANNA, IGOR, Shop, open_shop

ASKS = Invitation(
    True, "bubble", 5, True, "/lamps/*\n!/lamps/sold", {"ru": "Подобрать лампу?", "de": "Kann ich helfen?"}
)
STANDARD = Standard({one: {"invite.hello": "Hello.", "invite.close": "Close"} for one in ("ru", "en", "de")}, {})


async def of(house: House, shop: Shop) -> Project:
    found = await house.deps.database.read(projects.project_by_number(shop.number))
    assert found is not None
    return found


async def save(house: House, shop: Shop, asks: Invitation, who: OwnerId | None = None, version: str = "") -> Project:
    """Save it as the owner, who has seen what is stored, unless told otherwise."""
    seen = sections.MULTIWIDGET.version(sections.MULTIWIDGET.of(await of(house, shop)))

    def made(known: Chosen) -> Chosen:
        return replace(known[0], invite=asks), known[1]

    return await saving.save(house.deps, who or shop.owner, shop.number, sections.MULTIWIDGET, version or seen, made)


def seen(house: House, shop: Shop, who: OperatorId, state: str = "online") -> Script[None]:
    yield Save(PRESENCE, [(who, b"another node", shop.number, house.deps.clock.now(), state)], replace=True)


async def test_what_is_saved_is_read_back_and_what_cannot_be_changes_nothing(house: House, shop: Shop) -> None:
    rival = await open_shop(house.deps, "Соседи", "6" * 32)
    before = (await of(house, rival)).multiwidget
    assert (await save(house, shop, ASKS)).multiwidget.invite == ASKS
    stored = await of(house, shop)
    assert stored.multiwidget.invite == ASKS
    assert (await save(house, shop, ASKS, shop.pavel)).multiwidget.invite == ASKS, "a member may"
    for asks, who, version, refusal in (
        (replace(ASKS, after=-1), None, "", BadInput), (replace(ASKS, pages="!"), None, "", BadInput),
        (replace(ASKS, after=9), None, "as it was before", Conflict), (replace(ASKS, after=9), rival.owner, "", NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            await save(house, shop, asks, who, version)
    assert await of(house, shop) == stored
    assert (await of(house, rival)).multiwidget == before


async def test_who_is_there_invites_and_whoever_has_gone_does_not(clock: FrozenClock, house: House, shop: Shop) -> None:
    project = await save(house, shop, ASKS)
    inviting = Inviting(house.hub, STANDARD)

    async def people() -> list[str]:
        clock.advance(LOOK + 1)
        told = json.loads(await inviting.told(project))
        assert told["text"]["ru"] == "Подобрать лампу?"
        assert ANNA.email not in str(told)
        return [one["name"] for one in told["people"]]

    assert await people() == []
    await house.deps.committer.run(lambda: seen(house, shop, shop.anna))
    await house.deps.committer.run(lambda: seen(house, shop, shop.igor, "away"))
    assert await people() == [ANNA.name]
    await house.deps.committer.run(lambda: seen(house, shop, shop.igor))
    assert sorted(await people()) == sorted([ANNA.name, IGOR.name])
    clock.advance(SHELF_LIFE_MS / 1000 + 1)
    assert await people() == []
