"""The vendor's own client drives our server of RetailCRM: a server that only our connector understands is no evidence."""

from collections.abc import Iterator

import pytest

from besedka.adapters.crm.retailcrm.connector import RetailCrm
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Draft
from tests.crm.retailcrm.server import RetailServer
from tests.crm.retailcrm.world import RetailWorld
from tests.crm.world import ANNA, PRODUCT, Purse

OLGA = Client("Ольга Иванова", "+79161234567", "olga@example.com")


class Sdk:
    """The vendor's client, with types."""

    def __init__(self, server: RetailServer, key: str = "") -> None:
        import retailcrm

        self._client = retailcrm.v5(server.url, key or server.key)

    def __call__(self, method: str, *arguments: object) -> dict[str, object]:
        """Call a method of it and return the answer's body, which says that it is a good one."""
        response = getattr(self._client, method)(*arguments)
        assert response.is_successful(), response.get_response()
        body = response.get_response()
        assert isinstance(body, dict)
        assert body["success"] is True
        return body

    def error(self, method: str, *arguments: object) -> tuple[int, str]:
        """Call a method of it and return the status and the words of the refusal."""
        response = getattr(self._client, method)(*arguments)
        assert not response.is_successful()
        return int(response.get_status_code()), str(response.get_error_msg())


@pytest.fixture
def world() -> Iterator[RetailWorld]:
    with RetailServer() as server:
        yield RetailWorld(server)


@pytest.fixture
def crm(world: RetailWorld, http: GuardedHttp) -> RetailCrm:
    return RetailCrm(Purse(world.values), http)


def rows(body: dict[str, object], kind: str) -> list[dict[str, object]]:
    found = body[kind]
    assert isinstance(found, list)
    return found


def obj(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


async def test_what_the_vendors_client_stores_our_connector_reads(world: RetailWorld, crm: RetailCrm) -> None:
    sdk = Sdk(world.server)
    buyer = {"firstName": OLGA.name, "email": OLGA.email, "phones": [{"number": OLGA.phone}]}
    id = sdk("customer_create", {"externalId": "7", **buyer})["id"]
    order = {"externalId": "besedka-1", "customerComment": "Заявка", "customer": {"id": id}, "managerId": 24}
    made = obj(sdk("order_create", order)["order"])
    found = await crm.find_lead("besedka-1")
    assert found is not None
    assert (found.id, found.contact) == (str(made["id"]), str(id))
    assert [one.id for one in await crm.find_contacts(OLGA)] == [str(id)]
    seen = await crm.leads_of(str(id))
    assert [(one.title, one.stage, one.responsible) for one in seen] == [("Заявка", "Новый", "Анна")]


async def test_what_our_connector_stores_the_vendors_client_reads(world: RetailWorld, crm: RetailCrm) -> None:
    sdk = Sdk(world.server)
    contact = await crm.add_contact(OLGA, "besedka-1", "24")
    placed = await crm.add_lead(Draft("besedka-1", "Заявка", OLGA, contact, "24", extra={"product": "g1"}))
    await crm.comment(placed.id, Comment("№ 1", "№ 1\nЗдравствуйте"))
    by_mark = obj(sdk("order", "besedka-1")["order"])
    by_id = obj(sdk("order", placed.id, "id")["order"])
    assert by_mark == by_id == rows(sdk("orders", {"customerId": contact}), "orders")[0]
    assert (by_id["managerId"], by_id["managerComment"]) == (24, "№ 1\nЗдравствуйте")
    assert by_id["customFields"] == {"product": "g1"}
    assert obj(sdk("customer", contact, "id")["customer"])["phones"] == [{"number": OLGA.phone}]
    assert [one["id"] for one in rows(sdk("customers", {"name": "9161234567"}), "customers")] == [int(contact)]
    assert [one["id"] for one in rows(sdk("customers", {"email": OLGA.email}), "customers")] == [int(contact)]


async def test_the_vendors_client_changes_what_we_stored(world: RetailWorld, crm: RetailCrm) -> None:
    sdk = Sdk(world.server)
    placed = await crm.add_lead(Draft("besedka-1", "Заявка", OLGA))
    sdk("order_edit", {"externalId": "besedka-1", "status": "complete"})
    sdk("customer_edit", {"id": placed.contact, "lastName": "Петровна"}, "id")
    known = await crm.contact(placed.contact)
    assert known is not None
    assert known.name == f"{OLGA.name} Петровна"
    assert [one.outcome for one in await crm.leads_of(placed.contact)] == ["won"]


async def test_lists_are_what_the_vendors_client_reads(world: RetailWorld, crm: RetailCrm) -> None:
    sdk = Sdk(world.server)
    first = sdk("users", {"isManager": 1, "active": 1})
    assert obj(first["pagination"])["totalCount"] == 4
    assert [one["email"] for one in rows(sdk("users", {"email": ANNA}), "users")] == [ANNA]
    assert rows(sdk("custom_fields", {"entity": "order"}), "customFields")[0]["code"] == "product"
    assert rows(sdk("custom_dictionaries"), "customDictionaries")[0]["name"] == PRODUCT
    assert obj(sdk("statuses")["statuses"])["new"] is not None
    assert set(obj(sdk("status_groups")["statusGroups"])) >= {"new", "complete", "cancel"}
    assert list(obj(sdk("sites")["sites"])) == ["lavka"]
    assert "live-chat" in obj(sdk("order_methods")["orderMethods"])
    assert obj(obj(sdk("settings")["settings"])["timezone"])["value"] == "Asia/Vladivostok"
    assert "order_write" in str(sdk("api_credentials")["scopes"])
    assert sdk("system_info")["publicUrl"]


def test_the_vendors_client_is_refused_as_we_are(world: RetailWorld) -> None:
    sdk = Sdk(world.server)
    assert Sdk(world.server, "98sdf9sj8fsd9fjs9answer98").error("orders") == (403, 'Wrong "apiKey" value.')
    assert sdk.error("order", "nobody") == (404, "Not found")
    assert sdk.error("orders", None, 30) == (400, "Errors in the input parameters")
    assert sdk.error("order_create", {"managerId": 25}) == (400, "Errors in the entity format")
    world.limit(0)
    assert sdk.error("orders")[0] == 503
    world.server.sites = ["lavka", "opt"]
    assert sdk.error("order_create", {"firstName": "Ольга"}) == (400, "Parameter 'site' is missing")
    assert sdk("order_create", {"firstName": "Ольга"}, "opt")["id"]
