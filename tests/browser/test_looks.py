"""Every screen, at three sizes, light and dark, in both languages: nothing an axe run finds, nothing that overflows. Pictures are kept
in the folder that BESEDKA_PICTURES names, to be looked at."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.looks import LOOKS, look
from tests.processes import ServerProcess


@pytest.mark.parametrize(("size", "scheme", "language"), LOOKS)
async def test_every_screen(
    new_visitor: NewVisitor, new_operator: NewOperator, size: str, scheme: str, language: str
) -> None:
    ru = language == "ru"
    kind = f"{size}-{scheme}-{language}"
    olga, anna = await new_visitor(size, language, scheme), await new_operator(None, size, language, scheme)
    await olga.visit("/" if ru else "/en")
    await look(olga.page, f"widget-button-{kind}")
    await olga.open()
    await look(olga.page, f"widget-greeting-{kind}")
    first = f"«Маяк» бывает в белом? {kind}" if ru else f"Does the Lighthouse come in white? {kind}"
    await olga.write(first)
    await look(anna.page, f"operator-list-{kind}")
    await anna.opens(first)
    await look(anna.page, f"operator-new-{kind}")
    await anna.takes()
    await anna.answers(
        "Да, белых осталось три: https://tihiydom.example/mayak"
        if ru
        else "Three are left: https://tihiydom.example/mayak"
    )
    await olga.sees_state("осталось три|are left")
    await olga.write("Отлично, отложите один, пожалуйста" if ru else "Great, keep one for me please")
    await anna.field.type("К пятнице" if ru else "By Friday")
    await expect(anna.log.get_by_text(re.compile("Отлично|Great"))).to_be_visible()
    await look(olga.page, f"widget-talk-{kind}")
    await look(anna.page, f"operator-talk-{kind}")
    await olga.page.route_web_socket(re.compile("/ws/visitor"), lambda route: route.close())
    await olga.context.set_offline(True)
    await olga.write("Позвоните за час" if ru else "Call an hour before")
    await look(olga.page, f"widget-lost-{kind}")
    await anna.page.context.set_offline(True)
    await anna.page.evaluate("window.dispatchEvent(new Event('offline'))")
    await anna.page.wait_for_timeout(300)
    await look(anna.page, f"operator-lost-{kind}")


@pytest.mark.parametrize(("size", "scheme", "language"), LOOKS)
async def test_the_doors(new_visitor: NewVisitor, server: ServerProcess, size: str, scheme: str, language: str) -> None:
    anyone = await new_visitor(size, language, scheme)
    for name in ("operator", "cabinet"):
        await anyone.page.goto(f"{server.url}/{name}/")
        await expect(anyone.page.locator("input[name=password]")).to_be_visible(timeout=10_000)
        await look(anyone.page, f"{name}-door-{size}-{scheme}-{language}")
    owner = server.installed["owner"]
    assert isinstance(owner, dict)
    await anyone.page.locator("input[name=email]").fill(str(owner["email"]))
    await anyone.page.locator("input[name=password]").fill("not the password")
    await anyone.page.keyboard.press("Enter")
    await anyone.page.wait_for_timeout(1500)
    await look(anyone.page, f"cabinet-refused-{size}-{scheme}-{language}")
    assert await anyone.page.locator("input[name=email]").input_value() == owner["email"]
    await anyone.page.locator("input[name=password]").fill(str(owner["password"]))
    await anyone.page.keyboard.press("Enter")
    await expect(anyone.page.get_by_text("besedka").first).to_be_visible(timeout=10_000)
    await look(anyone.page, f"cabinet-home-{size}-{scheme}-{language}")
