"""One browser, whoever uses it: what is one's is not shown to the next, what was typed is not lost, and who is told there stays told."""

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import NewVisitor
from tests.browser.people import Complaints, Operator, new_page
from tests.browser.pushing import PushService
from tests.browser.test_push import IGOR, ME, PUT, begins, browsers, igor
from tests.processes import Json, ServerProcess
from tests.waiting import eventually

__all__ = ["browsers", "igor"]
BADGE = "() => { self.marks = []; navigator.setAppBadge = async (n) => void self.marks.push(n) }"
DEVICES = "async () => (await (await fetch('/api/operator/v1/devices')).json()).devices"
OWNERS = """async ([method, path, body]) => {
  const answer = await fetch('/api/owner/v1' + path, { method, headers: { 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}) })
  return answer.status === 204 ? null : answer.json()
}"""


def called(to: str, conversation: str, **more: object) -> dict[str, object]:
    """Return what a push of the ladder says."""
    said = {
        "kind": "ladder",
        "at": 1,
        "language": "ru",
        "title": "Ольга",
        "text": "Вы тут?",
        "conversation": conversation,
    }
    return {**said, "operator": to, **more}


def told(conversation: str) -> dict[str, object]:
    """Return what is seen of it."""
    return {"title": "Ольга", "body": "Вы тут?", "tag": f"besedka.{conversation}", "actions": ["reply", "open"]}


def kept(conversation: str, text: str) -> dict[str, object]:
    """Return what is seen of an answer that nobody has taken yet."""
    return {"title": "Ответ уйдёт, когда появится связь", "body": text, "tag": f"besedka.{conversation}", "actions": []}


async def door(context: BrowserContext, server: ServerProcess) -> Operator:
    """Return somebody who stands before the door in another tab."""
    page, complaints = await context.new_page(), Complaints()
    complaints.listen(page)
    await page.goto(str(server.installed["operator_url"]))
    await expect(page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    return Operator(page, server.installed, complaints)


async def signs_in(page: Page, server: ServerProcess) -> None:
    """Have the administrator signed in on this browser, with no window of the app."""
    project, me = server.installed["project"], server.installed["operator"]
    assert isinstance(project, dict)
    assert isinstance(me, dict)
    who = {"project": project["number"], "email": me["email"], "password": me["password"], "remember": False}
    assert (await page.context.request.post(f"{server.url}/api/operator/v1/session", data=who)).status == 200


async def comes_through(anna: Operator, server: ServerProcess) -> None:
    """Sign in at the door that stands open."""
    project, me = server.installed["project"], server.installed["operator"]
    assert isinstance(project, dict)
    assert isinstance(me, dict)
    for name, value in (("project", project["number"]), ("email", me["email"]), ("password", me["password"])):
        await anna.page.locator(f"input[name={name}]").fill(str(value))
    await anna.page.keyboard.press("Enter")
    await expect(anna.page.locator("nav.rail:visible, nav.tabs:visible").first).to_be_visible(timeout=10_000)


async def test_who_signs_in_after_another_is_shown_nothing_of_theirs(
    browsers: tuple[Browser, Browser], server: ServerProcess, new_visitor: NewVisitor
) -> None:
    page, complaints = await new_page(browsers[1], "phone", "ru", touch=True, installs=True)
    await page.context.grant_permissions(["notifications"], origin=server.url)
    igor, anna, olga = (
        Operator(page, server.installed, complaints),
        await door(page.context, server),
        await new_visitor(),
    )
    await igor.comes_in(IGOR)
    service = await PushService.of(page)
    id, me = await begins(olga, igor, "Только Игорю"), await page.evaluate(ME)
    await page.get_by_role("button", name="Назад").tap()
    await service.push(**called(me, id))
    await service.shows(told(id))

    await comes_through(anna, server)
    await service.shows()
    await expect(page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    await service.push(**called(me, id, text="Секрет"))
    await service.shows({"title": "Беседка", "body": "Есть новости", "tag": "besedka.", "actions": []})
    await page.close()

    async def theirs() -> bool:
        kept: list[str] = await anna.page.evaluate(KEPT)
        return [name for name in kept if name.startswith("desk")] == [f"desk.{await anna.page.evaluate(ME)}"]

    await eventually(theirs, 20)
    await anna.page.context.close()
    assert (complaints.errors, anna.complaints.errors) == ([], [])


KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('besedka.operator', 1)
  asked.onsuccess = () => {
    const found = asked.result.transaction('things').objectStore('things').getAllKeys()
    found.onsuccess = () => { asked.result.close(); done(found.result) }
  }
})"""


async def test_an_answer_typed_without_a_network_goes_out_once_when_it_is_back(
    igor: Operator, server: ServerProcess, new_visitor: NewVisitor
) -> None:
    olga, service, page = await new_visitor(), await PushService.of(igor.page), igor.page
    id, me = await begins(olga, igor, "Ответите из метро?"), await page.evaluate(ME)
    await service.worker.evaluate(BADGE)
    await page.goto(f"{server.url}/operator/icons/192.png")  # no window of the app is there: the worker is alone
    await service.push(**called(me, id, badge=2))
    await service.shows(told(id))
    await page.context.set_offline(True)
    await service.click("reply", "Отвечаю из метро")
    await service.shows(kept(id, "Отвечаю из метро"))
    await olga.sees("Отвечаю из метро", 0)
    await page.context.set_offline(False)
    await service.network_is_back()
    await olga.sees("Отвечаю из метро")
    await service.shows()
    await service.push(**called(me, id, badge=2))
    await service.shows(told(id))
    await service.click("reply", "И ещё раз")
    await olga.sees("И ещё раз")
    await olga.sees("Отвечаю из метро")
    assert await service.worker.evaluate("self.marks") == [2, 2, 1], "whoever was answered waits no more"


async def test_an_answer_of_who_has_signed_out_is_nobody_elses(
    igor: Operator, server: ServerProcess, new_visitor: NewVisitor
) -> None:
    olga, service, page = await new_visitor(), await PushService.of(igor.page), igor.page
    id, me = await begins(olga, igor, "Кто это пишет?"), await page.evaluate(ME)
    await page.goto(f"{server.url}/operator/icons/192.png")
    await service.push(**called(me, id))
    await service.shows(told(id))
    await page.context.set_offline(True)
    await service.click("reply", "Пишет Игорь")
    await service.shows(kept(id, "Пишет Игорь"))
    await signs_in(
        page, server
    )  # before the worker has a network: with Igor still here, the answer would go out as his, and rightly so
    await page.context.set_offline(False)
    await service.network_is_back()

    async def refused() -> bool:
        return "reply another" in await page.evaluate(REFUSED)

    await eventually(refused)
    await service.shows()
    await olga.sees("Пишет Игорь", 0)
    drafts: str = await page.evaluate("JSON.stringify(localStorage)")
    assert "Пишет Игорь" not in drafts
    await igor.comes_in(IGOR)

    async def drafted() -> bool:
        return "Пишет Игорь" in await page.evaluate("JSON.stringify(localStorage)")

    await eventually(drafted)
    await olga.sees("Пишет Игорь", 0)


REFUSED = """() => new Promise((done) => {
  const asked = indexedDB.open('besedka.operator', 1)
  asked.onsuccess = () => {
    const found = asked.result.transaction('things').objectStore('things').getAll(IDBKeyRange.bound('reply', 'reply~'))
    found.onsuccess = () => { asked.result.close(); done(found.result.map((one) => `reply ${one.refused}`)) }
  }
})"""


async def test_a_subscription_that_the_browser_changes_is_told_to_the_server(
    igor: Operator, server: ServerProcess
) -> None:
    page, service = igor.page, await PushService.of(igor.page)
    device = {"endpoint": "https://push.example/x", "p256dh": "BA" + "A" * 85, "auth": "A" * 22}
    await service.changes_subscription("https://fresh.example/none")
    assert await page.evaluate(PUT, {**device, "language": "en"}) == 200
    owner, project = server.installed["owner"], server.installed["project"]
    assert isinstance(owner, dict)
    assert isinstance(project, dict)
    who = {"email": owner["email"], "password": owner["password"], "remember": True}
    alerts = f"/projects/{project['number']}/alerts"
    await page.evaluate(OWNERS, ["POST", "/session", who])
    way: Json = await page.evaluate(
        OWNERS, ["PUT", f"{alerts}/push", {**device, "events": ["rated_low"], "language": "en"}]
    )
    await service.changes_subscription("https://fresh.example/y")

    async def told() -> bool:
        (mine,) = await page.evaluate(DEVICES)
        ways = (await page.evaluate(OWNERS, ["GET", alerts, None]))["ways"]
        (theirs,) = [one for one in ways if one["id"] == way["id"]]
        return (mine["service"], mine["language"], theirs["address"]) == ("fresh.example", "en", "fresh.example")

    await eventually(told)
    await page.evaluate(OWNERS, ["DELETE", f"{alerts}/ways/{way['id']}", None])
    (mine,) = await page.evaluate(DEVICES)
    assert (
        await page.evaluate(
            "async (id) => (await fetch('/api/operator/v1/devices/' + id, { method: 'DELETE' })).status", mine["id"]
        )
        == 200
    )
    await page.evaluate(OWNERS, ["DELETE", "/session", None])
    await service.changes_subscription("https://fresh.example/z")
    assert await page.evaluate(DEVICES) == [], "what was turned off stays off"
