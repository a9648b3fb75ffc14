"""Members: let in by the owner alone, and the owner never vanishes. Settings: nobody saves over another's head. On both databases."""

import asyncio

import pytest

from besedka.actions import access, members, saving, sections
from besedka.actions.members import Invited
from besedka.app import House
from besedka.domain.errors import Conflict, Forbidden, NotFound, Refusal
from besedka.domain.ids import OwnerId
from besedka.domain.settings import Settings, changed, version
from tests.people import MARINA, PAVEL, Shop, open_shop

OLGA = OwnerId(b"o" * 16)


async def let_in(
    house: House, shop: Shop, email: str = "olga@shop.example", me: OwnerId | None = None, id: OwnerId = OLGA
) -> Invited:
    """Let Olga in, as Marina does."""
    return await members.add(
        house.deps, house.passwords, me or shop.owner, shop.number, id, "Ольга Ким", email, "olga's password"
    )  # fmt: skip


async def save(house: House, shop: Shop, me: OwnerId, changes: dict[str, int | bool | str]) -> Settings:
    """Change settings of the operators' work that were seen as they are in the beginning."""
    project = await saving.save(
        house.deps, me, shop.number, sections.WORK, version(Settings()), lambda known: changed(known, changes)
    )
    return project.settings


async def test_who_is_let_in_signs_in_and_reaches_the_project(house: House, shop: Shop) -> None:
    assert (await let_in(house, shop)).known is False
    _, olga = await house.doorkeeper.sign_in_owner("OLGA@shop.example", "olga's password", False, "127.0.0.1")
    reach = await house.deps.database.read(access.cabinet(olga.id, shop.number))
    assert (reach.standing, reach.owner) == ("member", MARINA.name)


async def test_a_known_person_keeps_name_and_password(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    invited = await let_in(house, shop, other.owner_email.upper())
    assert (invited.known, invited.member.person.id) == (True, other.owner)
    with pytest.raises(Refusal, match="sign_in_failed"):
        await house.doorkeeper.sign_in_owner(other.owner_email, "olga's password", False, "127.0.0.1")
    assert (await house.deps.database.read(access.cabinet(other.owner, other.number))).standing == "owner"


async def test_the_same_request_again_lets_nobody_else_in(house: House, shop: Shop) -> None:
    first, again = await let_in(house, shop), await let_in(house, shop)
    assert first.member == again.member
    with pytest.raises(Conflict, match="member_taken"):
        await let_in(house, shop, id=OwnerId(b"q" * 16))
    with pytest.raises(Conflict, match="id_taken"):
        await let_in(house, shop, "somebody@shop.example")


@pytest.mark.parametrize("email", [PAVEL.email, MARINA.email])
async def test_who_is_in_already_is_told(house: House, shop: Shop, email: str) -> None:
    with pytest.raises(Conflict, match="member_taken"):
        await let_in(house, shop, email)


async def test_a_member_lets_nobody_in_or_out(house: House, shop: Shop) -> None:
    with pytest.raises(Forbidden, match="only_owner"):
        await let_in(house, shop, me=shop.pavel)
    for who in (shop.pavel, shop.owner):
        with pytest.raises(Forbidden, match="only_owner"):
            await members.remove(house.deps, shop.pavel, shop.number, who)


async def test_the_owner_cannot_vanish(house: House, shop: Shop) -> None:
    with pytest.raises(Forbidden, match="owner_stays"):
        await members.remove(house.deps, shop.owner, shop.number, shop.owner)
    assert (await house.deps.database.read(access.cabinet(shop.owner, shop.number))).standing == "owner"


async def test_who_is_let_out_reaches_nothing_from_that_moment(house: House, shop: Shop) -> None:
    await members.remove(house.deps, shop.owner, shop.number, shop.pavel)
    with pytest.raises(NotFound):
        await house.deps.database.read(access.cabinet(shop.pavel, shop.number))
    with pytest.raises(NotFound):
        await save(house, shop, shop.pavel, {"edit_limit": 0})
    with pytest.raises(NotFound):
        await members.remove(house.deps, shop.owner, shop.number, shop.pavel)


async def test_a_member_who_forgot_gets_a_new_password_and_old_sessions_end(house: House, shop: Shop) -> None:
    opened, _ = await house.doorkeeper.sign_in_owner(PAVEL.email, PAVEL.password, False, "127.0.0.1")
    await members.set_password(house.deps, house.passwords, shop.owner, shop.number, shop.pavel, "a new password")
    with pytest.raises(Refusal, match="not_signed_in"):
        await house.doorkeeper.owner(opened.token)
    await house.doorkeeper.sign_in_owner(PAVEL.email, "a new password", False, "127.0.0.1")


async def test_nobody_takes_over_an_account_that_is_not_theirs_alone(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    await let_in(house, shop, other.owner_email)
    for me, who, refusal in (
        (shop.owner, other.owner, "account_shared"),
        (shop.pavel, shop.pavel, "only_owner"),
        (shop.owner, shop.owner, "not_found"),
        (shop.owner, other.pavel, "not_found"),
        (other.owner, shop.pavel, "only_owner"),
    ):
        with pytest.raises(Refusal, match=refusal):
            await members.set_password(house.deps, house.passwords, me, shop.number, who, "a new password")
    await house.doorkeeper.sign_in_owner(other.owner_email, MARINA.password, False, "127.0.0.1")


async def test_another_projects_member_is_not_there(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    with pytest.raises(NotFound):
        await members.remove(house.deps, shop.owner, shop.number, other.pavel)
    with pytest.raises(NotFound):
        await members.remove(house.deps, shop.owner, other.number, other.pavel)


async def test_of_two_who_save_at_once_the_second_is_told(house: House, shop: Shop) -> None:
    saves: list[tuple[OwnerId, dict[str, int | bool | str]]] = [
        (shop.owner, {"edit_limit": 60}),
        (shop.pavel, {"edit_limit": 120, "routing": "evenly"}),
    ]
    told = await asyncio.gather(*(save(house, shop, me, changes) for me, changes in saves), return_exceptions=True)
    saved = [one for one in told if isinstance(one, Settings)]
    refused = [one for one in told if isinstance(one, Conflict)]
    assert ([one.code for one in refused], len(saved)) == (["settings_changed"], 1)
    found = await house.deps.database.read(access.cabinet(shop.owner, shop.number))
    assert found.project.settings == saved[0]


async def test_saving_what_is_so_already_is_no_conflict(house: House, shop: Shop) -> None:
    saved = [await save(house, shop, shop.owner, {"edit_limit": 60}) for _ in range(2)]
    assert [one.edit_limit for one in saved] == [60, 60]


@pytest.mark.parametrize("changes", [{"answer_within": 9}, {"edit_limit": -1}, {"load_limit": 1_001}])
async def test_a_setting_beyond_its_limits_changes_nothing(house: House, shop: Shop, changes: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="setting_out_of_range") as refused:
        await save(house, shop, shop.owner, {**changes, "routing": "load"})
    assert refused.value.params["field"] in changes
    found = await house.deps.database.read(access.cabinet(shop.owner, shop.number))
    assert found.project.settings == Settings()
