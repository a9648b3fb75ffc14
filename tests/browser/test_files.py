"""Files between a visitor's page and an operator's app, over connections that break."""

import asyncio
import re
from pathlib import Path

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.pictures import PDF, picture


def give(name: str, data: bytes) -> list[dict[str, object]]:
    """Return a file as a person chooses it."""
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": data}]


async def choose(place: Page | Locator, *files: tuple[str, bytes]) -> None:
    """Choose files."""
    chosen = [one for name, data in files for one in give(name, data)]
    await place.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]  # payloads as Playwright's own


async def loaded(image: Locator) -> None:
    """Wait until a picture has really come."""
    await expect(image).to_be_visible(timeout=10_000)
    await image.evaluate("img => img.decode()")


async def test_they_send_each_other_files(new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await choose(olga.page, ("Кухня.jpg", picture(1200, 900)), ("План.pdf", PDF))
    await expect(olga.page.locator(".files .file.ready")).to_have_count(2, timeout=10_000)
    await olga.write("Вот кухня и план")
    await loaded(olga.log.locator(".picture img"))
    await anna.opens("Вот кухня и план")
    await loaded(anna.log.locator(".picture img"))
    await expect(anna.log.get_by_role("link", name=re.compile("План.pdf"))).to_be_visible()
    await anna.takes()
    await choose(anna.page, ("Смета.pdf", PDF), ("Створка.png", picture(400, 400, "PNG")))
    await expect(anna.page.locator(".carried li[data-state=ready]")).to_have_count(2, timeout=10_000)
    await anna.page.get_by_role("button", name=re.compile("Ответить")).click()
    await loaded(olga.log.locator(".picture img").nth(1))
    async with olga.page.expect_download() as saving:
        await olga.log.get_by_role("link", name=re.compile("Смета.pdf")).click()
    saved = await saving.value
    await saved.save_as(tmp_path / "saved")
    assert ((tmp_path / "saved").read_bytes(), saved.suggested_filename) == (PDF, "Смета.pdf")
    await olga.page.reload()
    await olga.open()
    await loaded(olga.log.locator(".picture img").first)


async def test_the_viewer_is_walked_by_keys(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await choose(olga.page, ("первая.jpg", picture(900, 600)), ("вторая.jpg", picture(600, 900)))
    await expect(olga.page.locator(".files .file.ready")).to_have_count(2, timeout=10_000)
    await olga.write("Две картинки для просмотра")
    await anna.opens("Две картинки для просмотра")
    first = anna.log.get_by_role("button", name=re.compile("первая.jpg"))
    await first.focus()
    await anna.page.keyboard.press("Enter")
    viewer = anna.page.get_by_role("dialog", name="первая.jpg")
    await loaded(viewer.get_by_role("img"))
    await anna.page.keyboard.press("ArrowRight")
    await expect(anna.page.get_by_role("dialog", name="вторая.jpg")).to_be_visible()
    await anna.page.keyboard.press("Escape")
    await expect(anna.page.get_by_role("dialog")).to_have_count(0)
    await expect(first).to_be_focused()


async def test_an_upload_outlives_a_broken_connection(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    anna, olga = await new_operator(), await new_visitor()
    data, offsets = b"\1\2\3" * 700_000, list[int]()
    broken = asyncio.Event()

    async def cut(route: Route) -> None:
        offset = int(re.search(r"offset=(\d+)", route.request.url)[1])  # type: ignore[index]  # every piece has one
        if len(offsets) == 2 and not broken.is_set():
            broken.set()
            await route.abort("connectionreset")
            return
        offsets.append(offset)
        await route.continue_()

    await olga.visit("/lamp")
    await olga.page.route(re.compile(r"/files/.*offset="), cut)
    await olga.open()
    await choose(olga.page, ("Долгая.bin", data))
    await expect(olga.page.locator(".files .file.ready")).to_have_count(1, timeout=20_000)
    await olga.write("После обрыва")
    await anna.opens("После обрыва")
    await expect(anna.log.get_by_role("link", name=re.compile("Долгая.bin"))).to_be_visible(timeout=10_000)
    assert broken.is_set()
    assert offsets == sorted(set(offsets)), "no piece went twice"


async def test_what_does_not_fit_says_why(new_visitor: NewVisitor) -> None:
    olga = await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await choose(olga.page, ("пустой.txt", b""))
    await expect(olga.page.get_by_role("alert").filter(has_text="пустой")).to_be_visible(timeout=10_000)
    await olga.write("Слова остаются")
    await expect(olga.field).to_have_value("Слова остаются")
    await olga.page.get_by_role("button", name=re.compile("Убрать")).click()
    await olga.field.press("Enter")
    await olga.sees("Слова остаются")


async def test_an_avatar_is_cut_to_fit_and_seen_by_the_client(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Покажите лицо")
    await anna.page.get_by_role("button", name=re.compile("Анна Соколова")).last.click()
    await anna.page.get_by_role("menuitem", name="Аватар").click()
    sheet = anna.page.get_by_role("dialog", name="Аватар")
    await choose(sheet, ("лицо.jpg", picture(640, 480)))
    await expect(sheet.get_by_role("alert")).to_contain_text("640×480", timeout=10_000)
    await sheet.get_by_role("button", name="Взять квадрат из середины").click()
    await loaded(sheet.locator(".now img"))
    await anna.page.keyboard.press("Escape")
    await anna.opens("Покажите лицо")
    await anna.takes()
    await anna.answers("Вот оно")
    await olga.sees("Вот оно")
    await loaded(olga.log.locator("img.face").first)
