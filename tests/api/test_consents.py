"""The journal of consents: word for word, page by page, exported as a table in which nothing runs, taken back."""

import csv
import io
from typing import Any

import pytest

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.store import projects
from besedka.wire.shapes import Refused
from besedka.wire.visitor import Ack
from tests.api.test_forms import CONSENT, save
from tests.clients import VisitorClient, make_id
from tests.pictures import PDF
from tests.serving import Served
from tests.uploading import visitors

FILLED: dict[str, Any] = {
    "reason": "offline", "name": "=cmd|' /C calc'!A0", "phone": "", "email": "olga@mail.example", "message": "Есть ли «Маяк»?",
    "consent": None, "language": "ru",
}  # fmt: skip


def path(server: Served) -> str:
    """Return where the journal is."""
    return f"/api/owner/v1/projects/{server.shop.number}/consents"


def consent_version(widget: VisitorClient) -> str:
    """Return the version of the words that the visitor was welcomed with."""
    welcome = widget.heard[0]
    assert welcome["t"] == "welcome"
    form = welcome["team"].get("form")
    assert form
    assert form["consent"]
    return form["consent"]["version"]


async def test_the_journal_tells_who_agreed_to_which_words(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        assert (await save(http, server, away="form", consent=CONSENT)).status_code == 200
        widget = await server.visitor()
        version = consent_version(widget)
        await widget.say({"t": "post", "id": make_id(), "text": "", "form": FILLED})
        assert (await widget.expect(Refused))["code"] == "consent_needed"
        assert (await http.get(path(server))).json() == {"consents": [], "next": None, "total": 0}
        id = make_id()
        await widget.say({"t": "post", "id": id, "text": "", "form": {**FILLED, "consent": version}})
        await widget.expect(Ack)
        found = (await http.get(path(server))).json()
        entry = found["consents"][0]
        assert (found["total"], found["next"], entry["id"]) == (1, None, id)
        assert (entry["words"], entry["link"], entry["version"]) == ("Согласен с [политикой]", CONSENT["url"], version)
        assert (entry["reason"], entry["address"], entry["page_url"]) == (
            "offline",
            "127.0.0.1",
            "https://shop.example/lamp",
        )
        assert (entry["name"], entry["email"], entry["withdrawn_at"]) == (FILLED["name"], "olga@mail.example", None)
        await save(http, server, consent={**CONSENT, "text": {"ru": "Другие слова", "en": ""}})
        assert (await http.get(path(server))).json() == found
        assert (await http.post(f"{path(server)}/{id}/withdrawal")).status_code == 204
        taken = (await http.get(path(server))).json()["consents"][0]
        assert taken["withdrawn_at"] is not None
        assert (await http.post(f"{path(server)}/{id}/withdrawal")).status_code == 204
        table = await http.get(f"{path(server)}/export")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    head, row = csv.reader(io.StringIO(table.text.removeprefix("\ufeff")))
    told = dict(zip(head, row, strict=True))
    assert (told["words"], told["email"], told["name"]) == (entry["words"], "olga@mail.example", "'" + FILLED["name"])
    assert told["withdrawn_at"].endswith("+00:00")


async def test_the_journal_comes_in_pages(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await save(http, server, away="form", consent=CONSENT)
        for number in range(3):
            widget = await server.visitor()
            version = consent_version(widget)
            form = {**FILLED, "name": str(number), "consent": version}
            await widget.say({"t": "post", "id": make_id(), "text": "", "form": form})
            await widget.expect(Ack)
        first = (await http.get(f"{path(server)}?limit=2")).json()
        second = (await http.get(f"{path(server)}?limit=2&cursor={first['next']}")).json()
    assert [one["name"] for one in first["consents"] + second["consents"]] == ["2", "1", "0"]
    assert (first["total"], second["next"]) == (3, None)


async def test_a_piece_does_not_ask_the_database_for_a_project_that_is_known(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga = await server.visitor()
    hand, id = visitors(server, olga.key), make_id()
    await hand.begin("План.pdf", len(PDF), id)

    def asked(wanted: object) -> None:
        pytest.fail(f"the database was asked for {wanted}")

    for name in ("project_by_number", "project_by_key", "project_to_change"):
        monkeypatch.setattr(projects, name, asked)
    assert (await hand.append(id, 0, PDF[:10])).json()["received"] == 10


async def test_no_file_is_taken_before_consent(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        olga = await server.visitor()
        hand, begun = visitors(server, olga.key), make_id()
        assert (await hand.begin("План.pdf", len(PDF), begun)).status_code == 200
        assert (await save(http, server, consent={**CONSENT, "in_chat": True})).status_code == 200
        for refused in (
            await hand.begin("Кухня.pdf", len(PDF)),
            await hand.begin("План.pdf", len(PDF), begun),
            await hand.append(begun, 0, PDF),
        ):
            told = refused.json()
            assert (refused.status_code, told["code"], told["params"]["field"]) == (422, "consent_needed", "consent")
            assert told["message"].startswith("Без согласия"), "in the visitor's language"
        assert (await hand.look(begun)).json()["received"] == 0, "nothing was kept"
        assert (await hand.cancel(begun)).status_code == 204, "what was begun may be given up"
        widget = await server.visitor(olga.key)
        form = {**FILLED, "reason": "chat", "name": "", "email": "", "consent": consent_version(widget)}
        await widget.say({"t": "post", "id": make_id(), "text": "", "form": form})
        await widget.expect(Ack)
        assert await hand.upload("Кухня.pdf", PDF), "after consent as ever"
