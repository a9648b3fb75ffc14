"""The operators' work in the cabinet: beside its settings the end of a conversation, as the client will see it."""

from playwright.async_api import Locator, expect

from tests.browser.conftest import NewCabinet


async def turn(switch: Locator, to: str) -> None:
    """Have the switch so, as a person would: whoever was here before may have left it either way."""
    if await switch.get_attribute("aria-checked") != to:
        await switch.click()
    await expect(switch).to_have_attribute("aria-checked", to)


async def test_what_a_client_is_asked_at_the_end_is_seen_before_it_is_saved(new_cabinet: NewCabinet) -> None:
    owner = await new_cabinet()
    await owner.goes_to("Работа операторов")
    page, widget = owner.page, owner.page.frame_locator(".glass iframe").last
    solved, rated = (
        page.get_by_role("switch", name=name) for name in ("Спрашивать, решён ли вопрос", "Просить оценку")
    )
    was = await solved.get_attribute("aria-checked")
    await turn(solved, "false")
    await turn(rated, "true")
    await page.get_by_role("button", name="Оценка", exact=True).click()
    await expect(widget.get_by_text("Да, белых на складе три.")).to_be_visible(timeout=20_000)
    await expect(widget.get_by_role("group", name="Как вам разговор?")).to_be_visible(timeout=20_000)
    await turn(rated, "false")
    await expect(widget.get_by_role("group", name="Как вам разговор?")).to_have_count(0, timeout=20_000)
    await expect(widget.get_by_text("Да, белых на складе три.")).to_be_visible(timeout=20_000)
    await expect(widget.get_by_role("group", name="Как вам разговор?")).to_have_count(0)
    await turn(rated, "true")
    await turn(solved, "true")
    await page.get_by_role("button", name="Закрытие", exact=True).click()
    await expect(widget.get_by_role("group", name="Ваш вопрос решён?")).to_be_visible(timeout=20_000)
    await page.reload()
    await expect(solved).to_have_attribute("aria-checked", str(was))
