"""Eight hours a day: answers typed while the page is dead, what is chosen in the tray, files that are saved, two projects in one app."""

import json
import os
import signal
from pathlib import Path
from typing import cast

import httpx2
import pytest
from besedka_desktop import settings

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

    await app.chooses("away")
    await eventually(away)
    await app.chooses("online")
    await eventually(there)

    async def told() -> bool:
        return (await app.tray())["presence"] == "online"

    await eventually(told)
    await app.chooses("mute_on")

    async def quiet() -> bool:
        return (await app.tray())["quiet"] == -1

    await eventually(quiet)
    guest = await knock(server)
    await guest.post("Тихий вопрос")
    await taken(colleague)
    await app.becomes(waiting=1)
    await app.chooses("mute_off")

    async def loud() -> bool:
        return (await app.tray())["quiet"] == 0

    await eventually(loud)
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


WHERE = """(() => {
  const box = document.querySelector('textarea').getBoundingClientRect()
  return JSON.stringify({ x: Math.round(box.x + 20), y: Math.round(box.y + box.height / 2) })
})()"""


async def at_work(app: App, server: ServerProcess, colleague: httpx2.AsyncClient, guest: VisitorClient) -> str:
    """Sit before a conversation."""
    await sign_in(app, server)
    await guest.post("Здравствуйте")
    conversation = await taken(colleague)
    assert await app.again(f"besedka://conversation/{conversation}") == 0
    await app.shows("document.querySelector('textarea') !== null")
    return conversation


async def test_a_file_is_dragged_in_and_sent(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient, tmp_path: Path
) -> None:
    app, guest = await new_app(), await knock(server)
    conversation = await at_work(app, server, colleague, guest)
    plan = tmp_path / "План дома.txt"
    plan.write_text("три комнаты")
    await app.do("drop", path=str(plan), x=700, y=400)
    await app.shows("document.querySelector('.carried li[data-state=ready]')?.innerText.includes('План дома.txt')")
    await app.js("document.querySelector('textarea').focus()")
    await app.js("document.execCommand('insertText', false, 'Вот план')")
    await app.do("type_enter")

    async def sent() -> bool:
        said = (await colleague.get(f"/conversations/{conversation}/messages")).json()["messages"]
        return [one["name"] for one in said[-1]["files"]] == ["План дома.txt"]

    await eventually(sent)
    await guest.close()


async def test_the_menu_of_the_right_button_is_the_shells_and_says_what_can_be_done(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app, guest = await new_app(), await knock(server)
    await at_work(app, server, colleague, guest)
    await app.js("document.querySelector('textarea').focus()")
    await app.js("document.execCommand('insertText', false, 'Слово')")
    place = json.loads(str(await app.js(WHERE)))
    await app.do("right_click", **place)

    async def offered() -> bool:
        return {"Вставить", "Выделить всё"} <= set(cast("list[str]", await app.do("popup")))

    await eventually(offered)
    await app.do("choose", text="Выделить всё")
    await app.shows(
        "document.querySelector('textarea').selectionEnd === 5 && document.querySelector('textarea').selectionStart === 0"
    )
    await guest.close()


async def test_two_projects_in_one_app(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    await app.chooses("add_project")
    await app.do("sign_in", server=server.url.replace("127.0.0.1", "localhost"), **who(server))

    async def desks() -> list[Json]:
        return cast("list[Json]", (await app.state())["desks"])

    async def both() -> bool:
        return [one["signed"] for one in await desks()] == [True, True]

    await eventually(both, 30)
    guest = await knock(server)
    await guest.post("Здравствуйте")
    conversation = await taken(colleague)

    async def sum_is_in_the_tray() -> bool:
        return (await app.tray())["waiting"] == 2 and [one["waiting"] for one in await desks()] == [1, 1]

    await eventually(sum_is_in_the_tray)  # the same operator sits at both: whoever asks is heard by both
    await guest.post("Кто ответит?")
    await until(lambda: len([popup for popup in around.shown.values() if "Кто ответит" in popup.text]) == 2)
    for clicked, popup in enumerate(list(around.shown.values()), start=1):
        around.click(popup)

        async def opened(clicked: int = clicked) -> bool:
            return [one["conversation"] for one in await desks()].count(conversation) == clicked

        await eventually(opened)
    await guest.close()


HEAR = "window.heard = []; document.addEventListener('besedka-said', (event) => heard.push(JSON.parse(event.detail)))"
CHECK = "besedkaDesktop.notify({ tag: 'check', conversation: '', title: 'Проверка', text: 'Нажмите', stay: 0, reply: false })"


async def test_the_page_hears_of_each_click_on_a_popup_and_of_none_on_the_icon(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)
    await app.js(HEAR)
    await app.chooses("open")
    assert await app.again() == 0
    await app.js(CHECK)
    await until(lambda: any(popup.title == "Проверка" for popup in around.shown.values()))
    around.click(around.asked[-1])
    await app.shows("""JSON.stringify(heard) === '[{"t":"open","conversation":""}]'""")


async def test_where_the_window_went_is_said_when_it_goes_and_not_when_all_ends(
    new_app: NewApp, around: Environment, server: ServerProcess, colleague: httpx2.AsyncClient
) -> None:
    app = await new_app()
    await sign_in(app, server)

    def told() -> bool:
        return any("в трее" in popup.title for popup in around.asked)

    assert await app.quit() == 0
    assert not told()
    await app.start()
    await app.sits()
    await app.do("close")
    await until(told)
    assert settings.load(app.settings).told_of_tray
