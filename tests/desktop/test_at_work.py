"""Eight hours a day: answers typed while the page is dead, what is chosen in the tray, files that are saved, two projects in one app."""

import os
import signal
from typing import cast

import httpx2
import pytest

from tests.clients import VisitorClient
from tests.desktop.app import App, Json
from tests.desktop.conftest import NewApp, knock, sign_in, taken, who
from tests.desktop.surroundings import Environment
from tests.processes import ServerProcess
from tests.waiting import eventually, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("closed_afterwards")]


async def renderer(app: App) -> int:
    pid = await app.do("renderer")
    assert isinstance(pid, int)
    return pid


async def answers(colleague: httpx2.AsyncClient, conversation: str) -> list[str]:
    said = (await colleague.get(f"/conversations/{conversation}/messages")).json()["messages"]
    return [one["text"] for one in said if one["author"] == "operator"]


async def test_what_is_typed_into_a_popup_while_the_page_is_dead_is_sent_once(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    guest = await knock(server)
    await guest.post("Здравствуйте")
    conversation = await taken(colleague)
    await guest.post("Есть кто живой?")
    await until(lambda: any("живой" in popup.text for popup in around.asked))
    pid = await renderer(app)
    os.kill(pid, signal.SIGSTOP)
    around.answer(around.asked[-1], "Мы здесь")
    await app.state()
    os.kill(pid, signal.SIGKILL)

    async def arrived() -> bool:
        return await answers(colleague, conversation) == ["Мы здесь"]

    await eventually(arrived, 30)
    before = await renderer(app)
    os.kill(before, signal.SIGKILL)

    async def another() -> bool:
        return await renderer(app) not in (before, 0)

    await eventually(another)
    await app.shows("document.body.innerText.includes('На связи')", within=30)
    assert await arrived(), "what a page has taken is not said to the next"
    await guest.close()


async def test_presence_and_silence_are_chosen_in_the_tray(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)

    async def stance() -> str | None:
        return cast("str | None", (await colleague.get("/overview")).json()["me"]["stance"])

    async def away() -> bool:
        return await stance() == "away"

    async def there() -> bool:
        return await stance() is None

    await app.do("menu", name="away")
    await eventually(away)
    await app.do("menu", name="online")
    await eventually(there)
    assert (await app.tray())["presence"] == "online"
    await app.do("menu", name="mute_on")

    async def quiet() -> bool:
        return (await app.tray())["quiet"] == -1

    await eventually(quiet)
    guest = await knock(server)
    await guest.post("Тихий вопрос")
    await taken(colleague)
    await app.becomes(waiting=1)
    await app.do("menu", name="mute_off")
    await guest.post("Громкий вопрос")
    await until(lambda: any("Громкий" in popup.text for popup in around.asked))
    assert not [popup for popup in around.asked if "Тихий" in popup.text]
    await guest.close()


async def test_a_file_is_saved_into_the_folder_beside_what_is_there(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    await app.js(SAVE)
    first, second = app.home / "Downloads" / "Смета.txt", app.home / "Downloads" / "Смета (2).txt"
    await until(lambda: first.exists() and first.read_text() == "итого")
    await until(lambda: any(str(first) in popup.text for popup in around.asked))
    await app.js(SAVE)
    await until(lambda: second.exists() and second.read_text() == "итого")


SAVE = """(() => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(['итого'], { type: 'text/plain' }))
  link.download = '../Смета.txt'
  link.click()
})()"""


async def test_two_projects_in_one_app(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    await app.do("menu", name="add_project")
    await app.do("sign_in", server=server.url.replace("127.0.0.1", "localhost"), **who(server))

    async def desks() -> list[Json]:
        return cast("list[Json]", (await app.state())["desks"])

    async def both() -> bool:
        return [one["signed"] for one in await desks()] == [True, True]

    await eventually(both, 30)
    guest = await knock(server)
    conversation = await asks_both(guest, colleague)

    async def sum_is_in_the_tray() -> bool:
        return (await app.tray())["waiting"] == 2 and [one["waiting"] for one in await desks()] == [1, 1]

    await eventually(sum_is_in_the_tray)
    await until(lambda: len([popup for popup in around.shown.values() if "Кто ответит" in popup.text]) == 2)
    for clicked, popup in enumerate(list(around.shown.values()), start=1):
        around.click(popup)

        async def opened(clicked: int = clicked) -> bool:
            return [one["conversation"] for one in await desks()].count(conversation) == clicked

        await eventually(opened)
    await guest.close()


async def asks_both(guest: VisitorClient, colleague: httpx2.AsyncClient) -> str:
    """The same operator sits at both: whoever is asked is asked twice."""
    await guest.post("Здравствуйте")
    conversation = await taken(colleague)
    await guest.post("Кто ответит?")
    return conversation
