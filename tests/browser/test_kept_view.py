"""What one looks at is kept: the list and what it is narrowed by outlive a reload, Back returns to them, and each window has its own."""

import re

from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.clients import make_id

TAG = """async ([tag, name]) => {
  const base = '/api/operator/v1', json = { 'Content-Type': 'application/json' }
  const made = await fetch(`${base}/tags`, { method: 'POST', headers: json, body: JSON.stringify({ id: tag, name, color: 'amber' }) })
  const id = location.pathname.split('/').at(-1)
  const set = await fetch(`${base}/conversations/${id}/tags/${tag}`, { method: 'PUT' })
  return [made.status, set.status]
}"""

UNTAG = "async (tag) => (await fetch(`/api/operator/v1/tags/${tag}`, { method: 'DELETE' })).status"


async def test_over_a_reload_with_back_and_in_two_windows(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga, petr = await new_operator(), await new_visitor(), await new_visitor()
    name, tag = f"Замер {make_id()[-4:]}", make_id()
    for visitor, words in ((olga, "Мне замер"), (petr, "Мне доставку")):
        await visitor.visit()
        await visitor.open()
        await visitor.write(words)
    await anna.opens("Мне замер")
    assert await anna.page.evaluate(TAG, [tag, name]) == [201, 200]
    rail = anna.page.locator(".rail")
    await rail.get_by_role("link", name=name).click()
    await expect(anna.row("Мне замер")).to_be_visible()
    await expect(anna.row("Мне доставку")).to_have_count(0)
    await anna.page.reload()
    await expect(anna.page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=10_000)
    await expect(anna.row("Мне замер")).to_be_visible(timeout=10_000)
    await expect(anna.row("Мне доставку")).to_have_count(0)

    second = await anna.page.context.new_page()
    await second.goto(anna.page.url.split("/operator")[0] + "/operator/new")
    await expect(second.get_by_role("listitem").filter(has_text="Мне доставку")).to_be_visible(timeout=10_000)
    await expect(anna.row("Мне доставку")).to_have_count(0)

    await rail.get_by_role("link", name="Новые").click()
    await expect(anna.row("Мне доставку")).to_be_visible()
    await anna.page.go_back()
    await expect(anna.page.get_by_role("heading", level=1, name=name)).to_be_visible()
    await expect(anna.row("Мне доставку")).to_have_count(0)
    await anna.opens("Мне замер")
    await anna.page.reload()
    await anna.sees("Мне замер")
    await expect(anna.row("Мне доставку")).to_have_count(0)

    phone = await new_operator(size="phone", language="en", scheme="dark")
    await phone.page.get_by_role("button", name="More").click()
    for item in ("All", "Closed", name):
        await expect(phone.page.get_by_role("menuitem", name=re.compile(item))).to_be_visible()
    await look(phone.page, "operator-more-phone-dark-en")
    await phone.page.get_by_role("menuitem", name=re.compile(name)).click()
    await expect(phone.row("Мне замер")).to_be_visible()
    await expect(phone.row("Мне доставку")).to_have_count(0)
    await phone.page.reload()
    await expect(phone.row("Мне замер")).to_be_visible(timeout=10_000)
    await phone.page.locator(".tabs").get_by_role("link", name="New").click()
    await expect(phone.row("Мне доставку")).to_be_visible()
    assert await anna.page.evaluate(UNTAG, tag) == 204
