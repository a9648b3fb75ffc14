"""Attaching from both sides: pasted, dropped, several at once, refused in words, given up, over networks that break."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.attaching import PIECE, Pieces, Side, Writer, ends, meet
from tests.browser.conftest import NewOperator, NewVisitor
from tests.pictures import PDF, picture

SIDES = pytest.mark.parametrize("side", ["visitor", "operator"])
LARGE = b"\1\2\3\4" * 160_000
"""Three pieces, the last of them short."""


async def loaded(image: Locator) -> None:
    """Wait until a picture has really come."""
    await expect(image).to_be_visible(timeout=10_000)
    await image.evaluate("img => img.decode()")


async def saves(reader: Writer, name: str) -> tuple[bytes, str]:
    """Save a file of the conversation; returns what was saved, and under which name."""
    link = reader.log.get_by_role("link", name=re.compile(re.escape(name)))
    await expect(link).to_be_visible(timeout=10_000)
    async with reader.page.expect_download() as saving:
        await link.click()
    saved = await saving.value
    return Path(await saved.path()).read_bytes(), saved.suggested_filename  # noqa: ASYNC240  # a test may wait for a file


@SIDES
async def test_a_pasted_picture_is_shown_on_both_sides(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Вставлю картинку {side}")
    await writer.paste(png=picture(300, 200, "PNG"))
    await writer.has(1, "ready")
    await loaded(writer.files("ready").locator("img"))
    await writer.send("Вот она")
    await loaded(reader.log.locator(".picture img"))
    await loaded(writer.log.locator(".picture img"))
    await writer.has(0)


@SIDES
async def test_a_copied_table_is_pasted_as_its_words(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side
) -> None:
    writer, _ = await ends(new_visitor, new_operator, side, f"Вставлю таблицу {side}")
    table = "Окно\t140\nДверь\t90"
    html = "<table><tr><td>Окно<td>140<tr><td>Дверь<td>90</table>"
    await writer.paste(text=table.encode(), html=html.encode(), png=picture(90, 60, "PNG"))
    await expect(writer.field).to_have_value(table)
    await writer.has(0)


@SIDES
async def test_dropped_files_go_together_and_are_saved_as_they_were(
    new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path, side: Side
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Перетащу файлы {side}")
    plan, kitchen = tmp_path / "План.pdf", tmp_path / "Кухня.jpg"
    plan.write_bytes(PDF)
    kitchen.write_bytes(picture(900, 600))
    await writer.field.fill("Всё сразу")
    await writer.drop(plan, kitchen)
    await writer.has(2, "ready")
    await expect(writer.field).to_have_value("Всё сразу")
    await writer.field.press("Enter")
    await loaded(reader.log.locator(".picture img"))
    assert await saves(reader, "План.pdf") == (PDF, "План.pdf")


@SIDES
async def test_a_file_that_lies_about_its_type_is_only_ever_saved(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Это не картинка {side}")
    page = b"<html><script>document.title = 'mine'</script></html>"
    await writer.choose(
        ("Фото.png", page), ("Схема.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    )
    await writer.has(2, "ready")
    await expect(writer.files("ready").locator("img")).to_have_count(0)
    await writer.send("Посмотрите")
    assert await saves(reader, "Фото.png") == (page, "Фото.png")
    await expect(reader.log.get_by_role("link", name=re.compile("Схема.svg"))).to_be_visible()
    await expect(reader.log.locator(".picture")).to_have_count(0)
    await expect(writer.log.locator(".picture")).to_have_count(0)


@SIDES
@pytest.mark.parametrize(
    ("language", "large", "empty"),
    [
        ("ru", "В файле «большой.bin» 26 МБ, предел — 25 МБ. Сожмите его или пришлите ссылку.", "Файл «пустой.txt» пустой (0 байт)."),
        ("en", "“большой.bin” has 26 MB, the limit is 25 MB. Compress it or send a link.", "“пустой.txt” is empty (0 bytes)."),
    ],
)  # fmt: skip
async def test_what_is_refused_says_why_in_ones_language_and_keeps_the_words(
    new_visitor: NewVisitor,
    new_operator: NewOperator,
    tmp_path: Path,
    side: Side,
    language: str,
    large: str,
    empty: str,
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Не подойдёт {side} {language}", language)
    await writer.field.fill("Мои слова")
    for name, content in (("большой.bin", b"\0" * (25 * 1024 * 1024 + 1)), ("пустой.txt", b""), ("План.pdf", PDF)):
        (tmp_path / name).write_bytes(content)
    await writer.choose(*tmp_path.iterdir())  # noqa: ASYNC240  # the browser reads them itself
    await writer.is_refused(large)
    await writer.is_refused(empty)
    await writer.has(1, "ready")
    await writer.field.press("Enter")
    await expect(writer.field).to_have_value("Мои слова")
    await writer.remove("большой.bin")
    await writer.remove("пустой.txt")
    await writer.field.press("Enter")
    await expect(writer.field).to_have_value("")
    await expect(reader.log.get_by_text("Мои слова")).to_be_visible(timeout=10_000)
    assert await saves(reader, "План.pdf") == (PDF, "План.pdf")


@SIDES
async def test_too_many_are_told_and_the_rest_goes(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Слишком много {side}")
    await writer.field.fill("Все одиннадцать")
    await writer.choose(*[(f"файл {number}.txt", b"words") for number in range(11)])
    await writer.has(11, "ready")
    await expect(writer.page.get_by_role("alert").filter(has_text="10")).to_be_visible()
    await writer.field.press("Enter")
    await expect(writer.field).to_have_value("Все одиннадцать")
    await writer.remove("файл 10.txt")
    await writer.field.press("Enter")
    await expect(reader.log.locator("a.file")).to_have_count(10, timeout=10_000)


@SIDES
async def test_progress_is_shown_and_what_goes_can_be_given_up(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Передумаю {side}")
    pieces = await Pieces(writer.page).watch()
    pieces.hold = 2 * PIECE
    await writer.choose(("Долгая.bin", LARGE))
    bar = writer.files("going").locator("progress")
    await expect(bar).to_have_js_property("value", 2 * PIECE, timeout=10_000)
    await expect(bar).to_have_js_property("max", len(LARGE))
    await expect(writer.files()).to_contain_text("512 из 625")
    await writer.field.fill("Пока без файла")
    await writer.field.press("Enter")
    await expect(writer.field).to_have_value("Пока без файла")
    await writer.remove("Долгая.bin")
    await writer.has(0)
    await writer.field.press("Enter")
    await expect(reader.log.get_by_text("Пока без файла")).to_be_visible(timeout=10_000)
    await expect(reader.log.locator("a.file")).to_have_count(0)
    assert pieces.deleted == 1


@SIDES
async def test_over_a_network_that_breaks_no_piece_goes_twice(
    new_visitor: NewVisitor, new_operator: NewOperator, side: Side
) -> None:
    writer, reader = await ends(new_visitor, new_operator, side, f"Связь рвётся {side}")
    pieces = await Pieces(writer.page).watch()
    pieces.lose, pieces.hold = 1, 2 * PIECE
    await writer.choose(("Долгая.bin", LARGE))
    await expect(writer.files("going").locator("progress")).to_have_js_property("value", 2 * PIECE, timeout=10_000)
    await pieces.cut()
    await writer.has(1, "waiting")
    await expect(writer.files("waiting")).to_contain_text("ждёт связи")
    await pieces.mend()
    await writer.has(1, "ready")
    await writer.send("Дошло")
    assert await saves(reader, "Долгая.bin") == (LARGE, "Долгая.bin")
    assert pieces.offsets == [0, PIECE, 2 * PIECE]


@SIDES
async def test_a_file_that_is_gone_by_now_says_so(
    new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path, side: Side
) -> None:
    writer, _ = await ends(new_visitor, new_operator, side, f"Файл исчезнет {side}")
    pieces = await Pieces(writer.page).watch()
    pieces.hold = 0
    vanishing = tmp_path / "Флешка.bin"
    vanishing.write_bytes(LARGE)
    await writer.field.fill("С флешки")
    await writer.choose(vanishing)
    await pieces.cut()
    await writer.has(1, "waiting")
    vanishing.unlink()
    await pieces.mend()
    await writer.is_refused("Файл не читается")
    await expect(writer.field).to_have_value("С флешки")


async def test_a_file_that_misses_the_conversation_takes_the_app_nowhere(
    new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path
) -> None:
    pair = await meet(new_visitor, new_operator, "Мимо")
    writer = pair.writer("operator")
    plan = tmp_path / "План.txt"
    plan.write_text("План")
    await pair.operator.page.locator("header [aria-keyshortcuts=e]").click()
    await expect(pair.operator.page.get_by_role("button", name="Вернуть в работу")).to_be_visible()
    here = pair.operator.page.url
    await writer.drop(plan)
    await pair.operator.page.wait_for_timeout(500)
    assert pair.operator.page.url == here
    await expect(writer.log).to_be_visible()


@SIDES
async def test_what_is_attached_and_not_sent_is_there_after_a_reload(
    new_visitor: NewVisitor, new_operator: NewOperator, tmp_path: Path, side: Side
) -> None:
    pair = await meet(new_visitor, new_operator, f"Перезагружу {side}")
    writer, reader = pair.writer(side), pair.reader(side)
    pieces = await Pieces(writer.page).watch()
    large = tmp_path / "Долгая.bin"
    large.write_bytes(LARGE)
    await writer.choose(("Кухня.jpg", picture(300, 200)))
    await writer.has(1, "ready")
    pieces.offsets.clear()
    pieces.hold = PIECE
    await writer.choose(large)
    await expect(writer.files("going").locator("progress")).to_have_js_property("value", PIECE, timeout=10_000)
    await writer.field.fill("Черновик")
    await writer.page.reload()
    if side == "visitor":
        await pair.visitor.open()
    await writer.has(1, "ready")
    await loaded(writer.files("ready").locator("img"))
    await writer.is_refused("Не успел загрузиться до обновления страницы")
    await expect(writer.field).to_have_value("Черновик")
    pieces.hold = None
    await writer.choose(large)
    await writer.has(2, "ready")
    assert pieces.offsets == [0, PIECE, 2 * PIECE]
    await writer.field.press("Enter")
    await loaded(reader.log.locator(".picture img"))
    assert await saves(reader, "Долгая.bin") == (LARGE, "Долгая.bin")
    await writer.page.reload()
    if side == "visitor":
        await pair.visitor.open()
    await loaded(writer.log.locator(".picture img"))
    await writer.has(0)


@pytest.mark.parametrize("late", ["files", "uploads"])
async def test_enter_before_the_kept_file_was_found_sends_nothing_without_it(
    new_visitor: NewVisitor, new_operator: NewOperator, late: str
) -> None:
    pair = await meet(new_visitor, new_operator, f"Рано нажму {late}")
    writer, reader = pair.writer("visitor"), pair.reader("visitor")
    await writer.choose(("План.pdf", PDF))
    await writer.has(1, "ready")
    came = asyncio.Event()

    async def hold(route: Route) -> None:
        await came.wait()
        await route.continue_()

    await writer.page.route(re.compile(rf"/part-{late}-[^/]*\.js"), hold)
    await writer.page.reload()
    await pair.visitor.open()
    await writer.send("Вот план")
    await expect(writer.field).to_have_value("Вот план")
    came.set()
    await writer.has(1, "ready")
    await writer.field.press("Enter")
    await expect(writer.field).to_have_value("")
    assert await saves(reader, "План.pdf") == (PDF, "План.pdf")


async def test_what_one_window_sends_the_other_does_not_offer_again(
    new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    pair = await meet(new_visitor, new_operator, "Два окна")
    writer = pair.writer("operator")
    await writer.choose(("План.pdf", PDF))
    await writer.has(1, "ready")
    page = await writer.page.context.new_page()
    await page.goto(writer.page.url)
    other = Writer(page, "operator", page.locator("textarea#answer"), page.get_by_role("log"))
    await other.has(1, "ready")
    await writer.send("Отправляю из первого")
    await other.has(0)
