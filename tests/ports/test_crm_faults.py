"""The CRM port's promise when something is wrong: what was deleted, lost, too much, broken or revoked is told apart by every connector."""

from dataclasses import replace

import pytest

from besedka.ports.crm import Client, Comment, Crm, CrmFailed
from tests.crm.suite import by_id, draft, having, is_gone, is_lost
from tests.crm.world import ANNA, NOTE, World


async def test_a_lead_that_was_deleted_is_said_to_be_gone(account: World, crm: Crm) -> None:
    wanted, powers = draft("Исчезнет"), account.connector.powers
    placed = await crm.add_lead(wanted)
    account.remove_lead(placed.id)
    if powers.finds:
        assert await crm.find_lead(wanted.origin) is None
    if powers.changes:
        await is_gone(crm.change_lead(placed.id, wanted))
    await is_gone(crm.comment(placed.id, Comment("m", "m")))


@having("managers", "changes")
async def test_a_deleted_lead_is_nobodys_to_answer_for(account: World, crm: Crm) -> None:
    anna = next(one for one in await crm.managers() if one.email.casefold() == ANNA.casefold())
    placed = await crm.add_lead(draft("Исчезнет"))
    account.remove_lead(placed.id)
    await is_gone(crm.assign(placed.id, anna.id))


async def test_a_lead_whose_answer_was_lost_is_found(account: World, crm: Crm) -> None:
    wanted, before = draft("Оборвалось"), len(account.leads())
    account.cut_answer("lead")
    await is_lost(crm.add_lead(wanted))
    assert len(account.leads()) == before + 1
    assert await (crm.find_lead(wanted.origin) if account.connector.powers.finds else crm.add_lead(wanted))
    assert len(account.leads()) == before + 1


async def test_a_comment_whose_answer_was_lost_is_found(account: World, crm: Crm) -> None:
    placed = await crm.add_lead(draft("Оборвалось"))
    account.cut_answer("comment")
    await is_lost(crm.comment(placed.id, Comment("№ 1", "№ 1")))
    assert len(by_id(account, placed.id).comments) == 1
    if account.connector.powers.comments:
        assert await crm.has_comment(placed.id, "№ 1")


@having("contacts", "newcomers")
async def test_a_contact_whose_answer_was_lost_is_found(account: World, crm: Crm) -> None:
    client = Client("Зоя Лунина", "+79168880099", "zoya@example.com")
    account.cut_answer("contact")
    await is_lost(crm.add_contact(client, "besedka-zoya", ""))
    found = await crm.find_contacts(client)
    assert [one.name for one in found] == [client.name]


@having("managers", "changes")
async def test_a_responsible_whose_answer_was_lost_is_said_again(account: World, crm: Crm) -> None:
    anna = next(one for one in await crm.managers() if one.email.casefold() == ANNA.casefold())
    placed = await crm.add_lead(draft("Оборвалось"))
    account.cut_answer("responsible")
    await is_lost(crm.assign(placed.id, anna.id))
    await crm.assign(placed.id, anna.id)
    assert by_id(account, placed.id).responsible.casefold() == ANNA.casefold()


async def test_a_limit_is_waited_for(account: World, crm: Crm) -> None:
    account.limit(7)
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft("Много"))
    assert (failed.value.code, failed.value.permanent) == ("crm_busy", False)
    assert failed.value.wait in (0, 7)


async def test_a_fault_of_its_own_passes(account: World, crm: Crm) -> None:
    account.fail()
    with pytest.raises(CrmFailed) as failed:
        await crm.add_lead(draft("Сломалось"))
    assert (failed.value.code, failed.value.permanent) == ("crm_broken", False)


@having("fields")
async def test_a_field_that_is_gone_is_named(account: World, crm: Crm) -> None:
    """Either the CRM names it, or it takes the lead and leaves the field out."""
    gone = next(one for one in await crm.fields() if one.title == NOTE)
    account.remove_field(NOTE)
    wanted = replace(draft("Поля больше нет"), extra={gone.id: "x"})
    refused: CrmFailed | None = None
    try:
        placed = await crm.add_lead(wanted)
    except CrmFailed as failed:
        refused, placed = failed, await crm.add_lead(replace(wanted, extra={}))
    assert refused is None or (refused.code, refused.field, refused.permanent) == ("crm_field", gone.id, True)
    assert by_id(account, placed.id).title == wanted.title
    assert NOTE not in [one.title for one in await crm.fields()]


async def test_revoked_access_is_said_by_every_call_and_by_the_check_without_secrets(account: World, crm: Crm) -> None:
    secrets = [account.values.get(ask.name, "") for ask in account.connector.asks if ask.kind == "secret"]
    account.forget_access()
    for call in (crm.add_lead(draft("Без ключа")), crm.check()):
        with pytest.raises(CrmFailed) as failed:
            await call
        assert (failed.value.code, failed.value.permanent) == ("crm_no_access", True)
        assert not any(secret in str(failed.value) for secret in secrets if secret)
