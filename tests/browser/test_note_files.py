"""Files of notes, which no client sees, and the client's files on the card."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.browser.attaching import Writer, meet
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import look
from tests.pictures import PDF, picture


async def loaded(image: Locator) -> None:
    """Wait until a picture has really come."""
    await expect(image).to_be_visible(timeout=10_000)
    await image.evaluate("img => img.decode()")


async def noting(writer: Writer) -> None:
    """Write a note from now on."""
    await writer.page.get_by_role("button", name=re.compile("^(Примечание|Note)$")).click()


async def test_a_note_takes_files_and_the_client_never_sees_them(
    new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path
) -> None:
    pair = await meet(new_visitor, new_operator, "Файлы для своих")
    writer, page = pair.writer("operator"), pair.operator.page
    await noting(writer)
    await writer.choose(("Смета.pdf", PDF))
    await writer.has(1, "ready")
    await page.get_by_role("button", name="Ответ", exact=True).click()
    await writer.has(0)
    await noting(writer)
    kitchen = tmp_path / "Кухня.jpg"
    kitchen.write_bytes(picture(600, 400))
    await writer.drag("dragEnter", kitchen)
    await expect(page.get_by_text("прикрепить к примечанию")).to_be_visible()
    await writer.drop(kitchen)
    await writer.has(2, "ready")
    await page.reload()
    await noting(writer)
    await writer.has(2, "ready")
    await writer.field.press("Enter")
    memo = writer.log.locator(".memo")
    await loaded(memo.locator(".picture img"))
    await expect(memo.get_by_role("link", name=re.compile("Смета.pdf"))).to_be_visible()
    card = page.get_by_role("complementary", name="Клиент")
    await expect(card.get_by_role("listitem").filter(has_text="Смета.pdf")).to_contain_text("видят только операторы")
    await writer.send("Слова к ним")
    await expect(memo).to_have_count(2)
    await pair.operator.page.get_by_role("button", name="Ответ", exact=True).click()
    await writer.send("Ответ клиенту")
    await pair.visitor.sees("Ответ клиенту")
    await pair.visitor.page.reload()
    await pair.visitor.open()
    await pair.visitor.sees("Ответ клиенту")
    await expect(pair.visitor.log.locator(".file, .picture")).to_have_count(0)


async def test_the_card_lists_the_clients_files(new_visitor: NewVisitor, new_operator: NewOperator) -> None:
    pair = await meet(new_visitor, new_operator, "Все мои файлы")
    writer, page = pair.writer("visitor"), pair.operator.page
    card = page.get_by_role("complementary", name="Клиент")
    await writer.choose(("Кухня.jpg", picture(600, 400)), ("План.pdf", PDF))
    await writer.has(2, "ready")
    await writer.send("Вот они")
    files = card.locator(".sent > li")
    await expect(files).to_have_count(2, timeout=10_000)
    await loaded(files.filter(has_text="Кухня.jpg").locator("img"))
    await expect(files.filter(has_text="План.pdf")).to_contain_text(re.compile(r"\d+\sБ · сегодня, \d+:\d+"))
    await card.get_by_role("button", name="Открыть картинку «Кухня.jpg»").click()
    await loaded(page.get_by_role("dialog", name="Кухня.jpg").get_by_role("img"))
    await page.keyboard.press("Escape")
    async with page.expect_download() as saving:
        await card.get_by_role("link", name=re.compile("План.pdf")).click()
    assert Path(await (await saving.value).path()).read_bytes() == PDF  # noqa: ASYNC240  # a test may wait for a file
    for number in range(3):
        await writer.choose(*[(f"лист {number}{one}.txt", b"words") for one in "аб"])
        await writer.has(2, "ready")
        await writer.send(f"ещё {number}")
        await expect(pair.operator.log.get_by_text(f"ещё {number}")).to_be_visible(timeout=10_000)
    await expect(files).to_have_count(6)
    await card.get_by_role("button", name="Показать все: 8").click()
    await expect(files).to_have_count(8)
    await card.get_by_role("button", name=re.compile("К сообщению: Кухня.jpg")).click()
    await expect(pair.operator.log.get_by_text("Вот они")).to_be_in_viewport()


@pytest.mark.parametrize(("size", "scheme", "language"), [("desktop", "light", "ru"), ("phone", "dark", "en")])
async def test_how_it_looks(
    new_visitor: NewVisitor, new_operator: NewOperator, size: str, scheme: str, language: str
) -> None:
    anna, olga = await new_operator(None, size, language, scheme), await new_visitor(size, language, scheme)
    words, kind = f"Посмотрим на файлы {size}", f"{size}-{scheme}-{language}"
    await olga.visit("/en" if language == "en" else "/lamp")
    await olga.open()
    client = Writer(olga.page, "visitor", olga.field, olga.log)
    await client.choose(
        ("Кухня.jpg", picture(600, 400)), ("План установки окон на кухне и в спальне, второй этаж.pdf", PDF)
    )
    await client.has(2, "ready")
    await client.send(words)
    await anna.opens(words)
    await anna.takes()
    writer = Writer(anna.page, "operator", anna.field, anna.log)
    await noting(writer)
    await writer.choose(("Смета.pdf", PDF), ("Створка.png", picture(400, 300, "PNG")))
    await writer.has(2, "ready")
    await look(anna.page, f"operator-note-files-{kind}")
    await writer.send("Скидку обещал Игорь" if language == "ru" else "Igor has promised a discount")
    await loaded(writer.log.locator(".memo .picture img"))
    await client.choose(("пустой.txt", b""), ("Спальня.jpg", picture(300, 200)))
    await client.has(1, "failed")
    await client.has(1, "ready")
    await look(olga.page, f"widget-files-{kind}")
    await look(anna.page, f"operator-note-sent-{kind}")
    if size != "desktop":
        await anna.page.get_by_role(
            "button", name=re.compile("Карточка клиента|Client card|card", re.IGNORECASE)
        ).first.click()
    await loaded(anna.page.locator(".sent img").first)
    await anna.page.locator(".sent").scroll_into_view_if_needed()
    await look(anna.page, f"operator-card-files-{kind}")
