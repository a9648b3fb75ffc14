"""The script on every page: with its settings for a page of one of the project's sites, without them for any other."""

import json
import re

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.api.visitor.counter import STEP
from tests.api.test_targeting import hours, save
from tests.clients import browse
from tests.people import SITE
from tests.serving import Served

_GIVEN = re.compile(r'[=,](?=\{"v":1,)')


def given(script: str) -> dict[str, object] | None:
    """Return the settings that stand in the script; None when it must fetch them."""
    assert "__BESEDKA__" not in script
    found = _GIVEN.search(script)
    return dict(json.JSONDecoder().raw_decode(script, found.end())[0]) if found else None


async def test_a_page_of_a_site_gets_the_settings_with_the_script(server: Served) -> None:
    path = f"/c/{server.shop.key}"
    async with browse(server.url) as http:
        script = await http.get(f"{path}.js", headers={"Origin": SITE})
        settings = (await http.get(f"{path}.json", headers={"Origin": SITE})).json()
        own = await http.get(f"{path}.js", headers={"Sec-Fetch-Site": "same-origin"})
        same = await http.get(f"{path}.js", headers={"Origin": SITE, "If-None-Match": script.headers["etag"]})
    assert settings.pop("kinds") == ["chat"], "for the original's names alone"
    assert given(script.text) == given(own.text) == settings, "no hours: the clock does not matter"
    assert script.headers["access-control-allow-origin"] == SITE
    assert script.headers["cache-control"] == "public, max-age=60, stale-while-revalidate=600"
    assert script.headers["vary"] == "Origin, Sec-Fetch-Site"
    assert (same.status_code, same.text) == (304, "")


async def test_where_there_are_hours_the_script_tells_what_time_it_is(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        assert (await save(http, server, schedule=hours())).status_code == 200
        script = await http.get(f"/c/{server.shop.key}.js", headers={"Origin": SITE})
    told, now = given(script.text) or {}, server.house.deps.clock.now()
    assert isinstance(told["now"], int)
    assert 0 <= now - told["now"] < STEP


async def test_a_page_of_another_site_gets_neither_settings_nor_leave_to_read(server: Served) -> None:
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        async with browse(server.url) as http:
            script = await http.get(f"/c/{server.shop.key}.js", headers=headers)
        assert script.status_code == 200
        assert given(script.text) is None
        assert "access-control-allow-origin" not in script.headers


async def test_the_button_is_told_what_it_says_in_the_projects_languages_and_where_the_rest_is(server: Served) -> None:
    async with browse(server.url) as http:
        settings = (await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})).json()
        assert "language" not in settings
        assert list(settings["words"]) == ["en", "ru"]
        assert settings["words"] == {"en": "Open chat", "ru": "Открыть чат"}
        assert settings["broken"] == {
            "en": "It did not load. Open it again.",
            "ru": "Не загрузилось. Откройте ещё раз.",
        }
        for language in ("en", "de", "ar"):
            panel = await http.get(settings["panel"].replace("*", language))
            words = await http.get(settings["panel"].replace("panel-*", f"words-{language}"))
            assert (panel.status_code, words.status_code) == (200, 200)


async def test_a_site_of_the_original_finds_its_script_at_both_addresses(server: Served) -> None:
    init, module = f"/api/site/1.0/{server.shop.key}/init?referrer=https%3A%2F%2Fx.example%2F", "/dist/module.js"
    async with browse(server.url) as http:
        first = await http.get(init, headers={"Referer": f"{SITE}/a"})
        again = await http.get(module)
        with_settings = await http.get(init, headers={"Origin": SITE})
        settings = (await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})).json()
        head = await http.head(module)
        same = await http.get(module, headers={"If-None-Match": again.headers["etag"]})
    assert first.text == again.text
    assert "setRoistatOnlineChatCustomParams" in again.text
    assert (given(first.text), given(with_settings.text)) == (None, settings)
    for answer in (first, again):
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=600"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert (head.text, head.headers["content-length"]) == ("", str(len(again.content)))
    assert (same.status_code, same.text) == (304, "")
    assert "set-cookie" not in {**first.headers, **again.headers}


async def test_a_key_of_nobody_gets_no_script(server: Served) -> None:
    async with browse(server.url) as http:
        for path in (f"/api/site/1.0/{'0' * 32}/init", "/api/site/1.0/x/init", f"/api/site/2.0/{server.shop.key}/init",
                     f"/c/{server.shop.key}.js.map", f"/c/{server.shop.key}", "/c/"):  # fmt: skip
            refused = await http.get(path)
            assert (refused.status_code, refused.json()["code"]) == (404, "project_unknown"), path
        assert (await http.get("/dist/module.js.map")).status_code == 404


async def test_pages_of_our_own_snippet_do_not_pay_for_the_original_s_names(server: Served) -> None:
    async with browse(server.url) as http:
        script = (await http.get(f"/c/{server.shop.key}.js", headers={"Origin": SITE})).text
    assert "Params" not in script
