"""The letter to a client as a reader of mail draws it: narrow and wide, light and dark, with words that know no space."""

import pytest
from playwright.async_api import Browser

from besedka.domain.follow_up_letter import Content, Line, written
from besedka.domain.ids import Instant
from tests.browser.looks import OVERFLOW, SPILLED, keep, violations

AT = Instant(1_795_000_000_000)
ASKED = Line(AT, "", False, "Два торшера «Маяк» с доставкой в Тверь до пятницы?", [])
ANSWERED = Line(
    AT, "Анна Соколова", True,
    f"Оба на складе: https://tihiydom.example/{'mayak' * 20}?color=white\nПривезём в пятницу.", ["План.pdf"],
)  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_letter_is_read_anywhere(browsers: tuple[Browser, Browser], language: str) -> None:
    content = Content(
        "Тихий дом", 48, language, "Europe/Moscow", [ANSWERED], [ASKED, ANSWERED], "https://chat.example/continue#t",
        "https://chat.example/unsubscribe/t", True,
    )  # fmt: skip
    page, faults = await browsers[0].new_page(), list[str]()
    await page.set_content(written(content, "olga@mail.example").html)
    for width in (320, 640):
        for scheme in ("light", "dark"):
            await page.set_viewport_size({"width": width, "height": 900})
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            name = f"letter-{width}-{scheme}-{language}"
            await keep(page, name)
            faults += [f"{name}: sideways by {over}" for over in [await page.evaluate(OVERFLOW)] if over > 0]
            faults += [f"{name}: {fault}" for fault in await page.evaluate(SPILLED)]
            faults += [f"{name}: {v['id']}" for v in await violations(page) if v["id"] == "color-contrast"]
    await page.context.close()
    assert faults == []
