"""A site that moved over from the original by changing the host in its snippet: its own scripts keep working (PRODUCT.md 2.3)."""

import asyncio
import json

from playwright.async_api import Locator, expect

from besedka.domain.profile import MOST_PARAMS
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.roistat import arrive, carry, key_of
from tests.browser.shop import Shop
from tests.browser.ways import CHAT, NO_CHAT, TELEGRAM, put_ways, way, ways
from tests.processes import ServerProcess

LOG = """window.heard = [];
for (const name of ['onRoistatModuleLoaded', 'onRoistatAllModulesLoaded', 'onRoistatMultiwidgetInited', 'onRoistatOnlineChatInited',
  'onRoistatChatInit', 'roistatVisitCallback'])
  window[name] = (...given) => heard.push([name, ...given, !!document.querySelector('.roistat-online-chat-holder:not(.opened)')])
"""


async def test_the_callbacks_come_in_their_order(new_visitor: NewVisitor, shop: Shop, server: ServerProcess) -> None:
    olga = await new_visitor()
    await arrive(olga, carry(shop, server, "/moved", LOG))
    await olga.open()
    await olga.write("Здравствуйте")
    await olga.sees_state("Отправлено|Доставлено")
    await olga.page.wait_for_function("heard.length >= 5")
    names = [entry[0] for entry in await olga.page.evaluate("heard")]
    assert names == [
        "onRoistatModuleLoaded", "onRoistatMultiwidgetInited", "onRoistatOnlineChatInited", "onRoistatAllModulesLoaded",
        "onRoistatChatInit",
    ], "no visit's number, so nobody is called with one"  # fmt: skip
    heard = {entry[0]: entry[1:] for entry in await olga.page.evaluate("heard")}
    assert heard["onRoistatOnlineChatInited"] == heard["onRoistatAllModulesLoaded"] == [True], "the button is found"
    assert heard["onRoistatChatInit"][0] == 1
    assert olga.complaints.console == []


PARAMS = """section => Object.fromEntries([...section.querySelectorAll('dt')]
  .map(name => [name.textContent, name.nextElementSibling.textContent]))"""
MARKUP = "<img src=x onerror=window.hacked=1>"


async def told(card: Locator, **some: str) -> dict[str, str]:
    """Wait until the operator's card shows these, and return all parameters that it shows."""
    section = card.locator("section", has=card.page.get_by_role("heading", name="Параметры"))
    shown = dict[str, str]()
    for _ in range(100):
        shown = await section.evaluate(PARAMS) if await section.count() else {}
        if some.items() <= shown.items():
            break
        await asyncio.sleep(0.1)
    assert some.items() <= shown.items()
    return shown


async def test_parameters_before_and_after_loading(
    new_visitor: NewVisitor, new_operator: NewOperator, shop: Shop, server: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    before = {f"ключ{n}": f"до {n}" for n in range(200)}
    early = (
        "window.onRoistatModuleLoaded = () => { setRoistatOnlineChatCustomParams({ user: 4812, name: 'Ольга', gone: 'x', none: null });"
        f"setRoistatOnlineChatCustomParams({json.dumps(before)});"
        f"setRoistatOnlineChatCustomParams({{ tag: '{MARKUP}', '<b>имя</b>': '<b>жирно</b>', gone: null }}) }}"
    )
    await arrive(olga, carry(shop, server, "/params", early))
    await olga.page.evaluate("setRoistatOnlineChatCustomParams(null); setRoistatOnlineChatCustomParams()")
    await olga.open()
    await olga.write("Параметры с вами?")
    await olga.sees_state("Отправлено|Доставлено")
    await anna.opens("Параметры с вами?")
    card = anna.page.locator(".card")
    kept = {"user": "4812", "name": "Ольга", "tag": MARKUP, "<b>имя</b>": "<b>жирно</b>"}
    shown = await told(card, **kept, **before)
    assert set(shown) - set(before) - set(kept) == {"marker", "user_agent", "current_page"}
    after = {f"ключ{n}": f"после {n}" for n in range(200)} | {"later": "true", "юзер": "Ольга Ю."}
    await olga.page.evaluate(f"setRoistatOnlineChatCustomParams({json.dumps(after)})")
    assert set(await told(card, **kept, **after)) == {*shown, "later", "юзер"}, "merged, and nothing cleared"
    await olga.page.evaluate("setRoistatOnlineChatCustomParams({ user: null, ключ199: null, later: null })")
    await told(card, юзер="Ольга Ю.")
    await expect(card.get_by_text("после 199", exact=True)).to_have_count(0)
    many = {f"ещё{n}": f"сверх {n}" for n in range(200)}
    await olga.page.evaluate(f"setRoistatOnlineChatCustomParams({json.dumps(many)})")
    shown = await told(card, ещё0="сверх 0", ключ0="после 0", name="Ольга")
    assert len(shown) == MOST_PARAMS, "what is too much is left out"
    assert {"user", "later", "ключ199"}.isdisjoint(shown)
    assert await anna.page.evaluate(
        "[window.hacked, document.querySelectorAll('.card dl img, .card dl b').length]"
    ) == [None, 0]
    await olga.write("И ещё двести")
    await olga.sees_state("Отправлено|Доставлено")
    assert olga.complaints.console == []


async def test_the_chat_is_worked_from_the_page(new_visitor: NewVisitor, shop: Shop, server: ServerProcess) -> None:
    olga = await new_visitor()
    trigger = "window.onRoistatOnlineChatInited = () => { roistat.onlineChat.customTriggerSelector = '#ask' }"
    await arrive(olga, carry(shop, server, "/worked", trigger))
    page = olga.page
    await page.wait_for_function("roistat.multiwidget.isEnabled")  # it is told a moment after the button stands
    assert await page.evaluate("[roistat.onlineChat.isEnabled, roistat.multiwidget.isVisible, typeof roistat.version]") == [
        True, True, "string"]  # fmt: skip
    for call in ("roistatOnlineChatShow()", "roistatOnlineChatToggle()"):
        await page.evaluate(call)
        await expect(olga.field).to_be_visible(timeout=10_000)
        await page.evaluate(call)
        await expect(olga.field).not_to_be_visible()
    await page.locator("#ask").click()
    await expect(olga.field).to_be_visible()
    await page.evaluate("roistat.onlineChat.localization.translateToEnglish()")
    await expect(page.get_by_role("textbox", name="Write a message")).to_be_visible()
    await page.evaluate("roistat.onlineChat.localization.translate('ru')")
    await expect(page.get_by_role("textbox", name="Напишите сообщение")).to_be_visible()
    await page.evaluate("besedka('close')")
    await page.evaluate("roistat.onlineChat.actions.initWithMessage('Есть ли лампа?')")
    await expect(olga.field).to_have_value("Есть ли лампа?")
    await page.evaluate("besedka('close'); roistat.onlineChat.actions.openChat(17)")
    await expect(olga.field).to_have_value("Есть ли лампа?")
    await page.evaluate("besedka('close'); roistatMultiwidgetShow()")
    await expect(olga.launcher).not_to_be_visible()
    await page.evaluate("roistatMultiwidgetShow()")
    await expect(olga.launcher).to_be_visible()


async def test_what_the_page_had_set_under_our_names_stays(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    olga = await new_visitor()
    mine = (
        "window.roistat = { mine: 1, onlineChat: { customPosition: { left: 40, bottom: '10vh' } },"
        "multiwidget: { vk: { link: 'https://vk.com/x' } } }"
    )
    await arrive(olga, carry(shop, server, "/own", mine))
    assert await olga.page.evaluate("[roistat.mine, roistat.multiwidget.vk.link, typeof roistat.getVisit]") == [
        1, "https://vk.com/x", "function"]  # fmt: skip
    await expect(olga.launcher).to_have_css("left", "40px")
    box = await olga.launcher.bounding_box()
    assert box is not None
    assert (round(box["x"]), round(box["y"] + box["height"])) == (40, 810)


async def test_the_visit_is_the_site_s_own(new_visitor: NewVisitor, shop: Shop, server: ServerProcess) -> None:
    olga = await new_visitor()
    address = carry(shop, server, "/visits", LOG + "window.roistatCookieDomain = 'localhost'")
    await arrive(olga, address)
    assert await olga.page.evaluate("[roistat.getVisit(), roistat.visit, document.cookie]") == [None, None, ""]
    await olga.context.add_cookies([{"name": "roistat_visit", "value": "774411", "url": shop.url}])
    async with olga.page.expect_request("**/dist/module.js"):
        await arrive(olga, address)
    assert await olga.page.evaluate("[roistat.getVisit(), roistat.visit]") == ["774411", "774411"]
    await olga.page.evaluate("roistat.registerOnVisitProcessedCallback((visit) => heard.push(['mine', visit]))")
    await olga.page.wait_for_function("heard.some(([name]) => name === 'mine')")
    heard = await olga.page.evaluate("heard")
    assert ["mine", "774411"] in heard
    assert [entry[:2] for entry in heard if entry[0] == "roistatVisitCallback"] == [["roistatVisitCallback", "774411"]]
    await olga.page.evaluate("roistat.setVisit(774412)")
    assert await olga.page.evaluate("roistat.getVisit()") == "774412"
    assert "roistat_visit=774412" in await olga.page.evaluate("document.cookie")


async def test_our_own_script_before_the_originals_keeps_one_button(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    olga = await new_visitor()
    first = f"<script crossorigin src='{server.url}/c/{key_of(server)}.js'></script>"
    await arrive(olga, carry(shop, server, "/before", LOG + f"</script>{first}<script>", ""))
    await expect(olga.page.locator(".roistat-online-chat-holder")).to_have_count(1)


async def test_a_second_load_is_ignored(new_visitor: NewVisitor, shop: Shop, server: ServerProcess) -> None:
    olga = await new_visitor()
    ours = f"<script async crossorigin src='{server.url}/c/{key_of(server)}.js'></script>"
    again = f"<script async src='{server.url}/dist/module.js'></script>{ours}"
    await arrive(olga, carry(shop, server, "/twice", LOG, again))
    await olga.page.wait_for_function("heard.length >= 4")
    await olga.page.wait_for_timeout(600)  # no more come
    assert await olga.launcher.count() == 1
    names = [entry[0] for entry in await olga.page.evaluate("heard")]
    assert len(names) == len(set(names)) == 4
    await olga.open()


async def test_a_link_that_the_page_sets_wins_over_the_cabinets(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    before = "window.roistat = { multiwidget: { telegram: { link: 'https://t.me/page_bot' }, vk: { link: 'javascript:1' } } }"
    async with ways(server, TELEGRAM, CHAT, way("vk", "vk.me/shop")):
        olga = await new_visitor()
        await arrive(olga, carry(shop, server, "/links", before))
        lines = olga.page.locator(".besedka-ways a")
        await olga.launcher.click()
        await expect(lines).to_have_count(2, timeout=10_000)
        hrefs = "lines => lines.map(line => line.getAttribute('href'))"
        assert await lines.evaluate_all(hrefs) == ["https://t.me/page_bot", "https://vk.me/shop"]
        await olga.launcher.click()
        await olga.page.evaluate("roistat.multiwidget.telegram.link = 'https://t.me/later_bot'")
        await olga.launcher.click()
        await expect(lines.first).to_have_attribute("href", "https://t.me/later_bot")
        await put_ways(server, NO_CHAT, TELEGRAM)
        elena = await new_visitor()
        await arrive(elena, carry(shop, server, "/link", before))
        await elena.page.context.route("https://t.me/**", lambda route: route.fulfill(body="<h1>Telegram</h1>"))
        async with elena.page.context.expect_page() as opened:
            await elena.launcher.click()
        await (await opened.value).wait_for_url("https://t.me/page_bot")


ON = """() => Object.fromEntries(['vk', 'fb', 'telegram', 'whatsApp', 'viber']
  .map((name) => [name, roistat.multiwidget[name].isEnabled]))"""


async def test_each_way_says_whether_it_is_on_from_the_first_callback_on_and_as_the_cabinet_changes(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    off = dict.fromkeys(("vk", "fb", "telegram", "whatsApp", "viber"), False)
    first = f"window.onRoistatMultiwidgetInited = () => {{ window.first = ({ON})() }};"
    first += "window.roistat = { multiwidget: { viber: { isEnabled: true } } }"
    vk = way("vk", "vk.me/shop")
    async with ways(server, CHAT, TELEGRAM, way("whatsapp", "+7 916 204-18-77"), {**vk, "on": False}):
        olga = await new_visitor()
        address = carry(shop, server, "/on", first)
        await arrive(olga, address)
        await olga.page.wait_for_function("window.first")
        assert await olga.page.evaluate("first") == {**off, "telegram": True, "whatsApp": True}
        await put_ways(server, CHAT, vk)
        await olga.page.evaluate("besedka('open')")
        await olga.page.wait_for_function(f"({ON})().vk")
        assert await olga.page.evaluate(ON) == {**off, "vk": True}
        await olga.context.add_cookies([{"name": "roistat_visit", "value": "774411", "url": shop.url}])
        await put_ways(server, NO_CHAT, TELEGRAM)
        await arrive(olga, address)
        await olga.page.wait_for_function("window.first")
        assert await olga.page.evaluate("first") == {**off, "telegram": True}, "the one way, and the other script"


async def test_what_nobody_has_read_is_counted_where_the_page_wants_it(
    new_visitor: NewVisitor, new_operator: NewOperator, shop: Shop, server: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    holder = "window.onRoistatModuleLoaded = () => { roistat.onlineChat.notificationsCustomHolderSelector = '#count' }"
    await arrive(olga, carry(shop, server, "/counted", holder, "<b id=count>·</b>"))
    count = olga.page.locator("#count")
    await olga.open()
    await olga.write("Сколько непрочитанных?")
    await olga.sees_state("Отправлено|Доставлено")
    await expect(count).to_have_text("·")
    await olga.launcher.click()
    await anna.opens("Сколько непрочитанных?")
    await anna.takes()
    for number in ("1", "2"):
        await anna.answers(f"Ответ {number}")
        await expect(count).to_have_text(number, timeout=10_000)
        await expect(olga.launcher.locator("b")).to_have_text(number)
    await olga.page.evaluate("roistat.onlineChat.notificationsCustomHolderSelector = '##'")
    await olga.launcher.click()
    await olga.sees("Ответ 2")
    await expect(olga.launcher.locator("b")).to_have_text("")
    await expect(count).to_have_text("2")


async def test_a_request_of_the_pages_own_form_is_a_conversation_with_its_lead(
    new_visitor: NewVisitor, new_operator: NewOperator, shop: Shop, server: ServerProcess
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await arrive(olga, carry(shop, server, "/goal"))
    reach = "given => new Promise(done => roistatGoal.reach(given, done))"
    left = {
        "leadName": "Лампа «Маяк»",
        "name": "Ольга",
        "phone": "8 916 123-45-67",
        "text": "Есть в наличии?",
        "fields": {"Цвет": "белый"},
    }
    answer = await olga.page.evaluate(reach, left)
    assert answer["status"] == "ok"
    await anna.opens("Ольга")
    for words in ("Есть в наличии?", "Цвет: белый"):
        await expect(anna.page.get_by_role("main").get_by_text(words).first).to_be_visible()
    empty = await olga.page.evaluate(reach, {"leadName": "Лампа"})
    assert (empty["status"], empty["error"]) == ("error", "lead_empty")
