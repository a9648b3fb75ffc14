"""The real window, a real server, a visitor in a browser: what one writes reaches the other, by way of the desktop's own pop-ups."""

import json
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httpx2
import pytest
import pytest_asyncio

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.people import Visitor, new_page
from tests.browser.shop import Shop
from tests.desktop.app import App, Json
from tests.desktop.conftest import NewApp, knock, sign_in, taken
from tests.desktop.surroundings import Environment
from tests.faults.proxy import FaultProxy
from tests.processes import ServerProcess
from tests.waiting import eventually, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("closed_afterwards")]
DRAFT = "Замерщик может приехать в субботу"


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(server: ServerProcess) -> AsyncIterator[Visitor]:
    """Somebody on the demo's page, in a browser of their own."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page, complaints = await new_page(browser, "desktop", "ru")
        yield Visitor(page, Shop(server.url), complaints)
        await browser.close()


async def test_from_the_first_start_to_the_answer(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient, visitor: Visitor
) -> None:
    app = await new_app()
    await app.do("sign_in", server="http://chat.example.ru", project="1001", email="", password="")
    wrong = cast("Json", cast("Json", (await app.state())["door"])["wrong"])
    assert all(wrong[name] for name in ("server", "email", "password"))
    await sign_in(app, server)
    assert (await app.state())["door"] is None
    await visitor.visit("/demo/")
    await visitor.open()
    await visitor.write("Здравствуйте, нужны три окна")
    conversation = await taken(colleague)
    await until(lambda: around.items != [])
    await visitor.write("Сколько стоит <b>замер</b>?")
    await until(lambda: any("замер" in popup.text for popup in around.asked))
    popup = around.asked[-1]
    assert popup.text == "Сколько стоит &lt;b&gt;замер&lt;/b&gt;?"
    assert popup.actions == ("default", "Открыть", "inline-reply", "Ответить")
    assert [one.id for one in around.shown.values()] == [popup.id]
    await app.becomes(waiting=1)
    assert (await app.tray())["tip"] == "Беседка · Ждут ответа: 1"
    around.click(popup)
    await app.becomes(active=True, conversation=conversation)
    assert conversation in str((await app.desk())["url"])
    await app.do("close")
    await app.becomes(visible=False)
    await visitor.write("Вы тут?")
    await until(lambda: around.asked[-1].text == "Вы тут?")
    around.answer(around.asked[-1], "Замер бесплатный")
    await visitor.sees("Замер бесплатный")
    await app.becomes(waiting=0)
    assert visitor.complaints.errors == []


async def test_one_program_for_one_person(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    guest = await knock(server)
    await guest.post("Добрый день")
    conversation = await taken(colleague)
    await app.do("move", x=40, y=50, width=1100, height=700)
    await app.do("zoom", steps=2)
    await app.do("close")
    await app.becomes(visible=False)
    assert await app.again("--hidden") == 0
    assert not (await app.desk())["visible"]
    assert await app.again(f"besedka://conversation/{conversation}") == 0
    await app.becomes(visible=True, active=True, conversation=conversation)
    assert await app.quit() == 0
    kept = app.settings / "sessions.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    await app.start("--hidden")
    await app.sits()
    assert not (await app.desk())["visible"]
    assert await app.again() == 0
    await app.becomes(visible=True, geometry=[40, 50, 1100, 700], zoom=1.25)
    await guest.close()


async def test_the_page_crashes_and_the_draft_is_there(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    guest = await knock(server)
    await guest.post("Нужна лампа")
    conversation = await taken(colleague)
    assert await app.again(f"besedka://conversation/{conversation}") == 0
    await app.shows("document.querySelector('textarea') !== null")
    await app.js("document.querySelector('textarea').focus()")
    await app.js(f"document.execCommand('insertText', false, '{DRAFT}')")
    await app.shows(f"Object.values(localStorage).includes('{DRAFT}')")
    pid = await app.do("renderer")
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)

    async def another() -> bool:
        return await app.do("renderer") not in (pid, 0)

    await eventually(another)
    await app.shows(f"document.querySelector('textarea')?.value === '{DRAFT}'")
    await app.becomes(conversation=conversation)
    await guest.close()


async def test_the_session_is_ended_elsewhere(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    kept = app.settings / "sessions.json"
    assert "besedka_operator=" in kept.read_text()
    assert (await colleague.delete("/sessions")).status_code == 200
    await app.becomes(signed=False)
    assert "besedka_operator=" not in kept.read_text()

    async def menu_is_nobodys() -> bool:
        return "presence" not in cast("list[str]", (await app.state())["menu"])

    await eventually(menu_is_nobodys)
    await app.shows("document.querySelector('input[name=password]') !== null")


async def test_the_network_is_cut_and_comes_back(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    async with FaultProxy(server.url) as network:
        app = await new_app()
        await sign_in(app, server, network.url)
        guest = await knock(server)
        await guest.post("Есть кто?")
        await taken(colleague)
        network.upstreams = ()
        network.cut_all()
        await guest.post("Связь пропала?")
        network.upstreams = (server.url,)
        await until(lambda: any("Связь пропала?" in popup.text for popup in around.asked), within=30)
        await app.becomes(waiting=1)
        await guest.close()


async def test_a_server_that_is_away_is_tried_again(
    new_app: NewApp, around: Environment, server: ServerProcess, tmp_path: Path
) -> None:
    async with FaultProxy(server.url) as network:
        first = await new_app()
        await sign_in(first, server, network.url)
        assert await first.quit() == 0
        network.upstreams = ()
        network.cut_all()
        app = await new_app(home="moved", start=False)
        app.settings.parent.mkdir(parents=True)
        first.settings.rename(app.settings)
        await app.start()
        await app.becomes(calm=True)
        network.upstreams = (server.url,)
        await app.sits()
        await app.becomes(calm=False)


async def test_where_nobody_shows_notifications_windows_of_our_own_do(
    new_app: NewApp, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    guest = await knock(server)
    await guest.post("Добрый вечер")
    conversation = await taken(colleague)
    await guest.post("Какая у вас гарантия?")
    await until_card(app, "Какая у вас гарантия?")
    await app.do("answer_card", text="Пять лет")
    await guest_hears(colleague, conversation, "Пять лет")
    await until_card(app, None)
    await guest.post("А доставка?")
    await until_card(app, "А доставка?")
    await app.do("click_card")
    await app.becomes(conversation=conversation, active=True)
    await until_card(app, None)
    await guest.close()


async def test_what_vanishes_too_early_is_shown_on(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    guest = await knock(server)
    await guest.post("Добрый вечер")
    await taken(colleague)
    await guest.post("Не видно меня?")
    await until(lambda: any(popup.text == "Не видно меня?" for popup in around.asked))
    around.shut(around.asked[-1], 1)
    await until_card(app, "Не видно меня?")
    await guest.close()


async def until_card(app: App, text: str | None) -> None:
    """Wait until the one card says this; None: until there is none."""

    async def is_so() -> bool:
        return [card["text"] for card in cast("list[Json]", (await app.state())["cards"])] == (
            [] if text is None else [text]
        )

    await eventually(is_so)


async def guest_hears(colleague: httpx2.AsyncClient, conversation: str, text: str) -> None:
    """Wait until this has been said in the conversation."""

    async def is_so() -> bool:
        found = (await colleague.get(f"/conversations/{conversation}/messages")).json()["messages"]
        return any(message["text"] == text for message in found)

    await eventually(is_so)


async def test_keys_of_the_system(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient, tmp_path: Path
) -> None:
    store = {"PYTHON_KEYRING_BACKEND": "tests.desktop.keystore.Store", "TESTS_STORE": str(tmp_path / "store.json")}
    app = await new_app(**store)
    await sign_in(app, server, server.url.replace("127.0.0.1", "localhost"))
    assert "besedka_operator=" in (tmp_path / "store.json").read_text()
    assert not (app.settings / "sessions.json").exists()
    token = (tmp_path / "store.json").read_text().split("besedka_operator=")[1].split(";")[0].encode()
    assert len(token) > 20
    assert await app.quit() == 0
    disk = [path for path in app.home.rglob("*") if path.is_file()]
    assert not [path for path in disk if token in path.read_bytes()]
    await app.start()
    await app.sits()
    assert "domain=" not in (tmp_path / "store.json").read_text(), "it is its host's, and no other's below it"
    account = json.loads((app.settings / "settings.json").read_text())["accounts"][0]["id"]
    folder = app.home / ".local/share/besedka-chat" / account
    assert folder.is_dir()
    before = len((await colleague.get("/sessions")).json()["sessions"])
    await app.chooses(f"forget {account}")

    async def is_ended() -> bool:
        return len((await colleague.get("/sessions")).json()["sessions"]) == before - 1

    await eventually(is_ended)
    assert cast("Json", (await app.state())["door"])["visible"]
    assert (tmp_path / "store.json").read_text() == "{}"
    assert await app.quit() == 0
    await app.start()
    assert not folder.exists()
