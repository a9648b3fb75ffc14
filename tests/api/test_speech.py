"""What the widget says: languages and texts, changed in the cabinet, and served with the scripts that speak."""

import gzip
import re
from typing import Any

import httpx2

from besedka.api.assets import WEB
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.language import FIRST, LANGUAGES
from tests.api.test_counter import given
from tests.people import SITE
from tests.serving import Served

Json = dict[str, Any]


def path(server: Served) -> str:
    """Return where the texts are."""
    return f"/api/owner/v1/projects/{server.shop.number}/settings/texts"


async def save(http: httpx2.AsyncClient, server: Served, **changes: object) -> httpx2.Response:
    """Change what is said now."""
    seen = (await http.get(path(server))).json()
    return await http.patch(path(server), json={"version": seen["version"], "changes": changes})


async def boot(server: Served) -> Json:
    """Return what a page of the shop is answered."""
    async with server.http() as http:
        settings: Json = (await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})).json()
        return settings


async def test_a_project_that_chose_nothing_speaks_two_languages_in_standard_words(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        seen = (await http.get(path(server))).json()
        german = (await http.get(f"{path(server)}/standard?language=de")).json()
    assert seen["rules"] == {"language": "auto", "languages": ["en", "ru"], "texts": {}}
    assert seen["outdated"] == {}
    assert german["forms"] == ["one", "other"]
    assert german["texts"]["panel.send"] == {"text": "Senden", "limit": 60}
    assert german["texts"]["panel.hello"]["limit"] == 300
    assert (await boot(server))["panel"].startswith("/assets/panel-*-")


async def test_languages_reach_new_pages_at_once_the_main_one_first(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        saved = await save(http, server, languages=["de", "ar", "ru"])
        assert saved.json()["rules"]["languages"] == ["de", "ar", "ru"]
        first = await boot(server)
        await save(http, server, language="ru")
        second = await boot(server)
    assert ("language" in first, list(first["words"])) == (False, ["de", "ar", "ru"])
    assert (second["language"], list(second["words"])) == ("ru", ["ru", "de", "ar"])


async def test_own_texts_come_within_the_scripts_that_speak_and_cost_no_request(server: Served) -> None:
    own = {"panel.hello": 'Ну "здравствуй" </script> __FORMS__', "closing.rate": "Ну как?", "launcher.open": "Спросить"}
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        saved = await save(http, server, texts={"ru": own, "en": {"panel.send": "Off it goes"}})
        assert saved.status_code == 200, saved.text
        assert saved.json()["rules"]["texts"]["ru"] == own
    settings = await boot(server)
    assert settings["words"] == {"en": "Open chat", "ru": "Спросить"}
    async with server.http() as http:
        panel = await http.get(settings["panel"].replace("*", "ru"))
        words = await http.get(settings["panel"].replace("panel-*", "words-ru"))
        english = await http.get(settings["panel"].replace("*", "en"))
    assert panel.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert panel.headers["content-type"].startswith("text/javascript")
    assert panel.headers["access-control-allow-origin"] == "*"
    assert 'hello:"Ну \\"здравствуй\\" </script> __FORMS__"' in panel.text
    assert 'send:"Отправить"' in panel.text
    assert 'rate:"Ну как?"' in words.text
    assert '["one", "few", "many"]' in words.text
    assert 'send:"Off it goes"' in english.text
    assert not re.search("__(LANGUAGE|WORDS)__", panel.text + words.text + english.text)


async def test_with_the_standard_texts_the_scripts_are_what_the_build_makes(server: Served) -> None:
    async with server.http() as http:
        for kind in ("panel", "words"):
            made = await http.get(f"/c/{server.shop.key}/{kind}-kk-XXXXXXXX.js")
            assert made.headers["cache-control"] == "no-cache", "another version than this one"
            built = next((WEB / "assets").glob(f"{kind}-kk-*.js")).read_text("utf-8")
            assert made.text.replace(", ", ",") == built.replace(", ", ",")


async def test_scripts_of_nobody_and_of_no_language_are_not_there(server: Served) -> None:
    async with server.http() as http:
        for there in (
            f"/c/{'0' * 32}/panel-ru-1.js",
            f"/c/{server.shop.key}/panel-xx-1.js",
            f"/c/{server.shop.key}/menu-ru-1.js",
        ):
            assert (await http.get(there)).status_code == 404


async def test_what_cannot_be_said_is_refused_by_its_field_and_nothing_is_changed(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        before = (await http.get(path(server))).json()
        for changes, field, words in (
            ({"texts": {"ru": {"panel.send": "Пуск", "panel.title": "  "}}}, "ru.panel.title", "не может быть пустым"),
            ({"languages": []}, "languages", "хотя бы один язык"),
            ({"language": "de", "languages": ["ru"]}, "language", "Сначала добавьте"),
        ):
            http.headers["Accept-Language"] = "ru"
            refused = await save(http, server, **changes)
            assert (refused.status_code, refused.json()["params"]["field"]) == (422, field)
            assert words in refused.json()["message"]
        assert (await save(http, server, languages=["xx"])).json()["code"] == "bad_input"
        assert (await http.get(path(server))).json() == before


async def test_the_second_of_two_who_save_is_told_and_the_same_wish_again_is_no_conflict(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        seen = (await http.get(path(server))).json()["version"]
        changes = {"texts": {"de": {"panel.hello": "Grüß Gott"}}}
        first = await http.patch(path(server), json={"version": seen, "changes": changes})
        again = await http.patch(path(server), json={"version": seen, "changes": changes})
        second = await http.patch(path(server), json={"version": seen, "changes": {"languages": ["ru"]}})
    assert (first.status_code, again.status_code, second.status_code) == (200, 200, 409)
    assert second.json()["code"] == "settings_changed"
    assert first.json() == again.json()


async def test_a_language_more_costs_a_page_little_and_all_of_them_fit_the_settings(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        two = await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})
        await save(http, server, languages=["en", "ru", *(set(LANGUAGES) - set(FIRST))])
        twelve = await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})
    assert set(twelve.json()["words"]) == set(LANGUAGES)
    more = len(gzip.compress(twelve.content, 9)) - len(gzip.compress(two.content, 9))
    assert more <= 20 * (len(LANGUAGES) - 2)
    assert len(gzip.compress(twelve.content, 9)) <= 2_000


async def test_the_script_names_the_button_in_the_main_language_and_leaves_long_lists_to_the_settings(
    server: Served,
) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        path, origin = f"/c/{server.shop.key}", {"Origin": SITE}
        short = given((await http.get(f"{path}.js", headers=origin)).text) or {}
        assert short["words"] == (await boot(server))["words"]
        assert short["broken"] == {"en": "It did not load. Open it again.", "ru": "Не загрузилось. Откройте ещё раз."}
        long = "Открыть чат с нашими продавцами: мы рядом"
        await save(http, server, languages=["ru", "de", "en"], texts={"ru": {"launcher.open": long}})
        brief, whole = given((await http.get(f"{path}.js", headers=origin)).text) or {}, await boot(server)
    assert whole["words"] == {"ru": long, "de": "Chat öffnen", "en": "Open chat"}
    assert whole["broken"].keys() == {"ru"}, "no room for three"
    del whole["kinds"]
    assert brief == {**whole, "words": {"ru": long, "de": "", "en": ""}}


async def test_a_draft_is_told_as_a_page_would_be_without_what_would_be_refused(server: Served) -> None:
    own = {"launcher.open": "Спросить", "panel.hello": "Добро пожаловать, {кто}"}
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        draft = {"changes": {"languages": ["de", "ru"], "texts": {"ru": own}}}
        answer = await http.post(f"{path(server)}/preview", json=draft)
        kept = (await http.get(path(server))).json()["rules"]
    told = answer.json()
    assert told["settings"]["words"] == {"de": "Chat öffnen", "ru": "Спросить"}
    assert (list(told["invitation"]["text"]), "invite" in told["settings"]) == (["de", "ru"], True)
    assert kept == {"language": "auto", "languages": ["en", "ru"], "texts": {}}


async def test_the_previews_scripts_say_what_their_page_tells_them(server: Served) -> None:
    async with server.http() as http:
        panel, words = [await http.get(f"/cabinet/preview/said/{name}-ru.js") for name in ("panel", "words")]
        strange = await http.get("/cabinet/preview/said/panel-ru.css")
    assert "besedkaSaid.texts.panel" in panel.text
    assert "besedkaSaid.forms" in words.text
    assert "__" not in re.sub(r"__proto__", "", panel.text + words.text)
    assert strange.status_code == 404
