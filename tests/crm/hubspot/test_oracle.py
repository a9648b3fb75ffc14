"""The vendor's own client drives our server of HubSpot's protocol, and reads what our connector wrote."""

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.adapters.crm.hubspot.connector import CONNECTOR
from besedka.adapters.crm.hubspot.hooks import hear
from besedka.adapters.crm.hubspot.shapes import MARK
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Crm, Heard, Knock
from tests.crm.hubspot.world import HubspotWorld, hubspot
from tests.crm.suite import draft, http
from tests.crm.world import Purse

if TYPE_CHECKING:
    from hubspot import HubSpot

__all__ = ["http"]
URL = "https://chat.example/hooks/crm/7f3a"
SECRET = {"client_secret": "app-secret"}
EVENTS = [
    {"eventId": 1, "subscriptionType": "contact.propertyChange", "objectId": 11, "propertyName": "phone"},
    {"eventId": 2, "subscriptionType": "deal.creation", "objectId": 21},
    {"eventId": 3, "subscriptionType": "object.propertyChange", "objectTypeId": "0-3", "objectId": 22},
    {"eventId": 4, "subscriptionType": "object.deletion", "objectTypeId": "0-2", "objectId": 31},
    {
        "eventId": 5,
        "subscriptionType": "contact.merge",
        "objectId": 11,
        "primaryObjectId": 12,
        "mergedObjectIds": [11, 13],
    },
]


@pytest.fixture
def world() -> Iterator[HubspotWorld]:
    with hubspot() as world:
        yield world


@pytest.fixture
def crm(world: HubspotWorld, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(Purse(world.values), http)


@pytest.fixture
def sdk(world: HubspotWorld) -> "HubSpot":
    from hubspot import HubSpot

    return HubSpot(access_token=world.values["token"], host=world.server.url)


def association(id: str, type_id: int) -> dict[str, object]:
    return {"to": {"id": id}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]}


async def test_what_the_client_makes_our_connector_reads(world: HubspotWorld, sdk: "HubSpot", crm: Crm) -> None:
    told = {"firstname": "Ольга", "lastname": "Иванова", "email": "Olga@Example.com", "phone": "+79161234567"}
    contact = sdk.crm.contacts.basic_api.create({"properties": told, "associations": []})
    properties = {"dealname": "Заявка", "pipeline": "default", "dealstage": "qualifiedtobuy", MARK: "besedka-1"}
    deal = sdk.crm.deals.basic_api.create({"properties": properties, "associations": [association(contact.id, 3)]})
    note = {"hs_timestamp": "2026-11-27T10:00:00Z", "hs_note_body": "№ 1<br>Здравствуйте"}
    sdk.crm.objects.notes.basic_api.create({"properties": note, "associations": [association(deal.id, 214)]})
    assert [one.name for one in await crm.find_contacts(Client(email="olga@example.com"))] == ["Ольга Иванова"]
    assert [(one.id, one.stage) for one in await crm.leads_of(contact.id)] == [(deal.id, "Разговор")]
    found = await crm.find_lead("besedka-1")
    assert found is not None
    assert found.id == deal.id
    assert await crm.has_comment(deal.id, "№ 1")


async def test_what_our_connector_makes_the_client_reads(world: HubspotWorld, sdk: "HubSpot", crm: Crm) -> None:
    contact = await crm.add_contact(Client("Ольга Иванова", "+79161234567", "olga@example.com"), "besedka-2", "101")
    wanted = draft("Заявка", contact, "101")
    placed = await crm.add_lead(wanted)
    await crm.comment(placed.id, Comment("№ 1", "№ 1\n<b>"))
    deal = sdk.crm.deals.basic_api.get_by_id(
        wanted.origin, id_property=MARK, properties=["dealname", "hubspot_owner_id"]
    )
    assert (deal.id, deal.properties["dealname"], deal.properties["hubspot_owner_id"]) == (placed.id, "Заявка", "101")
    assert sdk.crm.contacts.basic_api.get_by_id("olga@example.com", id_property="email").id == contact
    (to,) = sdk.crm.associations.v4.basic_api.get_page("deals", placed.id, "notes").results
    read = {"inputs": [{"id": str(to.to_object_id)}], "properties": ["hs_note_body"], "propertiesWithHistory": []}
    (note,) = sdk.crm.objects.notes.batch_api.read(read).results
    assert note.properties["hs_note_body"] == "№ 1<br>&lt;b&gt;"


def test_the_client_reads_every_list(world: HubspotWorld, sdk: "HubSpot") -> None:
    page = sdk.crm.owners.owners_api.get_page()
    more = sdk.crm.owners.owners_api.get_page(after=page.paging.next.after)
    assert len({one.id for one in (*page.results, *more.results)}) == 6
    assert [one.label for one in sdk.crm.pipelines.pipelines_api.get_all("deals").results] == ["Опт", "Продажи"]
    assert sdk.crm.properties.core_api.get_by_name("deals", MARK).has_unique_value
    assert sdk.crm.deals.get_all() == []
    made = {"name": "x", "label": "X", "groupName": "dealinformation", "type": "string", "fieldType": "text"}
    assert sdk.crm.properties.core_api.create("deals", made).name == "x"
    world.add_contact("Пётр", "+79031112233", "petr@example.com")
    asked = {
        "filterGroups": [{"filters": [{"propertyName": "phone", "operator": "EQ", "value": "+79031112233"}]}],
        "limit": 10,
    }
    assert sdk.crm.contacts.search_api.do_search(asked).total == 1


def test_the_client_reads_refusals(world: HubspotWorld, sdk: "HubSpot") -> None:
    from hubspot.crm.deals import ApiException

    told = {"properties": {"dealname": "x", "nonsense": "y"}, "associations": []}
    with pytest.raises(ApiException) as refused:
        sdk.crm.deals.basic_api.create(told)
    assert (refused.value.status, json.loads(refused.value.body)["category"]) == (400, "VALIDATION_ERROR")
    with pytest.raises(ApiException) as refused:
        sdk.crm.deals.basic_api.get_by_id("1")
    assert refused.value.status == 404


def knock(body: bytes, at: float, url: str = URL, secret: str = "app-secret") -> Knock:
    """Return a webhook as HubSpot signs it, by the vendor's own code."""
    from hubspot.utils.signature import Signature

    told = str(int(at * 1000))
    signed = Signature.get_signature(secret, body.decode(), "v3", http_uri=url, http_method="POST", timestamp=told)
    return Knock(URL, {"x-hubspot-signature-v3": signed, "x-hubspot-request-timestamp": told}, body)


def test_a_webhook_signed_by_the_vendors_code_is_heard() -> None:
    assert hear(SECRET, knock(json.dumps(EVENTS).encode(), time.time())) == Heard(("11", "12", "13"), ("21", "22"))


def test_a_webhook_that_is_not_to_be_believed_is_none() -> None:
    body, now = json.dumps(EVENTS).encode(), time.time()
    good = knock(body, now)
    assert hear({}, good) is None
    assert hear({"client_secret": ""}, knock(body, now, secret="")) is None
    assert hear(SECRET, knock(body, now - 301)) is None
    assert hear(SECRET, knock(body, now + 301)) is None
    assert hear(SECRET, knock(body, now, url="https://other.example/")) is None
    assert hear(SECRET, Knock(URL, good.headers, body + b" ")) is None
    assert hear(SECRET, knock(b"no JSON", now)) is None


@given(
    st.dictionaries(st.sampled_from(["x-hubspot-signature-v3", "x-hubspot-request-timestamp"]), st.text()), st.binary()
)
def test_whatever_knocks_is_none(headers: dict[str, str], body: bytes) -> None:
    assert hear(SECRET, Knock(URL, headers, body)) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_whatever_is_signed_is_read(events: object) -> None:
    assert hear(SECRET, knock(json.dumps(events).encode(), time.time())) is not None
