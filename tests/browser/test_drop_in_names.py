"""What a site that moved over from the original finds on the page: the button's place, the names of nodes, the chat alone."""

from playwright.async_api import expect

from tests.browser.conftest import NewVisitor
from tests.browser.looks import MOVED
from tests.browser.people import Visitor
from tests.browser.roistat import arrive, carry
from tests.browser.shop import Shop
from tests.browser.ways import CHAT, TELEGRAM, put_ways, ways
from tests.processes import ServerProcess

PLACES = """() => Object.fromEntries(['.besedka-launcher', '.besedka-frame', '.besedka-ways'].map((name) => {
  const box = document.querySelector(name)?.getBoundingClientRect()
  return [name, box?.width ? [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom].map(Math.round) : null]
}))"""


async def placed(visitor: Visitor) -> dict[str, list[int]]:
    """Return how far each node is from the page's left, top, right and bottom, once it is at rest."""
    await visitor.page.mouse.move(640, 590)
    await visitor.page.evaluate(MOVED)
    found: dict[str, list[int]] = await visitor.page.evaluate(PLACES)
    return found


async def test_the_place_that_the_page_chooses_in_its_callbacks_is_the_windows_and_the_lists_too(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    late = (
        "window.onRoistatOnlineChatInited = () => { roistat.onlineChat.customPosition.left = 50 };"
        "window.onRoistatAllModulesLoaded = () => { roistat.onlineChat.customPosition.top = '60px' };"
    )
    async with ways(server, CHAT, TELEGRAM):
        olga = await new_visitor()
        await arrive(olga, carry(shop, server, "/places", late))
        await olga.launcher.click()
        await expect(olga.page.locator(".besedka-ways.opened")).to_be_visible(timeout=10_000)
        at = await placed(olga)
        assert (at[".besedka-launcher"][:2], at[".besedka-ways"][:2]) == ([50, 60], [50, 136])
        await olga.page.locator(".besedka-ways button").first.click()
        await expect(olga.field).to_be_visible(timeout=10_000)
        await expect(olga.page.locator(".besedka-frame.opened")).to_be_visible()
        assert (await placed(olga))[".besedka-frame"][:2] == [50, 136]
        await olga.page.set_viewport_size({"width": 1280, "height": 600})
        assert (await placed(olga))[".besedka-frame"][3] >= 0, "what is written in stays within reach"
        await olga.page.evaluate("roistat.onlineChat.customPosition = { right: 30 }; besedka('close'); besedka('open')")
        await expect(olga.page.locator(".besedka-frame.opened")).to_be_visible()
        await expect(olga.launcher).to_have_css("right", "30px")
        at = await placed(olga)
        assert (at[".besedka-frame"][2], at[".besedka-launcher"][2:]) == (30, [30, 24]), "the rest is the cabinet's"
        nina = await new_visitor("phone")
        await arrive(nina, carry(shop, server, "/places", late))
        await nina.page.evaluate("besedka('open')")
        await expect(nina.page.locator(".besedka-frame.opened")).to_be_visible()
        assert (await placed(nina))[".besedka-frame"][:3] == [0, 0, 0], "a phone's window covers the page"


async def test_nodes_have_the_names_that_scripts_and_styles_of_the_site_know(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    phone, popup = ".roistat-multiwidget-pulsator-phone", ".roistat-multiwidget-pulsator-items-popup"
    window = ".roistat-online-chat-popup-wrapper"
    olga = await new_visitor()
    await arrive(olga, carry(shop, server, "/named"))
    await olga.page.evaluate("roistatMultiwidgetShow()")
    await expect(olga.page.locator(".roistat-online-chat-holder.roistat-online-chat-holder-hidden")).to_have_count(1)
    await olga.page.evaluate("roistatMultiwidgetShow()")
    await expect(olga.page.locator(".roistat-online-chat-holder-hidden")).to_have_count(0)
    await olga.open()
    await expect(olga.page.locator(f"{window}:not({window}-hidden)")).to_have_count(1)
    await olga.page.evaluate("besedka('close')")
    await expect(olga.page.locator(f"{window}{window}-hidden")).to_have_count(1)
    async with ways(server, TELEGRAM, CHAT):
        elena = await new_visitor()
        await arrive(elena, carry(shop, server, "/named"))
        await expect(elena.page.locator(f".roistat-multiwidget-pulsator-holder{phone}:not(.opened)")).to_be_visible()
        await elena.page.locator(phone).click()
        await expect(elena.page.locator(f"{popup} .roistat-multiwidget-pulsator-popup-item-telegram")).to_be_visible(
            timeout=10_000
        )
        await expect(elena.page.locator(f"{phone}.opened")).to_be_visible()
        await elena.page.locator(phone).click()
        await expect(elena.page.locator(f"{phone}:not(.opened)")).to_be_visible()


async def test_a_page_that_wants_the_chat_alone_has_it_alone(
    new_visitor: NewVisitor, shop: Shop, server: ServerProcess
) -> None:
    found = (
        "window.found = []; window.onRoistatOnlineChatInited = () => "
        "found.push(!!document.querySelector('.roistat-online-chat-holder'))"
    )
    async with ways(server, TELEGRAM, CHAT):
        olga = await new_visitor()
        await arrive(olga, carry(shop, server, "/alone", f"window.roistatOnlineChatOnly = true; {found}"))
        await olga.page.wait_for_function("found.length")
        assert await olga.page.evaluate("found") == [True]
        await olga.launcher.click()
        await expect(olga.field).to_be_visible(timeout=10_000)
        await expect(olga.page.locator(".besedka-ways")).to_have_count(0)
        await put_ways(server, TELEGRAM)
        elena = await new_visitor()
        await arrive(elena, carry(shop, server, "/alone", f"window.roistatOnlineChatOnly = true; {found}"))
        await elena.page.wait_for_function("roistat.multiwidget.isEnabled")
        await elena.page.wait_for_timeout(300)
        told = await elena.page.evaluate("[found, roistat.onlineChat.isEnabled, roistat.multiwidget.isEnabled]")
        assert told == [[], False, True], "there is no chat"
