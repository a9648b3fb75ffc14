"""The chat is turned on by its owner, who becomes the first operator with the very password of the cabinet (PRODUCT.md 3.1)."""

import json
from collections.abc import Iterator

import pytest
from playwright.async_api import Page, expect

from besedka.domain.project import snippet
from tests.browser.conftest import NewCabinet, NewVisitor
from tests.browser.looks import look
from tests.browser.people import Cabinet, Operator
from tests.browser.shop import Shop
from tests.processes import Json, ServerProcess, besedka

NAME, PASSWORD = "Марина Ковалёва", "marina's own password"


@pytest.fixture
def project(request: pytest.FixtureRequest, server: ServerProcess, shop: Shop) -> Iterator[Json]:
    """A project that nobody answers in yet, on the shop's site; its owner's e-mail tells the test's name."""
    owner = ("--owner-email", f"{request.node.callspec.id}@turning.example", "--owner-name", NAME)
    made = besedka(
        "project", "create", "--name", "Новый дом", *owner, "--owner-password", PASSWORD, "--site", shop.url,
        "--data", str(server.data), "--json",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    created: Json = json.loads(made.stdout)
    shop.snippet, given = snippet(server.url, str(created["key"])), shop.snippet
    yield created
    shop.snippet = given


async def from_home(marina: Cabinet) -> None:
    """Connect, on the first page of the cabinet."""
    await expect(marina.page.get_by_text("Вы станете оператором-администратором с тем же именем")).to_be_visible()
    await marina.page.get_by_role("button", name="Подключить", exact=True).click()


async def from_multiwidget(marina: Cabinet) -> None:
    """Turn "Write to chat" on; with one press it is on, for nothing else is unsaved."""
    await marina.goes_to("Мультивиджет")
    turn = marina.page.get_by_role("switch", name="Написать в чат")
    await expect(turn).to_have_attribute("aria-checked", "false")
    await turn.click()
    await expect(turn).to_have_attribute("aria-checked", "true", timeout=10_000)
    await expect(marina.page.locator(".unsaved")).to_have_count(0)


async def at_the_desk(marina: Cabinet, number: int, email: str) -> Page:
    """Open the operators' app from there; its door knows the project, and on the first page who comes."""
    await expect(marina.page.get_by_text("0 на линии из 1").first).to_be_visible(timeout=10_000)
    async with marina.page.expect_popup() as opening:
        await marina.page.get_by_role("link", name="Открыть приложение оператора").first.click()
    desk = await opening.value
    await expect(desk.locator("input[name=project]")).to_have_value(str(number))
    if marina.page.url.endswith("/cabinet/"):
        await expect(desk.locator("input[name=email]")).to_have_value(email)
    await desk.locator("input[name=email]").fill(email)
    await desk.locator("input[name=password]").fill(PASSWORD)
    await desk.keyboard.press("Enter")
    await expect(desk.locator("nav.rail")).to_be_visible(timeout=10_000)
    return desk


@pytest.mark.parametrize("turns_on", [from_home, from_multiwidget], ids=["home", "multiwidget"])
async def test_the_owner_turns_the_chat_on_and_answers_with_their_own_password(
    new_cabinet: NewCabinet, new_visitor: NewVisitor, project: Json, turns_on: object, request: pytest.FixtureRequest
) -> None:
    email = f"{request.node.callspec.id}@turning.example"
    marina, olga = await new_cabinet(email, PASSWORD), await new_visitor()
    assert callable(turns_on)
    await turns_on(marina)
    desk = Operator(await at_the_desk(marina, int(str(project["number"])), email), {}, marina.complaints)
    await look(marina.page, f"turned-on-{request.node.callspec.id}")
    await olga.visit()
    await olga.open()
    await olga.write("Вы уже открылись?")
    await desk.opens("Вы уже открылись?")
    await desk.takes()
    await desk.answers("Только что")
    await olga.sees("Только что")
    await desk.page.get_by_role("button", name="Закрыть обращение").click()
    await expect(olga.log).to_contain_text("Разговор завершён", timeout=10_000)
    await marina.goes_to("Операторы")
    await expect(marina.row(NAME)).to_contain_text("Администратор")
    await expect(marina.row(NAME)).to_contain_text(email)
