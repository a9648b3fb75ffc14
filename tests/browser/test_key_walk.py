"""The operators' app without a mouse, window by window: Tab reaches everything and stays inside, the focus is always seen,
Escape shuts, and the focus goes back to where it came from."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Operator, Visitor
from tests.browser.test_files import choose, loaded
from tests.pictures import picture

REACHABLE = """box => {
  document.querySelectorAll('[data-walked]').forEach(one => delete one.dataset.walked)
  box.dataset.walked = ''
  return [...box.querySelectorAll('button, a[href], input, select, textarea, [tabindex="0"]')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.type !== 'file' && one.tabIndex >= 0)
    .map((one, at) => (one.dataset.walk = `${at} ${one.getAttribute('aria-label') || one.innerText || one.placeholder || one.name}`))
}"""
FOCUSED = """() => {
  const at = document.activeElement
  return at === document.body ? 'nobody' : at.closest('[data-walked]') ? at.dataset.walk ?? at.tagName : 'outside'
}"""
SEEN = """() => {
  const at = document.activeElement, around = [at]
  if (at.type === 'date') return getComputedStyle(at).outlineStyle !== 'none' // its parts would begin anew
  for (let one = at.parentElement; one && around.length < 4; one = one.parentElement) around.push(one)
  const settled = () => document.getAnimations().filter(one => one.effect.getTiming().iterations < 9).forEach(one => one.finish())
  const looks = () => (settled(), around).map(one => getComputedStyle(one))
    .map(style => [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.background].join()).join(';')
  const box = at.getBoundingClientRect(), focused = looks()
  at.blur()
  const left = looks()
  at.focus({ preventScroll: true })
  return at === document.body || focused !== left && box.width > 1 && box.height > 1
}"""


@pytest.fixture
def browsers(whole_browsers: tuple[Browser, Browser]) -> tuple[Browser, Browser]:
    """Past a page's end Tab goes to the browser itself, and comes back from there: the headless shell has no such place."""
    return whole_browsers


async def talk(anna: Operator, olga: Visitor, words: str) -> None:
    """Have a conversation in work, calmly."""
    await anna.page.emulate_media(reduced_motion="reduce")
    await olga.visit("/lamp")
    await olga.open()
    await olga.write(words)
    await anna.opens(words)
    await anna.takes()


async def walks(page: Page, box: Locator) -> None:
    """Go round by Tab: everything inside has its turn and is seen to have it; nothing outside has one, unless it shuts."""
    expected = await box.evaluate(REACHABLE)
    met: list[str] = []
    for _ in range(2 * len(expected) + 8):  # a date has several stops
        name = str(await page.evaluate(FOCUSED))
        if name == "outside":
            break
        if name in met and set(expected) <= set(met):
            return
        met.append(name)
        if name != "nobody":
            assert await page.evaluate(SEEN), (
                f"the focus on {await page.evaluate('document.activeElement.outerHTML')} is not seen"
            )
        await page.keyboard.press("Tab")
    assert set(expected) <= set(met), f"never reached: {set(expected) - set(met)}"
    await expect(box).to_be_hidden()


async def shuts(page: Page, box: Locator, opener: Locator) -> None:
    """Escape shuts it, and the focus is where it was."""
    await page.keyboard.press("Escape")
    await expect(box).to_be_hidden()
    await expect(opener).to_be_focused()


WINDOWS = (
    ("Найти", ".rail .find"),
    ("Отобрать", ".list > header [aria-haspopup=dialog]"),
    ("Метки", ".rail h2 button"),
    ("Передать обращение", ".talk > header .pick[aria-haspopup=dialog]"),
    ("Создать лид", ".crm .make"),
    ("Эмодзи", ".composer .smile"),
    ("Уведомления", ".rail .bell"),
)


async def test_every_window_is_walked_and_gives_the_focus_back(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talk(anna, olga, "Пройдёмся по окнам?")
    for name, opener in WINDOWS:
        button = anna.page.locator(opener).first
        await button.focus()
        await anna.page.keyboard.press("Enter")
        box = anna.page.get_by_role("dialog", name=name)
        await expect(box.locator(":focus")).to_have_count(1)
        await walks(anna.page, box)
        if await box.is_hidden():
            await button.focus()
            await anna.page.keyboard.press("Enter")
            await expect(box.locator(":focus")).to_have_count(1)
        await shuts(anna.page, box, button)


async def test_my_menu_and_its_windows(new_operator: NewOperator) -> None:
    anna = await new_operator()
    page, me = anna.page, anna.page.locator(".rail .me")
    await page.emulate_media(reduced_motion="reduce")
    menu = page.locator(".menu:popover-open")
    items = menu.get_by_role("menuitem").or_(menu.get_by_role("menuitemradio"))
    await me.focus()
    await page.keyboard.press("Enter")
    await expect(items.first).to_be_focused()
    await page.keyboard.press("End")
    await expect(items.last).to_be_focused()
    for number in range(await items.count()):
        await page.keyboard.press("ArrowDown")
        await expect(items.nth(number)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(me).to_be_focused()
    for name in ("Клавиши", "Аватар", "Шаблоны", "Сменить пароль", "Изменить метки"):
        await page.keyboard.press("Enter")
        await expect(items.first).to_be_focused()
        await menu.get_by_role("menuitem", name=name).focus()
        await page.keyboard.press("Enter")
        box = page.get_by_role("dialog", name="Метки" if name == "Изменить метки" else name)
        await expect(box.locator(":focus")).to_have_count(1)
        await walks(page, box)
        await shuts(page, box, me)


async def test_tab_leaves_a_menu_and_shuts_it(new_operator: NewOperator) -> None:
    anna = await new_operator()
    await anna.page.locator(".rail .me").focus()
    await anna.page.keyboard.press("Enter")
    await expect(anna.page.locator(".menu:popover-open :focus")).to_have_count(1)
    await anna.page.keyboard.press("Tab")
    await expect(anna.page.locator(".menu:popover-open")).to_have_count(0)
    await expect(anna.page.locator(".rail :focus")).to_have_count(0)


async def test_the_canned_panel_and_the_field(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talk(anna, olga, "Есть шаблоны?")
    await anna.field.focus()
    await anna.page.keyboard.type("/")
    panel = anna.page.locator(".canned")
    await expect(panel).to_be_visible()
    await anna.page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(anna.field).to_be_focused()
    await expect(anna.field).to_have_value("/")
    slash = anna.page.locator(".composer .slash")
    await slash.focus()
    await anna.page.keyboard.press("Enter")
    await expect(anna.field).to_be_focused()


async def test_the_card_and_its_fields(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talk(anna, olga, "Карточка без мыши?")
    card = anna.page.get_by_role("complementary", name="Клиент")
    phone = card.get_by_role("button", name=re.compile("^Телефон"))
    await phone.focus()
    await anna.page.keyboard.press("Enter")
    await expect(card.get_by_label("Телефон", exact=True)).to_be_focused()
    await anna.page.keyboard.type("123")
    await anna.page.keyboard.press("Escape")
    await expect(phone).to_be_focused()
    await expect(phone).to_contain_text("нет")
    await anna.page.keyboard.press("i")
    await expect(card).to_have_count(0)
    await anna.page.keyboard.press("i")
    await expect(card).to_be_visible()


async def test_the_viewer_gives_the_focus_back_to_the_picture(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talk(anna, olga, "Картинка без мыши?")
    await choose(olga.page, ("Раз.jpg", picture(300, 200)), ("Два.jpg", picture(200, 300)))
    await expect(olga.page.locator(".files .file.ready")).to_have_count(2, timeout=10_000)
    await olga.write("Две")
    await loaded(anna.log.locator(".picture img").nth(1))
    first = anna.log.locator(".picture").first
    await first.focus()
    await anna.page.keyboard.press("Enter")
    viewer = anna.page.locator("dialog.viewer")
    await expect(viewer).to_have_accessible_name("Раз.jpg")
    await walks(anna.page, viewer)
    await anna.page.keyboard.press("ArrowRight")
    await expect(viewer).to_have_accessible_name("Два.jpg")
    await shuts(anna.page, viewer, first)


REGIONS = """() => {
  const at = document.activeElement
  const region = at.closest('.rail, .list, .talk > header, .log, .composer, .card')
  return at === document.body ? 'end' : region ? region.className.split(' ')[0] || 'header' : at.outerHTML
}"""


async def test_tab_goes_through_the_whole_screen_in_order(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talk(anna, olga, "А весь экран по порядку?")
    page, met = anna.page, list[str]()
    await page.evaluate("document.activeElement.blur()")
    await page.locator(".rail .find").evaluate("find => find.focus()")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Shift+Tab")
    for _ in range(80):
        region = str(await page.evaluate(REGIONS))
        if region == "end":
            break
        assert await page.evaluate(SEEN), (
            f"the focus is not seen: {await page.evaluate('document.activeElement.outerHTML')}"
        )
        if not met or met[-1] != region:
            met.append(region)
        await page.keyboard.press("Tab")
    assert met == ["rail", "list", "header", "log", "composer", "card"]


HEARS = """() => {
  window.heard = []
  const place = node => {
    const at = (node.nodeType === 1 ? node : node.parentElement)?.closest('[aria-live], [role=log], [role=status], [role=alert]')
    return !at || at.getAttribute('aria-live') === 'off' ? null : at.getAttribute('role') ?? 'live'
  }
  const said = node => {
    const where = place(node)
    if (where && node.textContent.trim()) window.heard.push([where, node.textContent.trim()])
  }
  new MutationObserver(all => all.forEach(one => one.type === 'characterData' ? said(one.target) : one.addedNodes.forEach(said)))
    .observe(document, { subtree: true, childList: true, characterData: true })
}"""


async def heard(page: Page, words: str) -> list[str]:
    """Return where these words were announced, each time that they were."""
    return [where for where, text in await page.evaluate("window.heard") if words in text]


async def test_a_new_message_is_announced_once(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await talk(anna, olga, "Слышно меня?")
    await anna.page.evaluate(HEARS)
    await olga.write("А теперь?")
    await anna.sees("А теперь?")
    await anna.answers("Слышно хорошо")
    await olga.sees("Слышно хорошо")
    await olga.write("И ещё раз")
    await anna.sees("И ещё раз")
    await anna.page.wait_for_timeout(1_500)
    assert await heard(anna.page, "А теперь?") == ["log"]
    assert await heard(anna.page, "Слышно хорошо") == ["log"]
    assert await heard(anna.page, "И ещё раз") == ["log"]
