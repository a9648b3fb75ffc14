"""Our amoCRM before a client that is not ours: what it asks is understood, what we say is what it expects.

amoCRM's own client is for PHP; this one is a stranger's, and was written by the same documentation.
"""

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.crm.amocrm.knocks import knock
from tests.crm.amocrm.says import problem
from tests.crm.amocrm.server import AmoServer
from tests.crm.amocrm.world import BAD_GATEWAY, TOO_MANY, AmoWorld
from tests.crm.vendor import Fault
from tests.crm.world import ANNA, PRODUCT, PRODUCTS

if TYPE_CHECKING:
    from aioamocrm import AmoCRMClient


@pytest.fixture
def server() -> Iterator[AmoServer]:
    with AmoServer() as server:
        AmoWorld(server)
        yield server


@pytest.fixture
async def amo(server: AmoServer) -> AsyncIterator["AmoCRMClient"]:
    from aioamocrm import AmoCRMClient, LongLivedToken, RetryPolicy

    auth, once = LongLivedToken(server.grants.long), RetryPolicy(max_attempts=1)
    async with AmoCRMClient(auth=auth, base_url=server.url, rate_limit=None, retry=once) as amo:
        yield amo


async def test_it_reads_the_account_its_users_fields_and_pipelines(amo: "AmoCRMClient") -> None:
    assert (await amo.account.get()).name == "Лампы и маяки"
    users = [one async for one in amo.users.iterate()]
    assert len(users) == 5
    assert ANNA in [one.email for one in users]
    fields = {one.name: one async for one in amo.leads.custom_fields.iterate()}
    assert [one.value for one in fields[PRODUCT].enums or []] == list(PRODUCTS)
    assert [one.name for one in await amo.pipelines.list()] == ["Опт", "Розница"]


async def test_it_stores_a_lead_with_a_contact_and_finds_both(amo: "AmoCRMClient") -> None:
    from aioamocrm import Contact, Embedded, Lead, Note

    contact = Contact(name="Ольга")
    contact.set_field("PHONE", "+79161234567", enum_code="WORK")
    lead = Lead(name="Заявка", pipeline_id=31, status_id=312, embedded=Embedded(contacts=[contact]))
    (made,) = await amo.leads.create_complex([lead])
    assert made.id
    assert made.contact_id
    kept = await amo.leads.get(made.id)
    assert (kept.name, kept.status_id, made.merged) == ("Заявка", 312, False)
    found = [one async for one in amo.contacts.iterate(query="9161234567", with_=["leads"])]
    assert [one.id for one in found] == [made.contact_id]
    await amo.leads.notes.create([Note.common(made.id, "Здравствуйте")])
    assert [one.text async for one in amo.leads.notes.iterate(entity_id=made.id)] == ["Здравствуйте"]


async def test_nothing_is_nothing_to_it(amo: "AmoCRMClient") -> None:
    from aioamocrm import NotFoundError

    assert not [one async for one in amo.leads.iterate(query="нет такой")]
    with pytest.raises(NotFoundError):
        await amo.leads.get(77)


async def test_it_understands_what_is_refused(server: AmoServer, amo: "AmoCRMClient") -> None:
    from aioamocrm import ForbiddenError, Lead, PaymentRequiredError, RateLimitError, ServerError, ValidationError

    wrong = Lead(name="x")
    wrong.set_field(999, "x")
    with pytest.raises(ValidationError) as refused:
        await amo.leads.create_complex([wrong])
    assert [(one.code, one.path) for one in refused.value.errors] == [
        ("NotSupportedChoice", "custom_fields_values.0.field_id")
    ]
    for said, error in (
        (TOO_MANY, RateLimitError),
        (BAD_GATEWAY, ServerError),
        (problem(402, "", ""), PaymentRequiredError),
    ):
        server.faults.append(Fault("", "said", said))
        with pytest.raises(error):
            await amo.account.get()
    server.admin = False
    with pytest.raises(ForbiddenError):
        await amo.users.get_page()


async def test_its_tokens_are_exchanged_renewed_and_taken_back(server: AmoServer) -> None:
    from aioamocrm import AmoCRMClient, AuthError, OAuth2

    async with AmoCRMClient(auth=OAuth2(*server.grants.client), base_url=server.url, rate_limit=None) as amo:
        await amo.exchange_code(server.grants.code)
        server.grants.expire()
        assert (await amo.account.get()).id == 7
        assert server.grants.renewed == 2
        server.grants.revoke()
        with pytest.raises(AuthError):
            await amo.account.get()


def test_it_reads_our_webhooks_as_theirs() -> None:
    from aioamocrm import parse_webhook

    webhook = parse_webhook(knock(("leads", "status", 41), ("contacts", "update", 7)).body)
    assert webhook.subdomain == "127"
    assert [(one.entity, one.action, one.id) for one in webhook.events] == [
        ("leads", "status", 41),
        ("contacts", "update", 7),
    ]
