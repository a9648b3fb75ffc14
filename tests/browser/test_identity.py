"""Somebody who is signed in on the site: at home on two devices, confirmed to operators; a mere name is a claim."""

import json
import re
import time

from playwright.async_api import expect

from besedka.domain import identity
from tests.browser.choosing import owner
from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.looks import Eye
from tests.browser.people import Visitor
from tests.browser.test_files import choose
from tests.pictures import PDF
from tests.processes import ServerProcess


async def secret(server: ServerProcess) -> str:
    """Have a secret made, and return it."""
    async with owner(server) as http:
        return str((await http.post("/identity/rotation")).json()["secret"])


async def signs_in(visitor: Visitor, said: dict[str, str]) -> None:
    """Open the shop as somebody whom it knows."""
    call = f"(window.besedka=window.besedka||function(){{(besedka.q=besedka.q||[]).push(arguments)}})('identify', {json.dumps(said)})"
    await visitor.page.add_init_script(call)
    await visitor.visit()
    await visitor.open()


AHEAD = "window.ahead = 0; { const now = Date.now; Date.now = () => now() + window.ahead }"


async def renews_its_links(visitor: Visitor, said: list[str]) -> None:
    """A day and more later the page has its links told again before one is followed; it has stored nothing and asks with no key."""
    link = visitor.log.get_by_role("link", name=re.compile("План.pdf"))
    await link.hover()
    assert not [frame for frame in said if '"history"' in frame]
    await visitor.page.evaluate("window.ahead = 30 * 3_600_000")
    await visitor.page.mouse.move(0, 0)
    await link.hover()
    for _ in range(100):
        if [frame for frame in said if '"history"' in frame]:
            break
        await visitor.page.wait_for_timeout(50)
    else:
        raise AssertionError(said)
    async with visitor.page.expect_download() as saving:
        await link.click()
    assert (await saving.value).suggested_filename == "План.pdf"
    assert await visitor.page.evaluate("Object.keys(localStorage)") == []


async def test_one_person_on_two_devices(
    server: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator, new_cabinet: NewCabinet
) -> None:
    said = {"id": "42", "name": "Ольга Петрова", "until": str(int(time.time()) + 3600)}
    signed = {**said, "hash": identity.signature(await secret(server), said)}
    laptop, phone, liar = await new_visitor(), await new_visitor(), await new_visitor()
    anna = await new_operator()
    await signs_in(laptop, signed)
    await laptop.write("С ноутбука")
    await laptop.sees("С ноутбука")
    await anna.opens("С ноутбука")
    await expect(anna.page.get_by_role("heading", name="Ольга Петрова", level=1)).to_be_visible(timeout=10_000)
    await expect(anna.page.get_by_text("Подтверждено сайтом, id 42")).to_be_visible(timeout=10_000)
    await anna.takes()
    await anna.answers("Здравствуйте, Ольга")
    await choose(laptop.page, ("План.pdf", PDF))
    await expect(laptop.page.locator(".files .file.ready")).to_have_count(1, timeout=10_000)
    await laptop.write("Вот план")
    said_by_phone: list[str] = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda data: said_by_phone.append(str(data))))
    await phone.page.add_init_script(AHEAD)
    await signs_in(phone, signed)
    await phone.sees("С ноутбука")
    await renews_its_links(phone, said_by_phone)
    await phone.sees("Здравствуйте, Ольга")
    await phone.write("С телефона")
    await laptop.sees("С телефона")
    await signs_in(liar, {**signed, "hash": "0" * 64})
    await liar.sees("С ноутбука", 0)
    await liar.write("Я тоже Ольга")
    await anna.page.get_by_role("link", name=re.compile("^Новые")).first.click()
    await anna.opens("Я тоже Ольга")
    await expect(anna.page.get_by_text("со слов").first).to_be_visible(timeout=10_000)
    await expect(anna.page.get_by_text("Подтверждено сайтом")).to_have_count(0)
    marina = await new_cabinet()
    await marina.goes_to("Код счётчика")
    await marina.page.get_by_role("button", name="Показать секрет").click()
    await (await Eye.on(marina.page)).sees_everywhere("cabinet-identity-ru")
