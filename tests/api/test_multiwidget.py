"""The multiwidget: changed in the cabinet, told to pages, and shown before it is saved."""

import gzip
from typing import Any

import httpx2
import pytest

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire.operator import Presence
from besedka.wire.visitor import ShownChanged
from tests.clients import VisitorClient, hello
from tests.people import ANNA, PAVEL, SITE
from tests.serving import Served

Json = dict[str, Any]
LOOK = {
    "button": "#6b4fa0", "icon": "", "inline": "start", "block": "start", "offset_inline": 16, "offset_block": 80,
    "pulse": False, "theme": "dark",
}  # fmt: skip


def entry(kind: str, link: str = "", caption: str = "", *, on: bool = True, id: str = "") -> Json:
    """Return a way to get in touch."""
    return {"id": id or kind, "kind": kind, "on": on, "link": link, "caption": caption}


CHAT, TELEGRAM = entry("chat"), entry("telegram", "@shop_bot", "Бот магазина")
OFF = entry("chat", on=False)


def path(server: Served) -> str:
    """Return where the settings are."""
    return f"/api/owner/v1/projects/{server.shop.number}/settings/multiwidget"


async def save(http: httpx2.AsyncClient, server: Served, **changes: object) -> httpx2.Response:
    """Change the settings as they are now."""
    seen = (await http.get(path(server))).json()
    return await http.patch(path(server), json={"version": seen["version"], "changes": changes})


async def boot(server: Served, kind: str = "json") -> Json:
    """Return what a page of the shop is told."""
    async with server.http() as http:
        found: Json = (await http.get(f"/c/{server.shop.key}.{kind}", headers={"Origin": SITE})).json()
        return found


def owner(server: Served, cookie: str) -> httpx2.AsyncClient:
    """Return the cabinet of whoever has this cookie."""
    return server.http(cookie, OWNER_COOKIE)


async def test_pages_under_the_names_of_the_original_are_told_which_ways_are_on(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, entries=[CHAT, TELEGRAM, entry("vk", "vk.me/shop", on=False)])
    assert (await boot(server))["kinds"] == ["chat", "telegram"]
    async with server.http() as http:
        ours, original = f"/c/{server.shop.key}.js", f"/api/site/1.0/{server.shop.key}/init"
        bodies = [(await http.get(path, headers={"Origin": SITE})).text for path in (ours, original)]
    assert ['"kinds":["chat","telegram"]' in body for body in bodies] == [False, True], (
        "what nobody asks for costs nobody"
    )


async def test_at_first_the_button_opens_the_chat(server: Served) -> None:
    told = await boot(server)
    assert told.keys() & {"list", "way", "paint"} == set()
    assert told["words"]["ru"] == "Открыть чат"


async def test_the_home_tells_whether_the_chat_is_on(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:

        async def told() -> bool:
            found: Json = (await http.get("/api/owner/v1/home")).json()
            return bool(next(one["chat"] for one in found["projects"] if one["number"] == server.shop.number))

        assert await told()
        assert (await save(http, server, entries=[OFF, TELEGRAM])).status_code == 200
        assert not await told()
        assert (await save(http, server, entries=[CHAT, TELEGRAM])).status_code == 200
        assert await told()


async def test_several_ways_are_a_list_in_their_order(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        saved = await save(http, server, entries=[TELEGRAM, CHAT])
    assert [one["id"] for one in saved.json()["rules"]["entries"]][:3] == ["telegram", "chat", "callback"]
    told = await boot(server)
    assert told["list"].startswith("/assets/part-ways-")
    assert "way" not in told
    assert told["words"] == {"en": "Contact us", "ru": "Связаться с нами"}
    listed = await boot(server, "ways.json")
    assert listed["title"]["ru"] == "Как вам удобнее?"
    named = {"ru": "Бот магазина", "en": "Бот магазина"}
    assert listed["ways"] == [
        {"kind": "telegram", "href": "https://t.me/shop_bot", "label": named},
        {"kind": "chat", "href": "", "label": {"ru": "Написать в чат", "en": "Chat with us"}},
    ]


async def test_while_nobody_is_there_the_chat_alone_hides_and_the_other_ways_stay(server: Served) -> None:
    forms = path(server).replace("multiwidget", "forms")
    async with owner(server, await server.sign_in_owner()) as http:
        version = (await http.get(forms)).json()["version"]
        saved = await http.patch(forms, json={"version": version, "changes": {"away": "hide"}})
        assert saved.status_code == 200, saved.text
        assert (await boot(server))["shown"]["away"] is True
        for entries, chat in (([CHAT, TELEGRAM], True), ([OFF, TELEGRAM], None), ([OFF, entry("callback")], None)):
            assert (await save(http, server, entries=entries)).status_code == 200
            assert "away" not in (await boot(server))["shown"], entries
            ways = (await boot(server, "ways.json"))["ways"]
            assert {way["kind"]: way.get("away") for way in ways} == {
                one["kind"]: chat if one["kind"] == "chat" else None for one in entries if one["on"]
            }
        assert (await save(http, server, entries=[CHAT, TELEGRAM])).status_code == 200
        question: Json = {"address": "/cart", "device": "phone", "at": None, "changes": {}}
        why = await http.post(path(server).replace("multiwidget", "targeting/why"), json=question)
        assert why.json()["decided"] == "people"
    app = await server.operator(ANNA)
    while server.shop.anna.hex() not in (await app.expect(Presence))["online"]:
        pass
    assert all("away" not in way for way in (await boot(server, "ways.json"))["ways"])
    await app.close()


async def test_the_only_way_is_opened_by_the_button_itself(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, entries=[OFF, entry("phone", "8 495 000-00-14")])
    told = await boot(server)
    assert (told["chat"], told["way"]["href"]) == (False, "tel:+74950000014")
    assert told["list"], "its script opens it"
    assert (told["words"]["ru"], told["words"]["en"]) == ("Позвонить", "Call us")
    assert told["way"]["icon"].startswith("M")
    assert "devices" not in told["shown"]


async def test_a_call_back_comes_with_its_form(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        assert (await save(http, server, entries=[OFF, entry("callback")])).status_code == 200
    told = await boot(server)
    assert (told["chat"], told["words"]["ru"]) == (True, "Перезвоните мне")
    assert (told["way"]["href"], told["list"].startswith("/assets/part-ways")) == ("", True), "no chat's own button"
    assert told["way"]["icon"].startswith("M")
    [listed] = (await boot(server, "ways.json"))["ways"]
    assert (listed["kind"], listed["href"], listed["form"]["reason"]) == ("callback", "", "callback")
    assert {"name": "phone", "required": True} in listed["form"]["fields"]


async def test_with_no_way_on_there_is_no_button(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, entries=[OFF])
    assert (await boot(server))["shown"]["devices"] == []


async def test_the_look_reaches_pages(server: Served) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        assert (await save(http, server, look=LOOK, hue=300)).status_code == 200
    told = await boot(server)
    assert told["paint"] == "--bsd-a:#6b4fa0;--bsd-o:#ffffff"
    assert (told["inline"], told["block"], told["offsets"]) == ("start", "start", {"inline": 16, "block": 80})
    assert (told["pulse"], told["theme"], told["hue"]) == (False, "dark", 300)


async def test_connected_widgets_hear_that_something_else_is_shown(server: Served) -> None:
    olga, before = await server.visitor(), (await boot(server))["shown"]
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, entries=[TELEGRAM])
    told = (await olga.expect(ShownChanged))["shown"]
    assert told["look"] != before["look"]
    assert told["version"] == before["version"], "the rules are the same"
    assert told == (await boot(server))["shown"]


async def test_who_was_away_hears_it_on_return(server: Served) -> None:
    shown = (await boot(server))["shown"]
    async with owner(server, await server.sign_in_owner()) as http:
        await save(http, server, look=LOOK)
    late = await VisitorClient.knock(server.url, server.shop.key)
    await late.say({**hello(server.shop.key), "shown": shown["version"] + shown["look"]})
    now = (await late.expect(ShownChanged))["shown"]
    again = await VisitorClient.knock(server.url, server.shop.key)
    await again.say({**hello(server.shop.key), "shown": now["version"] + now["look"]})
    await again.ping()
    assert "shown" not in [frame["t"] for frame in again.heard]


async def test_a_new_colour_of_the_project_is_heard_too(server: Served) -> None:
    olga = await server.visitor()
    async with owner(server, await server.sign_in_owner()) as http:
        await http.patch(f"/api/owner/v1/projects/{server.shop.number}", json={"hue": 20})
    assert (await olga.expect(ShownChanged))["shown"] == (await boot(server))["shown"]


async def test_of_two_who_save_at_once_the_second_is_told(server: Served) -> None:
    async with (
        owner(server, await server.sign_in_owner()) as marina,
        owner(server, await server.sign_in_owner(PAVEL)) as pavel,
    ):
        seen = (await pavel.get(path(server))).json()
        await save(marina, server, look=LOOK)
        late = {"version": seen["version"], "changes": {"entries": [TELEGRAM]}}
        refused = await pavel.patch(path(server), json=late)
        assert (refused.status_code, refused.json()["code"]) == (409, "settings_changed")
        now = (await pavel.get(path(server))).json()
        assert now["rules"]["entries"] == seen["rules"]["entries"], "nothing of the refused change"
        saved = await pavel.patch(path(server), json={**late, "version": now["version"]})
        assert saved.json()["rules"]["look"] == LOOK


REFUSALS: list[tuple[Json, str, str]] = [
    ({"entries": [entry("link", "javascript:alert(1)", "Magic", id="link-1")]}, "way_scheme", "link-1-link"),
    ({"entries": [entry("vk", "vk.com/feed", on=False)]}, "way_section", "vk-link"),
    ({"entries": [entry("whatsapp", "+7 900")]}, "phone_short", "whatsapp-link"),
    ({"entries": [entry("telegram", "@shop_bot", "a" * 41)]}, "caption_long", "telegram-caption"),
    ({"look": {**LOOK, "button": "#ffee99", "icon": "#ffffff"}}, "contrast_low", "icon"),
    ({"look": {**LOOK, "offset_block": 1000}}, "setting_out_of_range", "offset_block"),
    ({"entries": [entry("fax")]}, "bad_input", "changes.entries.0.kind"),
    ({"hue": 360}, "bad_input", "changes.hue"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "field"), REFUSALS)
async def test_what_cannot_be_is_refused_beside_its_field_and_changes_nothing(
    server: Served, changes: Json, code: str, field: str
) -> None:
    async with owner(server, await server.sign_in_owner()) as http:
        before = (await http.get(path(server))).json()
        refused = await save(http, server, **changes)
        assert (refused.status_code, refused.json()["code"]) == (422, code), refused.text
        assert refused.json()["params"]["field"] == field
        assert (await http.get(path(server))).json() == before


async def test_a_draft_is_shown_without_what_is_wrong_in_it_and_changes_nothing(server: Served) -> None:
    wrong = entry("vk", "vk.com/feed")
    look = {**LOOK, "button": "#ffee99", "icon": "#ffffff"}
    async with owner(server, await server.sign_in_owner()) as http:
        before = (await http.get(path(server))).json()
        body = {"changes": {"entries": [CHAT, wrong, TELEGRAM], "look": look}}
        told = (await http.post(path(server) + "/preview", json=body)).json()
        assert [way["kind"] for way in told["ways"]["ways"]] == ["chat", "telegram"]
        assert told["settings"]["paint"] == "--bsd-a:#ffee99;--bsd-o:#16181d"
        assert (told["wrong"]["field"], told["wrong"]["code"]) == ("vk-link", "way_section")
        assert told["contrast"] > 10
        assert (await http.get(path(server))).json() == before


async def test_the_longest_link_fits_the_answer_beside_the_longest_rules(server: Served) -> None:
    """PRODUCT.md 2.2: two kilobytes for all settings of a page, whatever an owner has typed."""
    days = [[{"start": n * 240 + 13, "end": n * 240 + 200} for n in range(6)]] * 7
    text = "\n".join(f"shop.example/{n * 7919 % 1_000_003:x}" for n in range(120))
    link = "https://shop.example/" + "".join(f"{n * 104_729 % 1_000_003:x}" for n in range(60))[:250]
    async with owner(server, await server.sign_in_owner()) as http:
        rules = f"/api/owner/v1/projects/{server.shop.number}/settings/targeting"
        seen = (await http.get(rules)).json()
        hours = {"on": True, "zone": "Europe/Moscow", "days": days, "specials": []}
        changes = {"schedule": hours, "filter": {"on": True, "mode": "clear", "text": text}}
        assert (await http.patch(rules, json={"version": seen["version"], "changes": changes})).status_code == 200
        own = entry("link", link, "Я" * 40, id="link-1")
        assert (await save(http, server, entries=[OFF, own], look=LOOK)).status_code == 200
    async with server.http() as http:
        answer = await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})
    assert len(gzip.compress(answer.content, 9)) < 2_048
