"""The operators' app in a desktop window, as far as the page can tell: a stub stands for the shell (the real one: tests/desktop)."""

from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import Eye
from tests.browser.people import Operator
from tests.browser.test_told import COUNTING, leaves, talk
from tests.clients import make_id

IGOR = "igor@demo.example"
SHELL = """
window.told = []
const tell = (name) => (value) => void window.told.push([name, value])
const names = ['notify', 'withdraw', 'badge', 'opened', 'presence', 'quiet', 'signed', 'took']
const said = Object.fromEntries(names.map((name) => [name, tell(name)]))
window.besedkaDesktop = { version: 1, listen: (heard) => void (window.say = heard), ...said }
"""


async def in_a_window(operator: Operator) -> Page:
    """From the next load on, this operator's page is in a desktop window; pop-ups of the browser are counted."""
    await operator.page.context.add_init_script(COUNTING + SHELL)
    await operator.page.reload()
    await expect(operator.page.locator(".rail .link:not(.lost)")).to_be_visible()
    return operator.page


async def says(page: Page, **said: object) -> None:
    await page.evaluate("(said) => window.say(said)", said)


async def told(page: Page, name: str) -> list[object]:
    found: list[object] = await page.evaluate(
        "(name) => window.told.filter((one) => one[0] === name).map((one) => one[1])", name
    )
    return found


async def test_it_is_the_shell_that_notifies_and_its_reply_reaches_the_client(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    igor, olga = await new_operator(IGOR), await new_visitor()
    page = await in_a_window(igor)
    await talk(olga, igor, "Есть ли окна в наличии?")
    await leaves(igor)
    await olga.write("И почём?")
    await expect(igor.row("И почём?")).to_be_visible(timeout=10_000)
    await page.wait_for_function("() => window.told.some((one) => one[0] === 'notify')")
    [note] = await told(page, "notify")
    assert isinstance(note, dict)
    assert (note["text"], note["reply"], note["tag"]) == ("И почём?", True, note["conversation"])
    assert await page.evaluate("window.popups.length") == 0, "the browser shows none beside it"
    me, reply = (await told(page, "signed"))[-1], make_id()
    answer = {"t": "reply", "id": reply, "operator": me, "conversation": note["conversation"]}
    await says(page, **answer | {"id": make_id(), "operator": make_id()}, text="Не от Игоря")
    for _ in range(2):  # as to a page that came anew
        await says(page, **answer, text="По двенадцать тысяч")
    await olga.sees("По двенадцать тысяч")
    await olga.sees("Не от Игоря", 0)
    assert await told(page, "took") == [reply, reply]
    await expect(igor.log).to_have_count(0)
    await says(page, t="open", conversation=note["conversation"])
    await igor.sees("По двенадцать тысяч")
    assert note["conversation"] in await told(page, "opened")
    await says(page, t="presence", status="away")
    await page.wait_for_function("() => window.told.at(-1)[0] === 'presence' && window.told.at(-1)[1] === 'away'")
    await says(page, t="presence", status="online")
    await page.wait_for_function("() => window.told.at(-1)[1] === 'online'")


async def test_the_check_of_notifications_proves_the_shell(new_operator: NewOperator) -> None:
    for language, begin, proven in (
        ("ru", "Начать проверку", "клик по нему дошёл"), ("en", "Begin the check", "its click arrived"),
    ):  # fmt: skip
        igor = await new_operator(IGOR, language=language)
        page = await in_a_window(igor)
        await page.locator(".rail .bell").click()
        await page.locator(".bell-more").click()
        await page.get_by_role("button", name=begin).click()
        await page.wait_for_function("() => window.told.some((one) => one[0] === 'notify' && one[1].tag === 'check')")
        await says(page, t="open", conversation="")
        await expect(page.locator(".checking li[data-state=well]").filter(has_text=proven)).to_be_visible()
        await expect(page.locator(".checking li[data-state=told]")).to_be_visible()
        await expect(page.locator(".checking li[data-state=runs]")).to_have_count(0, timeout=40_000)
        await (await Eye.on(page)).sees_everywhere(f"in-a-window-check-{language}")
