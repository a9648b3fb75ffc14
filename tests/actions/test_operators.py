"""Operators as the people of the cabinet make, change and disable them, on both databases."""

import asyncio
from dataclasses import replace

import pytest

from besedka.actions import operators
from besedka.actions.operators import Draft, Edit
from besedka.app import House
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound, Refusal
from besedka.domain.ids import Instant, OperatorId, OwnerId, new_id
from besedka.domain.operator import Operator, fold_email
from besedka.store import people, sessions
from besedka.store.sessions import Session
from tests.people import ANNA, IGOR, Shop, open_shop

DRAFT = Draft(OperatorId(b"o" * 16), "Ольга Ким", "Olga@Shop.example", "olga's password", "мастер", "operator")


async def add(house: House, shop: Shop, draft: Draft = DRAFT, me: OwnerId | None = None) -> Operator:
    """Make an operator as Marina does."""
    return await operators.add(house.deps, house.passwords, me or shop.owner, shop.number, draft)


async def change(house: House, shop: Shop, id: OperatorId, edit: Edit, me: OwnerId | None = None) -> bool:
    """Change an operator as Marina does; tells whether the sessions have ended."""
    return (await operators.change(house.deps, house.passwords, me or shop.owner, shop.number, id, edit))[1]


async def stored(house: House, id: OperatorId) -> Operator:
    """Return an operator as the database has them."""
    found = await house.deps.database.read(people.operator_by_id(id))
    assert found is not None
    return found


async def sign_in(house: House, shop: Shop, id: OperatorId) -> bytes:
    """Open a session; return its token's hash."""
    token = new_id(house.deps.clock.now())
    session = Session(token, "operator", id, shop.number, Instant(0), Instant(2**50), "", Instant(0))
    await house.deps.committer.run(lambda: sessions.add(session))
    return token


async def signed_in(house: House, token: bytes) -> bool:
    """Tell whether the session still stands."""
    return token in await house.deps.database.read(sessions.standing([token]))


async def test_an_operator_is_made_and_signs_in(house: House, shop: Shop) -> None:
    made = await add(house, shop)
    assert made == await stored(house, made.id)
    assert (made.name, made.email, made.title) == ("Ольга Ким", "Olga@Shop.example", "мастер")
    _, who = await house.doorkeeper.sign_in_operator(
        shop.number, "olga@SHOP.example", "olga's password", False, "127.0.0.1"
    )
    assert who == made


async def test_the_same_request_again_makes_nobody_else(house: House, shop: Shop) -> None:
    assert await add(house, shop) == await add(house, shop)
    with pytest.raises(Conflict, match="id_taken"):
        await add(house, shop, replace(DRAFT, email="other@shop.example"))
    assert len(await house.deps.database.read(people.operators(shop.number))) == 3


async def test_any_number_of_them(house: House, shop: Shop) -> None:
    for n in range(12):
        draft = replace(DRAFT, id=OperatorId(bytes([n]) * 16), email=f"{n}@shop.example")
        await operators.make(house.deps, house.passwords, shop.number, draft)
    assert len(await house.deps.database.read(people.operators(shop.number))) == 14


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(DRAFT, name=" \n"), "name_empty"),
        (replace(DRAFT, name="я" * 101), "name_too_long"),
        (replace(DRAFT, email="olga"), "email_invalid"),
        (replace(DRAFT, email="olga@shop.example, x@y.example"), "email_invalid"),
        (replace(DRAFT, password="short"), "password_short"),
        (replace(DRAFT, password="x" * 1001), "password_long"),
        (replace(DRAFT, title="я" * 101), "title_too_long"),
        (replace(DRAFT, email=ANNA.email), "email_taken"),
        (replace(DRAFT, email=f"  {ANNA.email.upper()} "), "email_taken"),
    ],
)
async def test_bad_input_is_named_and_makes_nobody(house: House, shop: Shop, wrong: Draft, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        await add(house, shop, wrong)
    assert len(await house.deps.database.read(people.operators(shop.number))) == 2


async def test_two_projects_may_know_one_email(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    await add(house, shop)
    await add(house, other, replace(DRAFT, id=OperatorId(b"p" * 16)))


async def test_one_email_at_the_same_moment_is_one_operator(house: House, shop: Shop) -> None:
    drafts = [replace(DRAFT, id=OperatorId(bytes([n]) * 16)) for n in range(4)]
    made = await asyncio.gather(*(add(house, shop, draft) for draft in drafts), return_exceptions=True)
    assert sum(isinstance(one, Operator) for one in made) == 1
    assert sum(isinstance(one, Conflict) for one in made) == 3


async def test_what_is_given_is_changed_and_the_rest_stays(house: House, shop: Shop) -> None:
    token = await sign_in(house, shop, shop.igor)
    assert await change(house, shop, shop.igor, Edit(name="Игорь Беляев", title="мастер")) is False
    igor = await stored(house, shop.igor)
    assert (igor.name, igor.email, igor.title, igor.role) == ("Игорь Беляев", IGOR.email, "мастер", "operator")
    await change(house, shop, shop.igor, Edit(title=""))
    await change(house, shop, shop.igor, Edit(email=IGOR.email.upper()))
    igor = await stored(house, shop.igor)
    assert (igor.title, igor.email) == (None, IGOR.email.upper())
    assert await signed_in(house, token), "a new name signs nobody out"


@pytest.mark.parametrize("edit", [Edit(password="another password"), Edit(role="admin")])
async def test_a_new_password_or_role_ends_every_session(house: House, shop: Shop, edit: Edit) -> None:
    tokens = [await sign_in(house, shop, shop.igor) for _ in range(2)]
    annas = await sign_in(house, shop, shop.anna)
    assert await change(house, shop, shop.igor, edit) is True
    assert [await signed_in(house, token) for token in tokens] == [False, False]
    assert await signed_in(house, annas)


async def test_a_changed_email_must_be_free(house: House, shop: Shop) -> None:
    with pytest.raises(Conflict, match="email_taken"):
        await change(house, shop, shop.igor, Edit(name="Другой", email=ANNA.email.title()))
    assert (await stored(house, shop.igor)).name == IGOR.name, "nothing was changed"


async def test_of_two_who_change_one_the_second_is_told_what_stands_there_now(house: House, shop: Shop) -> None:
    was = await stored(house, shop.igor)
    seen = {"name": was.name, "email": was.email, "title": was.title or ""}

    async def second(edit: Edit, known: dict[str, str]) -> None:
        await operators.change(house.deps, house.passwords, shop.owner, shop.number, shop.igor, edit, known)

    await change(house, shop, shop.igor, Edit(name="Игорь Беляев"))
    await second(Edit(title="мастер"), seen)
    with pytest.raises(Conflict) as refused:
        await second(Edit(name="Игорь Белов"), seen)
    assert (refused.value.code, refused.value.params) == ("operator_changed", {"field": "name", "now": "Игорь Беляев"})
    await second(Edit(name="Игорь Беляев"), seen)  # they have wished the same
    await second(Edit(name="Игорь Белов"), {**seen, "name": "Игорь Беляев"})
    now = await stored(house, shop.igor)
    assert (now.name, now.title) == ("Игорь Белов", "мастер")


@pytest.mark.parametrize("edit", [Edit(name=""), Edit(email="x"), Edit(password="x"), Edit(title="я" * 200)])
async def test_a_bad_change_changes_nothing(house: House, shop: Shop, edit: Edit) -> None:
    before = await stored(house, shop.igor)
    with pytest.raises(BadInput):
        await change(house, shop, shop.igor, edit)
    assert await stored(house, shop.igor) == before


async def test_a_member_raises_nobody_and_touches_no_administrator(house: House, shop: Shop) -> None:
    before = [await stored(house, id) for id in (shop.anna, shop.igor)]
    with pytest.raises(Forbidden, match="admins_by_owner"):
        await add(house, shop, replace(DRAFT, role="admin"), shop.pavel)
    for id, edit in (
        (shop.igor, Edit(role="admin")),
        (shop.anna, Edit(role="operator")),
        (shop.anna, Edit(password="pavel knows it")),
        (shop.anna, Edit(email=f"pavel.{ANNA.email}")),
        (shop.anna, Edit()),
    ):
        with pytest.raises(Forbidden, match="admins_by_owner"):
            await change(house, shop, id, edit, shop.pavel)
    for verb in (operators.disable, operators.enable, operators.end_sessions):
        with pytest.raises(Forbidden, match="admins_by_owner"):
            await verb(house.deps, shop.pavel, shop.number, shop.anna)
    assert [await stored(house, id) for id in (shop.anna, shop.igor)] == before


async def test_who_is_disabled_is_out_at_once_and_keeps_the_name(house: House, shop: Shop) -> None:
    token = await sign_in(house, shop, shop.igor)
    await operators.disable(house.deps, shop.pavel, shop.number, shop.igor)
    assert not await signed_in(house, token)
    assert (await stored(house, shop.igor)).name == IGOR.name
    with pytest.raises(Refusal, match="sign_in_failed"):
        await house.doorkeeper.sign_in_operator(shop.number, IGOR.email, IGOR.password, False, "127.0.0.1")
    await operators.enable(house.deps, shop.pavel, shop.number, shop.igor)
    await house.doorkeeper.sign_in_operator(shop.number, fold_email(IGOR.email), IGOR.password, False, "127.0.0.1")
    assert not await signed_in(house, token), "an old session does not rise again"


async def test_who_was_let_out_reaches_nothing(house: House, shop: Shop) -> None:
    other = await open_shop(house.deps, "Чужой", "6" * 32)
    for stranger in (other.owner, other.pavel, OwnerId(b"?" * 16)):
        with pytest.raises(NotFound):
            await operators.disable(house.deps, stranger, shop.number, shop.igor)
    with pytest.raises(NotFound):
        await operators.disable(house.deps, other.owner, other.number, shop.igor)
