"""The vendor's own client drives our server of Odoo's JSON-2 protocol, and reads what our connector wrote."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from besedka.adapters.crm.odoo.connector import CONNECTOR
from besedka.adapters.crm.odoo.shapes import MARK
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Crm
from tests.crm.odoo.world import OdooWorld, odoo
from tests.crm.suite import draft, http
from tests.crm.world import ANNA, Purse

if TYPE_CHECKING:
    from odoolib.json2 import Json2Connection

__all__ = ["http"]


@pytest.fixture
def world() -> Iterator[OdooWorld]:
    with odoo() as world:
        yield world


@pytest.fixture
def crm(world: OdooWorld, http: GuardedHttp) -> Crm:
    return CONNECTOR.open(Purse(world.values), http)


def connected(world: OdooWorld, key: str) -> "Json2Connection":
    import odoolib

    port = urlsplit(world.server.url).port
    return odoolib.get_connection(hostname="127.0.0.1", protocol="json2", port=port, database="shop", password=key)


@pytest.fixture
def sdk(world: OdooWorld) -> "Json2Connection":
    return connected(world, world.values["key"])


def test_the_client_signs_in(world: OdooWorld, sdk: "Json2Connection") -> None:
    assert sdk.check_login()
    assert sdk.get_user_context()["uid"] == world.server.user
    assert not connected(world, "wrong").check_login()


async def test_what_the_client_makes_our_connector_reads(world: OdooWorld, sdk: "Json2Connection", crm: Crm) -> None:
    told = {"name": "Ольга Иванова", "email": "Olga@Example.com", "phone": "+79161234567"}
    (partner,) = sdk.get_model("res.partner").create(vals_list=[told])
    (lead,) = sdk.get_model("crm.lead").create([{"name": "Заявка", "partner_id": partner, MARK: "besedka-1"}])
    sdk.get_model("crm.lead").message_post(
        ids=[lead], body="№ 1<br/>Здравствуйте", body_is_html=True, message_type="comment"
    )
    assert [one.name for one in await crm.find_contacts(Client(email="olga@example.com"))] == ["Ольга Иванова"]
    assert [(one.id, one.title, one.stage) for one in await crm.leads_of(str(partner))] == [
        (str(lead), "Заявка", "Новая")
    ]
    found = await crm.find_lead("besedka-1")
    assert found is not None
    assert found.id == str(lead)
    assert await crm.has_comment(str(lead), "№ 1")


async def test_what_our_connector_makes_the_client_reads(world: OdooWorld, sdk: "Json2Connection", crm: Crm) -> None:
    wanted = draft(
        "Заявка", await crm.add_contact(Client("Ольга", "", "olga@example.com"), "besedka-2", ""), str(world.anna)
    )
    placed = await crm.add_lead(wanted)
    await crm.comment(placed.id, Comment("№ 1", "№ 1\n<b>"))
    lead = sdk.get_model("crm.lead").read([int(placed.id)], ["name", "partner_id", "user_id", MARK])
    assert (lead["name"], lead["partner_id"][1], lead["user_id"][1], lead[MARK]) == (
        "Заявка",
        "Ольга",
        "Анна Белова",
        wanted.origin,
    )
    (message,) = sdk.get_model("mail.message").search_read([["res_id", "=", int(placed.id)]], ["body"])
    assert message["body"] == "<p>№ 1<br>&lt;b&gt;</p>"


def test_the_client_searches_changes_and_deletes(world: OdooWorld, sdk: "Json2Connection") -> None:
    users = sdk.get_model("res.users")
    asked = ["|", ["email", "=ilike", ANNA.lower()], ["email", "=", "nobody"]]
    assert [one["name"] for one in users.search_read(domain=asked, fields=["name"])] == ["Анна Белова"]
    assert users.search_count([["share", "=", True]]) == 1
    assert sdk.get_model("crm.lead").fields_get([MARK], ["type"]) == {MARK: {"type": "char"}}
    leads = sdk.get_model("crm.lead")
    (lead,) = leads.create([{"name": "x"}])
    assert leads.write([lead], {"name": "y"})
    assert leads.read([lead], ["name"])["name"] == "y"
    assert leads.unlink([lead])
    with pytest.raises(ValueError, match="MissingError"):
        leads.read([lead], ["name"])


def test_the_client_reads_refusals(world: OdooWorld, sdk: "Json2Connection") -> None:
    with pytest.raises(ValueError, match="unexpected keyword"):
        sdk.get_model("res.partner").search_read(filter=[])
    with pytest.raises(ValueError, match="Invalid field"):
        sdk.get_model("crm.lead").create(vals_list=[{"nonsense": 1}])
