"""The signed webhook's own ways: what is signed and how, what an answer may say, and what ends it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from besedka.adapters.crm.webhook.connector import CONNECTOR
from besedka.ports.crm import Client, Comment, Crm, CrmFailed
from besedka.ports.http import Http
from tests.crm.suite import draft, http
from tests.crm.vendor import Fault, Said
from tests.crm.webhook.server import SECRET, Receiver
from tests.crm.webhook.world import WebhookWorld, webhook
from tests.crm.world import Purse

__all__ = ["http"]
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
OLGA = Client("Ольга", "+79161234567", "olga@example.com")


@pytest.fixture
def world() -> Iterator[WebhookWorld]:
    with webhook() as world:
        yield world


@pytest.fixture
def server(world: WebhookWorld) -> Receiver:
    return world.server


@pytest.fixture
async def crm(world: WebhookWorld, http: Http) -> Crm:
    return opened(world, http)


def opened(world: WebhookWorld, http: Http, **values: str) -> Crm:
    return CONNECTOR.open(Purse({**world.values, **values}), http)


async def failed(crm: Crm) -> CrmFailed:
    with pytest.raises(CrmFailed) as caught:
        await crm.add_lead(draft("Не дойдёт"))
    return caught.value


async def test_during_a_rotation_a_receiver_of_either_secret_believes(world: WebhookWorld, http: Http) -> None:
    both = opened(world, http, secret=OTHER, old_secret=SECRET)
    await both.check()
    world.server.secrets = [OTHER]
    await both.check()
    assert len(world.server.asked[-1].headers["webhook-signature"].split()) == 2
    world.server.secrets = [SECRET]
    assert (await failed(opened(world, http, secret=OTHER))).code == "crm_no_access"


async def test_what_was_changed_on_its_way_is_not_believed(server: Receiver, crm: Crm) -> None:
    await crm.check()
    asked = server.asked[-1]
    Webhook(SECRET).verify(asked.body, asked.headers)
    for body, headers in ((asked.body + b" ", {}), (asked.body, {"webhook-id": "msg_0"})):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(body, asked.headers | headers)


@pytest.mark.parametrize("secret", ["", "пароль", "whsec_", "whsec_c2hvcnQ=", "not base64 at all!!!!!!!!!!!!!!!!!!!!!"])
async def test_a_secret_that_is_none_is_said_to_be_so_and_not_sent(
    world: WebhookWorld, http: Http, secret: str
) -> None:
    why = await failed(opened(world, http, secret=secret or " "))
    assert (why.code, why.permanent) == ("crm_secret", True)
    assert not world.server.asked


async def test_what_is_sent_again_bears_the_same_id_and_what_is_new_another(server: Receiver, crm: Crm) -> None:
    lead, other = draft("Лампа"), draft("Маяк")
    for one in (lead, lead, other):
        await crm.add_lead(one)
    placed = await crm.add_lead(lead)
    for mark in ("№ 1", "№ 1", "№ 2"):
        await crm.comment(placed.id, Comment(mark, f"{mark}\nОльга: да"))
    ids = [event["id"] for event in server.events]
    assert ids[0] == ids[1] == ids[3] != ids[2]
    assert ids[4] == ids[5] != ids[6]
    assert [len(one.comments) for one in server.leads] == [2, 0]


async def test_a_change_that_was_made_before_is_made_again(server: Receiver, crm: Crm) -> None:
    """A to B and back to A are three changes, and none of them has come before."""
    lead = draft("А")
    placed = await crm.add_lead(lead)
    for title in ("Б", "А"):
        await crm.change_lead(placed.id, replace(lead, title=title))
    assert len({event["id"] for event in server.events}) == 3
    assert server.leads[0].data["title"] == "А"


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (301, "crm_address", True), (400, "crm_refused", True), (403, "crm_no_right", True), (404, "crm_address", True),
        (405, "crm_address", True), (408, "crm_broken", False), (410, "crm_no_access", True), (425, "crm_busy", False),
        (429, "crm_busy", False), (503, "crm_broken", False),
    ],
)  # fmt: skip
async def test_a_status_says_whether_it_is_tried_again(
    server: Receiver, crm: Crm, status: int, code: str, permanent: bool
) -> None:
    server.faults.append(Fault("", "said", Said(status, "нет", {"Location": f"{server.url}/elsewhere"})))
    why = await failed(crm)
    assert (why.code, why.permanent) == (code, permanent)
    assert len(server.asked) == 1


async def test_a_receiver_that_is_gone_is_so_for_every_event(server: Receiver, crm: Crm) -> None:
    server.gone = True
    why = await failed(crm)
    assert (why.code, why.permanent) == ("crm_no_access", True)


@pytest.mark.parametrize("body", [None, "OK", "<html>", [1], {"id": 7}])
async def test_a_receiver_need_not_answer_anything(server: Receiver, crm: Crm, body: object) -> None:
    """Then the lead's id is ours."""
    server.faults.append(Fault("lead.created", "said", Said(200, body)))
    lead = draft("Лампа")
    assert (await crm.add_lead(lead)).id == ("7" if isinstance(body, dict) else lead.origin)
    server.faults.append(Fault("client.asked", "said", Said(200, None if isinstance(body, dict) else body)))
    assert not await crm.find_contacts(OLGA)


async def test_the_simplest_answer_fills_the_card(server: Receiver, crm: Crm) -> None:
    deals = [
        {"title": "Лампа", "status": "Оплачен", "url": "https://crm.example/1", "outcome": "won", "sum": 1500, "currency": "RUB"},
        {"title": "Маяк", "status": "Отказ", "url": "javascript:alert(1)", "outcome": "strange"},
    ]  # fmt: skip
    said = Said(200, {"contact_url": "https://crm.example/c/1", "deals": deals})
    server.faults.append(Fault("client.asked", "said", said, times=2))
    found = (await crm.find_contacts(OLGA))[0]
    assert (found.name, found.phones, found.emails) == (OLGA.name, (OLGA.phone,), (OLGA.email,))
    assert found.url == "https://crm.example/c/1"
    leads = await crm.leads_of(found.id)
    assert [(one.title, one.stage, one.outcome, one.sum, one.url) for one in leads] == [
        ("Лампа", "Оплачен", "won", "1500", "https://crm.example/1"), ("Маяк", "Отказ", "open", "", "")
    ]  # fmt: skip
    asked = server.asked[-1].json()
    assert isinstance(asked, dict)
    assert (asked["data"]["phone"], asked["data"]["email"]) == (OLGA.phone, OLGA.email)


@pytest.mark.parametrize("address", ["", "crm.example", "ftp://crm.example/", "https://"])
async def test_an_address_that_is_none_is_said_to_be_so(world: WebhookWorld, http: Http, address: str) -> None:
    why = await failed(opened(world, http, address=address))
    assert (why.code, why.permanent) == ("crm_address", True)
