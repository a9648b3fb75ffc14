"""The end of a project in the cabinet: what goes is said, the name and the password are asked for, and every window is told."""

from playwright.async_api import expect

from tests.browser.conftest import NewCabinet
from tests.browser.looks import Eye
from tests.browser.people import Cabinet
from tests.browser.test_people import PASSWORD, unique
from tests.clients import make_id
from tests.processes import ServerProcess


async def opened(marina: Cabinet, name: str) -> int:
    """Return the number of a project of hers that was made for this test alone."""
    body = {"id": make_id(), "name": name, "site": "", "language": "ru", "hue": 165}
    answer = await marina.page.request.post(
        f"{marina.url}/api/owner/v1/projects", data=body, headers={"Origin": marina.url}
    )
    assert answer.status == 201, await answer.text()
    return int((await answer.json())["number"])


async def test_the_owner_deletes_a_project_and_every_window_is_told(
    new_cabinet: NewCabinet, server: ServerProcess
) -> None:
    marina, elsewhere, email = await new_cabinet(), await new_cabinet(language="en"), unique("lev")
    owner = server.installed["owner"]
    assert isinstance(owner, dict)
    number = await opened(marina, "Чай и плед")
    path = f"{marina.url}/cabinet/{number}"
    let_in = {"id": make_id(), "name": "Лев", "email": email, "password": PASSWORD}
    members = f"{marina.url}/api/owner/v1/projects/{number}/members"
    assert (await marina.page.request.post(members, data=let_in, headers={"Origin": marina.url})).status == 201
    lev = await new_cabinet(email, PASSWORD)
    await lev.page.goto(f"{path}/data")
    await expect(lev.page.get_by_text("Удалить проект может только владелец")).to_be_visible()
    await elsewhere.page.goto(f"{path}/work")
    await expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("Operators’ work")
    await marina.page.goto(f"{path}/data")
    await expect(marina.page.locator(".counts")).to_contain_text("Сотрудники кабинета1")
    await (await Eye.on(marina.page)).sees_everywhere("cabinet-data")
    await marina.page.get_by_role("button", name="Удалить проект").click()
    await marina.fills(name="Чай", password=owner["password"])
    await marina.presses("Удалить проект")
    await expect(marina.pane.get_by_text("Проект называется иначе")).to_be_visible()
    await marina.fills(name="чай и плед", password="a guess")
    await marina.presses("Удалить проект")
    await expect(marina.pane.get_by_text("пароль не подходит")).to_be_visible()
    await (await Eye.on(marina.page)).sees_everywhere("cabinet-deletion")
    await marina.fills(password=owner["password"])
    await marina.presses("Удалить проект")
    await expect(marina.page.get_by_role("heading", level=1)).to_have_text("Проекта «Чай и плед» больше нет")
    await (await Eye.on(marina.page)).sees_everywhere("cabinet-deleted", [("desktop", "light"), ("phone", "dark")])
    await expect(elsewhere.page.get_by_role("heading", level=1)).to_have_text("“Чай и плед” is no more", timeout=25_000)
    await expect(lev.page.get_by_text("Сеанс завершён. Войдите снова")).to_be_visible(timeout=25_000)
    await marina.page.locator("nav.side").get_by_role("link", name="Главная").click()
    await expect(marina.page.get_by_role("region", name="Чай и плед")).to_have_count(0)
