"""An empty machine, one person, and the first conversation within three minutes; a forgotten password; a second project."""

import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.looks import Eye
from tests.browser.people import new_page
from tests.browser.shop import Shop, open_shop
from tests.mail import Mailbox, free_port, mail_server
from tests.processes import ServerProcess
from tests.waiting import until

PASSWORD = "marina's password"
MINUTES = 3 * 60


@dataclass
class Fresh:
    """A server on an empty folder that sends mail, and the site that is to carry the chat."""

    process: ServerProcess
    box: Mailbox
    site: Shop


@pytest.fixture
def site() -> Iterator[Shop]:
    with open_shop() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def fresh(tmp_path: Path, site: Shop) -> AsyncIterator[Fresh]:
    box, here = Mailbox(), free_port()
    with mail_server(box) as port:
        env = {
            "BESEDKA_SMTP_HOST": "127.0.0.1", "BESEDKA_SMTP_PORT": str(port), "BESEDKA_SMTP_SECURITY": "none",
            "BESEDKA_MAIL_FROM": "Chat <chat@shop.example>", "BESEDKA_PUBLIC_URL": f"http://127.0.0.1:{here}",
            "BESEDKA_REGISTRATION": "open",
        }  # fmt: skip
        process = ServerProcess(tmp_path, port=here, env=env)
        await process.start(40)
        yield Fresh(process, box, site)
        await process.stop()


async def fill(page: Page, **typed: str) -> None:
    for name, text in typed.items():
        await page.locator(f"input[name={name}]").fill(text)


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).click()


async def link_in_letter(fresh: Fresh) -> str:
    """Return the link of the newest letter: the page says that it is on its way before it has come."""
    await until(lambda: bool(fresh.box.letters))
    return str(re.findall(r"http\S+", fresh.box.letters[-1].get_content())[0])


async def seen(page: Page, name: str, views: list[tuple[str, str]] | None = None) -> None:
    """Look at the page at every size."""
    await (await Eye.on(page)).sees_everywhere(name, views)


async def test_from_an_empty_machine_to_a_conversation(browsers: tuple[Browser, Browser], fresh: Fresh) -> None:
    page, complaints = await new_page(browsers[1], "desktop", "ru")
    started = time.monotonic()
    await page.goto(str(fresh.process.installed["start_url"]))
    await fill(page, name="Марина Ковалёва", email="marina@shop.example", password="short")
    await press(page, "Создать кабинет")
    await expect(page.get_by_role("alert")).to_contain_text("не меньше 8 знаков")
    assert "#" not in page.url, "the key does not stay in the address"
    await fill(page, password=PASSWORD)
    await press(page, "Создать кабинет")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Как назвать чат")
    await fill(page, name="Тихий дом", site="https://[::1")
    await press(page, "Дальше — код для сайта")
    await expect(page.get_by_role("alert")).to_contain_text("не адрес сайта")
    assert await page.locator("input[name=name]").input_value() == "Тихий дом", "what was typed stays"
    await fill(page, site=fresh.site.url + "/lamp")
    await page.get_by_role("radio", name="синий").check()
    await press(page, "Дальше — код для сайта")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Поставьте код на сайт")
    fresh.site.snippet = await page.locator(".code pre").inner_text()
    guest, guests = await new_page(browsers[0], "desktop", "ru")
    await guest.goto(fresh.site.url + "/lamp")
    await expect(guest.locator("button.besedka-launcher")).to_be_visible(timeout=10_000)
    await expect(page.get_by_text("Видим на вашем сайте")).to_be_visible(timeout=10_000)
    await expect(page.locator(".looking")).to_contain_text(fresh.site.url)
    await press(page, "Дальше — первый разговор")

    await press(page, "Подключить")
    await expect(page.get_by_text("Вы оператор-администратор")).to_be_visible()
    async with page.expect_popup() as opening:
        await page.get_by_role("link", name="Открыть чат оператора").click()
    desk = await opening.value
    assert await desk.locator("input[name=email]").input_value() == "marina@shop.example", (
        "only the password is typed again"
    )
    await fill(desk, password=PASSWORD)
    await desk.keyboard.press("Enter")
    await expect(desk.locator("nav.rail")).to_be_visible(timeout=10_000)
    await guest.locator("button.besedka-launcher").click()
    await guest.locator(".besedka-frame textarea").fill("Есть доставка в Тверь?")
    await guest.locator(".besedka-frame textarea").press("Enter")
    await expect(desk.get_by_role("listitem").filter(has_text="Есть доставка в Тверь?")).to_be_visible(timeout=10_000)
    await expect(page.get_by_text("Первое обращение пришло")).to_be_visible(timeout=10_000)
    took = time.monotonic() - started
    assert took < MINUTES, f"{took:.0f} s"
    await press(page, "В кабинет")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Марина")
    for one in (page, guest, desk):
        await one.context.close() if one is not desk else None
    assert complaints.errors == guests.errors == []


async def test_the_first_steps_look_well_in_both_languages(browsers: tuple[Browser, Browser], fresh: Fresh) -> None:
    for language, email in (("ru", "a@shop.example"), ("en", "b@shop.example")):
        page, _ = await new_page(browsers[1], "desktop", language)
        if language == "ru":
            await page.goto(str(fresh.process.installed["start_url"]))
        else:
            await page.goto(f"{fresh.process.url}/cabinet/join")
            await fill(page, email=email)
            await seen(page, "join-en", [("desktop", "light"), ("phone", "dark")])
            await page.keyboard.press("Enter")
            await expect(page.get_by_role("status")).to_contain_text(email)
            await seen(page, "letter-en", [("desktop", "light")])
            await page.goto(await link_in_letter(fresh))
        await expect(page.locator("input[name=name]")).to_be_visible()
        await seen(page, f"start-{language}")
        await fill(page, name="Marina", password=PASSWORD)
        if language == "ru":
            await fill(page, email=email)
        await page.keyboard.press("Enter")
        await expect(page.locator("input[name=site]")).to_be_visible()
        await fill(page, name="Сосна и лён", site="sosna-len.example")
        await seen(page, f"naming-{language}")
        await page.keyboard.press("Enter")
        await expect(page.locator(".code pre")).to_be_visible()
        await seen(page, f"install-{language}")
        await page.locator(".ways a").last.click()
        await expect(page.locator("ol .step")).to_have_count(3)
        await seen(page, f"first-{language}")
        await page.locator(".ways a").last.click()
        await expect(page.locator("nav.side")).to_be_visible()
        await seen(page, f"fresh-home-{language}")
        await page.context.close()


async def test_a_forgotten_password(browsers: tuple[Browser, Browser], fresh: Fresh) -> None:
    page, complaints = await new_page(browsers[1], "desktop", "ru")
    await page.goto(str(fresh.process.installed["start_url"]))
    await fill(page, name="Марина", email="marina@shop.example", password=PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("input[name=site]")).to_be_visible()
    other, _ = await new_page(browsers[1], "desktop", "ru")
    await other.goto(f"{fresh.process.url}/cabinet/")
    await other.get_by_role("link", name="Забыли?").click()
    await fill(other, email="не почта")
    await other.keyboard.press("Enter")
    await expect(other.get_by_role("alert")).to_contain_text("не адрес почты")
    await fill(other, email="Marina@shop.example")
    await other.keyboard.press("Enter")
    await expect(other.get_by_role("status")).to_contain_text("уже в пути")
    await other.goto(await link_in_letter(fresh))
    await fill(other, password="another password")
    await seen(other, "reset-ru", [("desktop", "light"), ("phone", "dark")])
    await press(other, "Сохранить")
    await expect(other.get_by_role("status")).to_contain_text("Войдите с новым")
    await page.goto(f"{fresh.process.url}/cabinet/")
    await expect(page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    await fill(other, email="marina@shop.example", password="another password")
    await other.keyboard.press("Enter")
    await expect(other.locator("input[name=site]")).to_be_visible()
    await other.goto(await link_in_letter(fresh))
    await expect(other.get_by_role("alert")).to_contain_text("уже использована")
    await seen(other, "ticket-over-ru", [("desktop", "light"), ("phone", "light")])
    await page.context.close()
    await other.context.close()
    assert complaints.errors == []
