"""The offline form in the cabinet: chosen, refused beside the field, told to pages at once."""

from typing import Any

import httpx2

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire.operator import Presence
from tests.people import ANNA, PAVEL, SITE
from tests.serving import Served

CONSENT: dict[str, Any] = {
    "in_forms": True, "in_chat": False, "text": {"ru": "Согласен с [политикой]", "en": ""}, "url": "https://shop.example/privacy",
}  # fmt: skip
FIELDS = {"name": "optional", "phone": "required", "email": "off", "message": "required", "contact": True}


def path(server: Served) -> str:
    """Return where the rules are."""
    return f"/api/owner/v1/projects/{server.shop.number}/settings/forms"


async def save(http: httpx2.AsyncClient, server: Served, **changes: object) -> httpx2.Response:
    """Change the rules as they are now."""
    seen = (await http.get(path(server))).json()
    return await http.patch(path(server), json={"version": seen["version"], "changes": changes})


async def page(server: Served) -> httpx2.Response:
    """Return what a page of the shop is answered."""
    async with server.http() as http:
        return await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})


async def test_what_is_chosen_stays_chosen(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        before = (await http.get(path(server))).json()
        assert (before["rules"]["away"], before["online"]) == ("chat", 0)
        saved = await save(http, server, away="form", fields=FIELDS, consent=CONSENT, intro={"ru": "Ответим", "en": ""})
        assert saved.status_code == 200, saved.text
        after = (await http.get(path(server))).json()
    assert after == saved.json()
    assert after["rules"] == {
        "away": "form", "fields": FIELDS, "consent": CONSENT, "intro": {"ru": "Ответим", "en": ""},
    }  # fmt: skip
    assert after["standard"]["ru"].startswith("Согласие")


async def test_what_cannot_be_is_refused_and_changes_nothing(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        before = (await http.get(path(server))).json()
        for changes, code, field in (
            ({"fields": {**FIELDS, "phone": "off"}}, "form_without_contact", "contact"),
            ({"consent": {**CONSENT, "url": ""}}, "consent_link_missing", "url"),
            ({"consent": {**CONSENT, "url": "not a link"}}, "consent_link_invalid", "url"),
            ({"intro": {"ru": "я" * 600, "en": ""}}, "form_words_long", "intro.ru"),
        ):
            answer = await save(http, server, **changes)
            told = answer.json()
            assert (answer.status_code, told["code"], told["params"]["field"]) == (422, code, field)
        assert (await http.get(path(server))).json() == before


async def test_a_draft_is_shown_before_it_is_saved(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:

        async def shown(**changes: object) -> dict[str, Any]:
            answer = await http.post(f"{path(server)}/preview", json={"changes": changes})
            assert answer.status_code == 200, answer.text
            return dict(answer.json())

        before = (await http.get(path(server))).json()
        assert await shown() == {"form": None, "hidden": False}
        assert await shown(away="hide") == {"form": None, "hidden": True}
        form = (await shown(away="form", fields=FIELDS, consent=CONSENT, intro={"ru": "Ответим", "en": ""}))["form"]
        assert [one["name"] for one in form["fields"]] == ["name", "phone", "message"]
        assert (form["reason"], form["intro"]["ru"]) == ("offline", "Ответим")
        assert form["consent"]["text"]["ru"] == "Согласен с [политикой]"
        asked = (await shown(away="hide", consent={**CONSENT, "in_chat": True}))["form"]
        assert asked["reason"] == "chat", "consent before the first message"
        assert (await http.get(path(server))).json() == before


async def test_words_in_any_language_of_the_chat(server: Served) -> None:
    texts = f"/api/owner/v1/projects/{server.shop.number}/settings/texts"
    own = {**CONSENT["text"], "de": "Ich stimme [dem] zu", "ar": ""}
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        version = (await http.get(texts)).json()["version"]
        spoken = {"version": version, "changes": {"languages": ["ru", "de", "ar"]}}
        assert (await http.patch(texts, json=spoken)).status_code == 200
        saved = await save(
            http, server, away="form", consent={**CONSENT, "text": own}, intro={"ru": "", "en": "", "de": "Bis neun"}
        )
        assert saved.status_code == 200, saved.text
        told = saved.json()
        assert told["languages"] == ["ru", "de", "ar"]
        assert told["rules"]["consent"]["text"] == {
            "ru": "Согласен с [политикой]",
            "en": "",
            "de": "Ich stimme [dem] zu",
        }
        form = (await http.post(f"{path(server)}/preview", json={"changes": {}})).json()["form"]
        asked = form["consent"]["text"]
        assert (asked["de"], asked["ru"]) == ("Ich stimme [dem] zu", "Согласен с [политикой]")
        assert asked["ar"] == told["standard"]["ar"], "who wrote none has the standard words"
        assert form["intro"] == {"de": "Bis neun"}
        long = await save(http, server, intro={"ru": "", "en": "", "kk": "я" * 600})
        assert (long.status_code, long.json()["params"]["field"]) == (422, "intro.kk")
        unknown = await save(http, server, intro={"ru": "", "en": "", "xx": "?"})
        assert unknown.status_code == 422


async def test_the_second_saver_is_told(server: Served) -> None:
    one = server.http(await server.sign_in_owner(), OWNER_COOKIE)
    two = server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE)
    async with one, two:
        seen = (await two.get(path(server))).json()
        assert (await save(one, server, away="form")).status_code == 200
        late = await two.patch(path(server), json={"version": seen["version"], "changes": {"away": "hide"}})
        assert (late.status_code, late.json()["code"]) == (409, "settings_changed")
        same = await two.patch(path(server), json={"version": seen["version"], "changes": {"away": "form"}})
        assert same.status_code == 200


async def test_a_page_is_told_that_nobody_is_there_only_where_the_chat_hides(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await save(http, server, away="form")
        told = await page(server)
        assert "away" not in told.json()["shown"]
        assert "max-age=60" in told.headers["cache-control"]
        await save(http, server, away="hide")
        told = await page(server)
        assert told.json()["shown"]["away"] is True
        assert told.headers["cache-control"] == "public, max-age=45"


async def test_somebody_who_is_there_is_seen_by_the_next_page(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await save(http, server, away="hide")
    app = await server.operator(ANNA)
    while server.shop.anna.hex() not in (await app.expect(Presence))["online"]:
        pass
    assert "away" not in (await page(server)).json()["shown"]
    await app.close()
