"""Who is called, how often, and by what: operators in real browsers whose pop-ups are counted, alone and with several windows."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.cutting import Cable
from tests.browser.looks import look
from tests.browser.people import Operator, Visitor
from tests.waiting import eventually

IGOR = "igor@demo.example"

COUNTING = """
window.popups = []
window.Notification = class {
  static permission = localStorage.getItem('test.permission') ?? 'granted'
  static async requestPermission() { this.permission = 'granted'; return 'granted' }
  constructor(title, options) { Object.assign(this, options, { title }); window.popups.push(this) }
  close() { this.closed = true; this.onclose?.() }
}
window.sounds = 0
const start = OscillatorNode.prototype.start
OscillatorNode.prototype.start = function (...when) { window.sounds++; return start.apply(this, when) }
"""
SHOWN = "() => window.popups.filter((one) => one.tag !== 'besedka.check').map((one) => `${one.title}: ${one.body}`)"


async def count(operator: Operator, permission: str = "granted") -> None:
    """From the next load on, pop-ups and sounds are counted in every window of this operator."""
    await operator.page.context.add_init_script(COUNTING)
    await operator.page.evaluate("(it) => localStorage.setItem('test.permission', it)", permission)
    await operator.page.reload()
    await _connected(operator.page)


async def _connected(page: Page) -> None:
    await expect(page.locator(".rail .link:not(.lost)")).to_have_text(
        re.compile("На связи|Connected|Online"), timeout=10_000
    )


async def _shown(*windows: Page, due: int = 0) -> list[str]:
    """The pop-ups of these windows, once as many as are due have come, and nothing more is coming."""
    found: list[str] = []

    async def come() -> bool:
        found[:] = [str(one) for window in windows for one in await window.evaluate(SHOWN)]
        return len(found) >= due

    await eventually(come)
    await windows[0].wait_for_timeout(1200)
    await come()
    return found


async def leaves(operator: Operator) -> None:
    """The operator goes back to their own list, where nothing is open."""
    await operator.page.locator(".rail").get_by_role("link", name="Мои").click()
    await expect(operator.log).to_have_count(0)


async def talk(visitor: Visitor, operator: Operator, words: str) -> None:
    """The visitor has written, the operator has taken it and answered."""
    await visitor.visit()
    await visitor.open()
    await visitor.write(words)
    await operator.opens(words)
    await operator.takes()
    await operator.answers(f"Отвечаю: {words}")
    await visitor.sees(f"Отвечаю: {words}")


async def test_the_responsible_is_called_and_nobody_else(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, igor, olga = await new_operator(), await new_operator(IGOR), await new_visitor()
    for operator in (anna, igor):
        await count(operator)
    await talk(olga, igor, "Кого позовут?")
    assert await _shown(igor.page) == [], "a new one calls nobody"
    await olga.write("Я ещё спрошу")
    await igor.sees("Я ещё спрошу")
    assert await _shown(igor.page) == [], "it is before his eyes"
    await leaves(igor)
    await olga.write("Вы тут?")
    await expect(igor.row("Вы тут?")).to_be_visible(timeout=10_000)
    told = await _shown(igor.page, due=1)
    assert [one.split(": ")[1] for one in told] == ["Вы тут?"]
    await igor.page.wait_for_function("() => window.sounds > 0")  # once the device has its sound ready
    assert await _shown(anna.page) == [], "Anna is an administrator, but not responsible"
    await expect(igor.page).to_have_title(re.compile(r"\("))
    await expect(igor.page.locator("link[rel=icon]")).to_have_attribute("href", re.compile(r"^data:image/svg\+xml"))
    await igor.page.evaluate("window.popups.at(-1).onclick()")
    await igor.sees("Вы тут?")


async def test_several_windows_call_once(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, olga = await new_operator(IGOR), await new_visitor()
    await count(igor)
    await talk(olga, igor, "Сколько раз позовут?")
    await leaves(igor)
    windows = [igor.page]
    for _ in range(2):
        windows.append(await igor.page.context.new_page())
        await windows[-1].goto(igor.page.url)
        await _connected(windows[-1])
    for number in range(3):
        await olga.write(f"Раз {number}")
        await expect(windows[-1].get_by_text(f"Раз {number}")).to_be_visible(timeout=10_000)
    await eventually(
        lambda: _have_sounded(windows, 3)
    )  # in some of the windows: a device takes its time until it sounds
    told = await _shown(*windows, due=3)
    assert sorted(one.split(": ")[1] for one in told) == ["Раз 0", "Раз 1", "Раз 2"]
    assert await _sounds(windows) == 3, "one tone for each, in one of the windows"


async def _sounds(windows: list[Page]) -> int:
    return sum([int(await window.evaluate("window.sounds")) for window in windows])


async def _have_sounded(windows: list[Page], times: int) -> bool:
    return await _sounds(windows) >= times


async def test_what_was_missed_is_told_as_one(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    igor, olga = await new_operator(IGOR), await new_visitor()
    await count(igor)
    cable = Cable(igor.page)
    await cable.lay()
    await talk(olga, igor, "Что расскажут потом?")
    await leaves(igor)
    await cable.cut()
    await expect(igor.page.locator(".rail .link.lost")).to_be_visible(timeout=10_000)
    for number in range(5):
        await olga.write(f"Пропущено {number}")
        await olga.sees(f"Пропущено {number}")
    await olga.sees_state("Отправлено|Доставлено")
    await cable.mend()
    await expect(igor.row("Пропущено 4")).to_be_visible(timeout=20_000)
    assert await _shown(igor.page, due=1) == ["Пока не было связи: Написал 1 клиент, 5 сообщений"]


async def test_the_bell_asks_by_a_click_and_keeps_what_was_chosen(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, olga = await new_operator(IGOR), await new_visitor()
    await count(igor, "default")
    await talk(olga, igor, "Тише?")
    await leaves(igor)
    bell = igor.page.get_by_role("button", name="Уведомления")
    await bell.click()
    await igor.page.get_by_role("button", name="Разрешить в браузере").click()
    await expect(igor.page.get_by_role("button", name="Разрешить в браузере")).to_have_count(0)
    await igor.page.get_by_label("Окно держится").select_option("0")
    await igor.page.get_by_role("button", name="Проверить").click()
    assert await igor.page.evaluate("window.popups.at(-1).requireInteraction") is True
    await igor.page.get_by_role("button", name="пока не выключу").click()
    await expect(igor.page.get_by_text("Тихо, пока не выключите")).to_be_visible()
    await look(igor.page, "operator-bell-desktop-light-ru")
    await igor.page.keyboard.press("Escape")
    await olga.write("Тсс")
    await expect(igor.row("Тсс")).to_be_visible(timeout=10_000)
    assert await _shown(igor.page) == []
    await igor.page.reload()
    await expect(igor.page.get_by_role("button", name="Уведомления: не беспокоить")).to_be_visible(timeout=10_000)


async def test_a_blocked_browser_is_explained(new_operator: NewOperator) -> None:
    igor = await new_operator(IGOR, language="en", scheme="dark")
    await count(igor, "denied")
    await igor.page.get_by_role("button", name="Notifications").click()
    await expect(igor.page.get_by_text("The browser blocks pop-ups of this site")).to_be_visible()
    await look(igor.page, "operator-bell-desktop-dark-en")
