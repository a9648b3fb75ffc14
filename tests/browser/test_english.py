"""Screens of the cabinet that their own tests walk in Russian, looked at in English at every size and scheme."""

from playwright.async_api import expect

from tests.browser.conftest import NewCabinet
from tests.browser.looks import Eye
from tests.browser.people import Cabinet
from tests.browser.test_deleting import opened
from tests.browser.test_invitation import inviting
from tests.clients import make_id
from tests.processes import ServerProcess

VIEWS = [("desktop", "light"), ("desktop", "dark"), ("tablet", "light"), ("phone", "dark"), ("zoomed", "light")]

WITHIN = """sheet => sheet.getBoundingClientRect().right - sheet.querySelector('.seg').getBoundingClientRect().right"""
"""How far from its sheet's edge a choice ends."""


async def seen(marina: Cabinet, name: str) -> None:
    """Look at the page."""
    await (await Eye.on(marina.page)).sees_everywhere(f"{name}-en", VIEWS)


async def test_the_templates(new_cabinet: NewCabinet) -> None:
    marina, word = await new_cabinet(language="en"), make_id()[20:]
    page = marina.page
    await marina.goes_to("Templates")
    await page.get_by_role("button", name="Folder", exact=True).click()
    await page.locator("input[name=folder]").fill(f"Contracts {word}")
    await page.keyboard.press("Enter")
    await page.get_by_role("navigation", name="Folders").get_by_text(f"Contracts {word}").click()
    await page.get_by_role("button", name="Template", exact=True).first.click()
    await page.locator("input[name=title]").fill(f"Sending the contract {word}")
    await page.locator("textarea[name=text]").fill("Hello, {client_name}. The contract is attached.")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("All saved")).to_be_visible()
    await page.get_by_role("searchbox").fill("contract")
    await expect(page.locator(".found mark").first).to_be_visible()
    await seen(marina, "cabinet-canned")


async def test_the_secret_of_identities_and_a_project_until_it_is_no_more(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    marina, owner = await new_cabinet(language="en"), server.installed["owner"]
    assert isinstance(owner, dict)
    page, number = marina.page, await opened(marina, "Tea and a plaid")
    await page.goto(f"{marina.url}/cabinet/{number}/code")
    for press in ("Make a secret", "Show the secret", "Change the secret"):
        await page.get_by_role("button", name=press).click()
    await expect(page.get_by_text("two secrets are good")).to_be_visible()
    await seen(marina, "cabinet-identity")
    await (await Eye.on(page)).turn("phone")
    assert await page.get_by_role("region", name="Which code is on the site").evaluate(WITHIN) > 8, "on a phone, too"
    await (await Eye.on(page)).turn("desktop")
    await page.goto(f"{marina.url}/cabinet/{number}/data")
    await expect(page.locator(".counts")).to_contain_text("Conversations0")
    await seen(marina, "cabinet-data")
    await page.get_by_role("button", name="Delete the project").click()
    await marina.fills(name="Tea", password=str(owner["password"]))
    await marina.presses("Delete the project")
    await expect(marina.pane.get_by_text("The project is called otherwise")).to_be_visible()
    await seen(marina, "cabinet-deletion")
    await marina.fills(name="Tea and a plaid")
    await marina.presses("Delete the project")
    await expect(page.get_by_role("heading", level=1)).to_have_text("“Tea and a plaid” is no more")
    await seen(marina, "cabinet-deleted")


async def test_the_invitation(new_cabinet: NewCabinet, server: ServerProcess) -> None:
    async with inviting(server, on=False, text={}):
        marina = await new_cabinet(language="en")
        page = marina.page
        await marina.goes_to("Multiwidget")
        await page.get_by_role("switch", name="Invitation").click()
        await page.get_by_role("textbox", name="Words: English").fill("Shall we help with the size?")
        shown = page.frame_locator(".glass iframe").first.locator(".besedka-invite").get_by_role("status")
        await expect(shown).to_be_visible(timeout=15_000)
        await page.get_by_role("spinbutton", name="After so many seconds on a page").fill("9999")
        await expect(page.locator(".inviting .error")).to_contain_text("3600")
        await seen(marina, "cabinet-invitation")
