"""The CRM by its doors: connected by its owner, refused with what is missing, seen by operators; and no secret is ever told."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from besedka.actions.sealing import seal
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.config import Settings
from besedka.domain.ids import Instant
from besedka.domain.sentences import sentence
from besedka.jobs import periodic
from besedka.store import crms
from tests.api.test_lead import sent
from tests.crm.espocrm.world import EspoWorld, espocrm
from tests.crm.firm import Firm
from tests.people import ANNA
from tests.serving import Served
from tests.units import read

RULES = {"on_contact": False, "on_form": False, "on_closing": False, "params": False, "stage": "", "manager": ""}


@pytest.fixture
def settings(tmp_path: Path, sqlite_data: Path) -> Settings:
    return Settings(
        data=tmp_path,
        port=0,
        outgoing="127.0.0.0/8",
        posts_burst=10_000,
        posts_per_second=10_000,
    )


@pytest.fixture(autouse=True)
def brisk_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "LEADS", 0.02)


@pytest.fixture
def world() -> Iterator[EspoWorld]:
    with espocrm() as world:
        yield world


@pytest.fixture
async def owner(server: Served) -> httpx2.AsyncClient:
    return server.http(await server.sign_in_owner(), OWNER_COOKIE)


def at(server: Served, path: str = "") -> str:
    return f"/api/owner/v1/projects/{server.shop.number}/crm{path}"


async def connect(owner: httpx2.AsyncClient, server: Served, world: EspoWorld, **others: str) -> httpx2.Response:
    body = {"name": world.connector.name, "values": {**world.values, **others}}
    return await owner.put(at(server, "/connection"), json=body)


async def seen(owner: httpx2.AsyncClient, server: Served) -> dict[str, object]:
    answer = await owner.get(at(server))
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_a_crm_is_connected_told_and_disconnected(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld
) -> None:
    async with owner:
        assert (await seen(owner, server))["name"] == "builtin"
        tried = (await connect(owner, server, world)).json()
        assert (tried["well"], tried["problems"]) == (True, [])
        assert (await owner.get("/api/owner/v1/home")).json()["projects"][0]["crm"] == "EspoCRM"
        row = await server.house.deps.database.read(crms.of_project(server.shop.number))
        assert row is not None
        await server.house.deps.committer.run(lambda: crms.went(crms.connected(row), "crm_away"))
        assert (await owner.post(at(server, "/refresh"))).json()["well"]
        assert (await seen(owner, server))["problem"] is None, "what answered is not away"
        told = await seen(owner, server)
        assert (told["name"], told["problem"], told["account"]) == ("espocrm", None, tried["account"])
        assert [one["title"] for one in told["fields"]]  # type: ignore[attr-defined]
        assert (await owner.delete(at(server, "/connection"))).json()["name"] == "builtin"
    kinds = await read(server.house, "SELECT kind FROM audit WHERE kind LIKE 'crm%' ORDER BY at, id")
    assert [row[0] for row in kinds] == ["crm_connected", "crm_disconnected"]


async def test_no_secret_is_stored_told_or_logged(server: Served, owner: httpx2.AsyncClient, world: EspoWorld) -> None:
    secrets = [
        world.values[ask.name] for ask in world.connector.asks if ask.kind == "secret" and world.values.get(ask.name)
    ]
    assert secrets
    async with owner:
        await connect(owner, server, world)
        await owner.post(at(server, "/check"))
        await server.house.deps.committer.drain()
        answers = [(await owner.get(at(server, path))).text for path in ("", "/calls", "/leads")]
    rows = [*await read(server.house, "SELECT * FROM crms"), *await read(server.house, "SELECT * FROM crm_calls")]
    assert len(rows) > 2
    for secret in secrets:
        assert not any(secret in answer for answer in answers)
        assert not any(secret in str(row) or secret.encode() in bytes(str(row), "utf-8") for row in rows)


async def test_keys_that_cannot_be_read_any_more_shut_nobody_out(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld
) -> None:
    sealed = seal(b"another secret" * 3, server.shop.number, world.values)
    async with owner:
        for mend in ("connect", "disconnect"):
            await connect(owner, server, world)
            await server.house.deps.committer.run(lambda: crms.seal(server.shop.number, sealed, Instant(0)))
            assert (await seen(owner, server))["problem"]["code"] == "crm_sealed"  # type: ignore[index]
            assert [one["code"] for one in (await owner.post(at(server, "/check"))).json()["problems"]] == [
                "crm_sealed"
            ]
            if mend == "connect":
                assert (await connect(owner, server, world)).json()["well"]
            else:
                assert (await owner.delete(at(server, "/connection"))).json()["name"] == "builtin"


async def test_what_is_missing_is_told_and_nothing_changes(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld
) -> None:
    async with owner:
        for address, problem in (
            ("http://127.0.0.1:1", ("crm_away", sentence("crm_away", {}, "ru"), "")),
            ("http://10.1.2.3", ("crm_private", sentence("crm_private", {}, "ru"), "10.1.2.3")),
        ):
            tried = (await connect(owner, server, world, address=address)).json()
            told = [(one["code"], one["message"], one["detail"]) for one in tried["problems"]]
            assert (tried["well"], told) == (False, [problem])
        await server.house.deps.committer.drain()
        calls = (await owner.get(at(server, "/calls"))).json()["calls"]
        assert {(one["code"], one["message"]) for one in calls} == {
            (code, sentence(code, {}, "ru")) for code in ("http_away", "http_private")
        }
        world.forget_access()
        tried = (await connect(owner, server, world)).json()
        assert (tried["well"], [one["code"] for one in tried["problems"]]) == (False, ["crm_no_access"])
        assert (await seen(owner, server))["name"] == "builtin"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "crm_empty"),
        ("ftp://a.example", "crm_no_address"),
        ("https://u:p@a.example", "crm_no_address"),
        ("я" * 2_001, "crm_long"),
    ],
)
async def test_what_cannot_be_an_address_is_refused_beside_its_field(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld, typed: str, code: str
) -> None:
    async with owner:
        answer = await connect(owner, server, world, address=typed)
    assert (answer.status_code, answer.json()["code"], answer.json()["params"]["field"]) == (422, code, "address")


async def test_where_there_are_several_ways_in_one_is_taken(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld
) -> None:
    async with owner:
        told = await seen(owner, server)
        bitrix = next(one for one in told["connectors"] if one["name"] == "bitrix24")  # type: ignore[attr-defined]
        ways = {ask["name"]: ask["way"] for ask in bitrix["asks"]}
        assert (ways["webhook"], ways["kind"], ways["client_id"]) == ("first", "", "other")
        for name, values, lacks in (
            ("bitrix24", {"kind": "deal"}, "webhook"),
            ("bitrix24", {"client_id": "local.1"}, "address"),
            (
                "bitrix24",
                {"address": "https://a.bitrix24.ru", "client_id": "local.1", "client_secret": "s"},
                "refresh_token",
            ),
            ("amocrm", {"address": "https://a.amocrm.ru"}, "token"),
            (
                "amocrm",
                {"address": "https://a.amocrm.ru", "client_id": "1", "client_secret": "s", "redirect_uri": "https://b"},
                "code",
            ),
        ):
            answer = await owner.put(at(server, "/connection"), json={"name": name, "values": values})
            told = answer.json()
            assert (answer.status_code, told["code"], told["params"]["field"]) == (422, "crm_empty", lacks)


async def test_a_secret_that_is_left_empty_stays(server: Served, owner: httpx2.AsyncClient, world: EspoWorld) -> None:
    secret = next(ask.name for ask in world.connector.asks if ask.kind == "secret" and world.values.get(ask.name))
    async with owner:
        assert (await connect(owner, server, world, **{secret: ""})).status_code == 422, "there is none yet"
        await connect(owner, server, world)
        assert (await connect(owner, server, world, **{secret: ""})).json()["well"]


async def test_fields_are_chosen_seen_on_a_real_conversation_and_never_over_another_head(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld
) -> None:
    async with owner:
        await connect(owner, server, world)
        told = await seen(owner, server)
        fields = {one["title"]: one["id"] for one in told["fields"]}  # type: ignore[attr-defined]
        extra = [{"id": fields["Товар"], "value": "маяк"}, {"id": fields["Откуда"], "value": "{page}"}]
        shown = (await owner.post(at(server, "/preview"), json={"extra": extra, "ordinal": None})).json()
        assert (shown["ordinal"], shown["fields"]) == (None, [])
        await Firm(server.house, server.shop, world).conversation()
        shown = (await owner.post(at(server, "/preview"), json={"extra": extra, "ordinal": None})).json()
        assert shown["fields"][1] == {"id": fields["Откуда"], "value": "https://shop.example/lamp", "fits": True}
        body = {"version": told["version"], "rules": {**RULES, "on_closing": True}, "extra": extra}
        kept = (await owner.put(at(server, "/rules"), json=body)).json()["extra"]
        assert kept == [{**one, "title": title} for one, title in zip(extra, ("Товар", "Откуда"), strict=True)]
        late = {**body, "rules": RULES}
        assert (await owner.put(at(server, "/rules"), json=late)).json()["code"] == "settings_changed"
        wrong = {**body, "extra": [{"id": fields["Скидка"], "value": "много"}]}
        answer = await owner.put(at(server, "/rules"), json=wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, "extra_number")
        assert answer.json()["params"]["field"] == "fields.0.value"


async def test_an_operator_sends_a_lead_and_sees_the_client_in_the_crm(
    server: Served, owner: httpx2.AsyncClient, world: EspoWorld
) -> None:
    firm = Firm(server.house, server.shop, world)
    assert (await firm.connect()).well
    theirs = world.add_contact("Ольга И.", "+79161234567", "olga@example.com")
    c = await firm.conversation()
    await firm.known_as(c, "Ольга", "8 916 123-45-67", "")
    one = f"/api/operator/v1/conversations/{c.hex()}"
    async with owner, server.http(await server.sign_in(ANNA)) as anna:
        form = (await anna.get(f"{one}/lead")).json()
        assert (form["crm"]["name"], form["lead"], form["phone"], form["messages"]) == (
            "espocrm",
            None,
            "+79161234567",
            2,
        )
        assert form["unmatched"] == ""
        card = (await anna.get(f"{one}/crm")).json()
        assert ([found["id"] for found in card["contacts"]], card["leads"], card["code"]) == ([theirs], [], "")
        wanted = {name: form[name] for name in ("title", "name", "phone", "email", "stage", "manager")}
        refused = await anna.put(f"{one}/lead", json={**wanted, "title": " "})
        assert (refused.status_code, refused.json()["code"]) == (422, "lead_title_empty")
        assert (await anna.put(f"{one}/lead", json=wanted)).json()["lead"]["state"] in ("waiting", "sent")
        lead = await sent(anna, one)
        assert (lead["responsible"] != "", lead["unmatched"], lead["newer"], lead["id"]) == (
            True,
            "",
            0,
            world.leads()[-1].id,
        )
        card = (await anna.get(f"{one}/crm?anew=true")).json()
        assert [found["title"] for found in card["leads"]] == [form["title"]]
        chosen = (await anna.put(f"{one}/crm", json={"contact": theirs})).json()
        assert [found["chosen"] for found in chosen["contacts"]] == [True]
        gone = (await owner.get(at(server, "/leads"))).json()["leads"]
        assert [(one["state"], one["ordinal"]) for one in gone] == [("sent", 1)]
        calls = (await owner.get(at(server, f"/calls?conversation={c.hex()}"))).json()["calls"]
        assert any("Opportunity" in call["url"] and call["status"] == 200 for call in calls)


async def test_a_crm_that_does_not_answer_is_said_in_words(server: Served, world: EspoWorld) -> None:
    firm = Firm(server.house, server.shop, world)
    assert (await firm.connect()).well
    c = await firm.conversation()
    await firm.known_as(c, "Ольга", "8 916 123-45-67", "")
    world.fail()
    async with server.http(await server.sign_in(ANNA)) as anna:
        card = (await anna.get(f"/api/operator/v1/conversations/{c.hex()}/crm")).json()
    assert (card["code"], card["contacts"]) == ("crm_broken", [])
    assert card["message"].startswith("В CRM произошла ошибка")
