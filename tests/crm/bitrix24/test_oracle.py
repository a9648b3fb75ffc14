"""The vendor's own client drives our Bitrix24, over TLS for it speaks nothing else, and reads what our connector wrote."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.adapters.crm.bitrix24.connector import CONNECTOR
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Client as Person
from besedka.ports.crm import Comment
from tests.crm.bitrix24.records import CONTACT, DEAL
from tests.crm.bitrix24.server import BitrixServer
from tests.crm.bitrix24.world import BROKEN, TOO_MANY, UF, BitrixWorld
from tests.crm.suite import draft
from tests.crm.vendor import Fault
from tests.crm.world import ANNA, DISCOUNT, MANY, Purse
from tests.mail import make_certificate

OLGA = Person("Ольга Иванова", "+79161234567", "olga@example.com")


class Sdk:
    """The vendor's client, with types. `token` is a webhook's or an application's."""

    def __init__(self, token: object) -> None:
        from b24pysdk import Client

        self._client = Client(token, max_retries=1)

    def __call__(self, path: str, **asked: object) -> object:
        """Call a method by its place in the client, and return its result."""
        at: object = self._client
        for part in path.split("."):
            at = getattr(at, part)
        assert callable(at)
        return at(**asked).response.result

    def error(self, path: str, **asked: object) -> tuple[int, str]:
        """Call a method and return the status and the code of its refusal."""
        from b24pysdk.errors import BitrixAPIError

        with pytest.raises(BitrixAPIError) as failed:
            self(path, **asked)
        return int(failed.value.response.status_code), str(failed.value.error)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BitrixServer]:
    certificate = make_certificate(tmp_path)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(certificate)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with BitrixServer(trust) as server:
        BitrixWorld(server)
        yield server


@pytest.fixture
def sdk(server: BitrixServer) -> Sdk:
    from b24pysdk import BitrixWebhook

    return Sdk(BitrixWebhook(domain=host(server), webhook_token=f"1/{server.secret}"))


def host(server: BitrixServer) -> str:
    return server.url.removeprefix("https://")


def obj(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def rows(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def test_it_reads_scopes_employees_fields_pipelines_and_stages(sdk: Sdk) -> None:
    assert sdk("scope") == ["crm", "user"]
    found = rows(sdk("user.get", filter={"ACTIVE": True, "USER_TYPE": "employee"}))
    assert ANNA in [one["EMAIL"] for one in found]
    assert len(found) == MANY
    fields = obj(obj(sdk("crm.item.fields", entity_type_id=DEAL))["fields"])
    assert obj(fields[UF[DISCOUNT]])["title"] == DISCOUNT
    assert [one["name"] for one in rows(obj(sdk("crm.category.list", entity_type_id=DEAL))["categories"])] == [
        "Опт",
        "Общая",
    ]
    assert rows(sdk("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE_9"}))[0]["STATUS_ID"] == "C9:NEW"


def test_it_stores_a_contact_and_a_deal_and_finds_both(sdk: Sdk) -> None:
    phone = {"typeId": "PHONE", "valueType": "WORK", "value": OLGA.phone}
    contact = obj(obj(sdk("crm.item.add", entity_type_id=CONTACT, fields={"name": "Ольга", "fm": [phone]}))["item"])[
        "id"
    ]
    wrong = {"noSuchField": "x", "title": "Заявка", "contactIds": [contact]}
    deal = obj(obj(sdk("crm.item.add", entity_type_id=DEAL, fields=wrong))["item"])
    assert "noSuchField" not in deal
    assert sdk("crm.duplicate.findbycomm", type="PHONE", values=[OLGA.phone], entity_type="CONTACT") == {
        "CONTACT": [contact]
    }
    assert sdk("crm.duplicate.findbycomm", type="PHONE", values=["+70000000000"], entity_type="CONTACT") == []
    found = rows(
        obj(sdk("crm.item.list", entity_type_id=DEAL, filter={"contactId": contact}, select=["id", "title"]))["items"]
    )
    assert found == [{"id": deal["id"], "title": "Заявка"}]


def test_it_understands_what_is_refused(server: BitrixServer, sdk: Sdk) -> None:
    assert sdk.error("crm.item.get", entity_type_id=DEAL, bitrix_id=77) == (400, "NOT_FOUND")
    assert sdk.error("crm.item.list", entity_type_id=DEAL, filter={"noSuchField": 1})[1] == "INVALID_ARG_VALUE"
    assert (
        sdk.error("crm.item.add", entity_type_id=DEAL, fields={UF[DISCOUNT]: "x"})[1]
        == "CRM_FIELD_ERROR_VALUE_NOT_VALID"
    )
    server.faults += [Fault("", "said", TOO_MANY), Fault("", "said", BROKEN)]
    assert sdk.error("scope") == (503, "QUERY_LIMIT_EXCEEDED")
    assert sdk.error("scope") == (500, "INTERNAL_SERVER_ERROR")
    server.scope = ["crm"]
    assert sdk.error("user.get") == (403, "insufficient_scope")
    server.revoke()
    assert sdk.error("scope") == (401, "INVALID_CREDENTIALS")


def test_its_tokens_are_exchanged_renewed_and_taken_back(server: BitrixServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from b24pysdk import BitrixApp, BitrixToken
    from b24pysdk.api.requesters.bitrix_oauth_requester import BitrixOAuthRequester
    from b24pysdk.errors.oauth import BitrixOAuthInvalidGrant

    monkeypatch.setattr(BitrixOAuthRequester, "_OAUTH_TOKEN_URL", f"{server.url}/oauth/token/")
    app = BitrixApp(client_id=server.client[0], client_secret=server.client[1])
    first = app.get_oauth_token(code=server.code).oauth_token
    sdk = Sdk(
        BitrixToken(
            domain=host(server), auth_token=first.access_token, refresh_token=first.refresh_token, bitrix_app=app
        )
    )
    assert sdk("scope") == ["crm", "user"]
    server.access.clear()
    assert sdk("scope") == ["crm", "user"]
    assert server.renewed == 2
    server.revoke()
    with pytest.raises(BitrixOAuthInvalidGrant):
        sdk("scope")


async def test_it_reads_what_our_connector_wrote(server: BitrixServer, sdk: Sdk, http: GuardedHttp) -> None:
    with BitrixServer() as plain:
        world = BitrixWorld(plain)
        plain.items, plain.comments = server.items, server.comments
        crm, wanted = CONNECTOR.open(Purse(world.values), http), draft("Заявка из чата № 42")
        contact = await crm.add_contact(OLGA, wanted.origin, "2")
        placed = await crm.add_lead(
            draft("Заявка из чата № 42", contact=contact, responsible="2", stage="C9:EXECUTING")
        )
        await crm.comment(placed.id, Comment("№ 42", "№ 42\nОльга: Здравствуйте!"))
    deal = obj(obj(sdk("crm.item.get", entity_type_id=DEAL, bitrix_id=int(placed.id)))["item"])
    assert (deal["title"], deal["assignedById"], deal["stageId"]) == ("Заявка из чата № 42", 2, "C9:EXECUTING")
    assert deal["contactIds"] == [int(contact)]
    person = obj(obj(sdk("crm.item.get", entity_type_id=CONTACT, bitrix_id=int(contact)))["item"])
    assert (person["name"], person["lastName"]) == ("Ольга", "Иванова")
    comments = rows(sdk("crm.timeline.comment.list", filter={"ENTITY_ID": int(placed.id), "ENTITY_TYPE": "deal"}))
    assert [one["COMMENT"] for one in comments] == ["№ 42\nОльга: Здравствуйте!"]
