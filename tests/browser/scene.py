"""An app full of life, and the way to each of its screens: long names, every kind of line, tags, canned responses, files."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from playwright.async_api import Page, expect

from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.people import Operator, Visitor
from tests.browser.test_files import choose, loaded
from tests.clients import make_id
from tests.pictures import PDF, picture

NAME = "Константин Константинопольский-Водосточников"
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis_высокопревосходительство_" * 2
TAGS = (("Перезвонить после обеда, срочно", "rose"), ("Опт", "blue"))
CANNED = (
    ("Доставка по городу и за его пределы в выходные", "Здравствуйте, {client_name}! Привезём в субботу с 10 до 18. {operator_name}"),
    ("Гарантия", "Гарантия на лампы — два года, на провода — год."),
)  # fmt: skip


@dataclass
class Scene:
    """The app of an administrator who has much to do; `taken` is the conversation with everything in it, `waits` a new one."""

    anna: Operator
    taken: str
    waits: str

    @property
    def page(self) -> Page:
        """The administrator's page."""
        return self.anna.page

    async def at(self, path: str) -> None:
        """Go to an address of the app without loading it anew."""
        await self.page.evaluate(
            """path => {
              if (location.pathname === path) return
              history.pushState({}, '', path)
              dispatchEvent(new PopStateEvent('popstate'))
            }""",
            f"/operator/{path}",
        )
        await self.page.locator(".log .msg, .rows .row, .void, .card").locator("visible=true").first.wait_for()

    async def speak(self, language: str) -> None:
        """Load the app in this language."""
        await self.page.evaluate("language => localStorage.setItem('besedka.language', language)", language)
        await self.page.reload()
        await self.page.locator(".rows .row").first.wait_for(state="attached")

    async def ask(self, method: str, path: str, **json: object) -> dict[str, object]:
        """Ask the server as the administrator's browser would."""
        url = self.page.url.split("/operator/")[0] + f"/api/operator/v1{path}"
        answer = await self.page.request.fetch(url, method=method, data=json or None)
        assert answer.ok, await answer.text()
        return dict(await answer.json()) if answer.status == 200 else {}


async def set_up(new_visitor: NewVisitor, new_operator: NewOperator) -> Scene:
    """Let people talk until there is something of everything."""
    anna, olga, petr = await new_operator(), await new_visitor(), await new_visitor()
    await _asks(
        olga,
        "/lamp?utm_source=yandex&utm_campaign=mayak_ochen_dlinnaya_kampaniya_bez_probelov_2026",
        "Бывает ли «Маяк» в белом?",
    )
    await olga.page.evaluate(
        "besedka('params', {'Товар': 'Торшер «Маяк» с абажуром из льна', 'Идентификаторпокупателяврозничнойсети': '"
        + "8" * 40
        + "'})"
    )
    await anna.opens("Бывает ли «Маяк» в белом?")
    await anna.takes()
    scene = Scene(anna, anna.page.url.rsplit("/", 1)[-1], "")
    await _talk(anna, olga)
    await _asks(petr, "/", f"Кто-нибудь ответит? {LONG}")
    await expect(anna.page.locator(".rail .count.hot")).to_be_visible(timeout=10_000)
    await scene.at("new")
    await anna.page.locator(".row").first.click()
    scene.waits = anna.page.url.rsplit("/", 1)[-1]
    await _furnish(scene)
    return scene


async def _asks(visitor: Visitor, path: str, words: str) -> None:
    await visitor.visit(path)
    await visitor.open()
    await visitor.write(words)
    await visitor.sees(words)


async def _talk(anna: Operator, olga: Visitor) -> None:
    await anna.answers("Да, белых на складе три. Отложить?")
    await olga.sees("Да, белых на складе три. Отложить?")
    await anna.log.get_by_text("Да, белых").hover()
    await anna.log.get_by_role("button", name="Изменить", exact=True).click()
    await anna.answers(
        "Да, белых на складе четыре: https://tihiydom.example/lampy/torshery/mayak?color=white&stock=4. Отложить?"
    )
    await olga.sees_state("четыре")
    await anna.answers("Ой, не сюда")
    await olga.sees("Ой, не сюда")
    await anna.log.get_by_text("Ой, не сюда").hover()
    await anna.log.get_by_role("button", name="Удалить", exact=True).click()
    await expect(anna.log.locator(".gone")).to_be_visible()
    await choose(
        olga.page, ("Кухня.jpg", picture(1200, 900)), ("Очень длинное название плана кухни и прихожей.pdf", PDF)
    )
    await expect(olga.page.locator(".files .file.ready")).to_have_count(2, timeout=10_000)
    await olga.write(f"Вот кухня. {LONG}")
    await loaded(anna.log.locator(".picture img"))
    await anna.page.get_by_role("button", name="Примечание", exact=True).click()
    await anna.answers("@Игорь, ему в августе уже делали скидку")
    await expect(anna.log.locator(".memo")).to_be_visible()
    await anna.page.get_by_role("button", name="Ответ", exact=True).click()
    await anna.log.get_by_text("Вот кухня").hover()
    await anna.log.get_by_role("button", name="Ответить с цитатой").click()
    await anna.answers("Отложила до воскресенья")
    await expect(olga.log.get_by_text("Отложила до воскресенья")).to_be_visible(timeout=10_000)
    await olga.write("Спасибо!")
    await expect(anna.log.get_by_text("Спасибо!")).to_be_visible(timeout=10_000)


async def _furnish(scene: Scene) -> None:
    await scene.ask(
        "PUT",
        f"/conversations/{scene.taken}/contact",
        name=NAME,
        phone="+7 916 204-18-77",
        email="konstantin.konstantinopolsky@vodostochnik.example",
    )
    for name, color in TAGS:
        id = make_id()
        await scene.ask("POST", "/tags", id=id, name=name, color=color)
        await scene.ask("PUT", f"/conversations/{scene.taken}/tags/{id}")
    for title, text in CANNED:
        await scene.ask("POST", "/canned", id=make_id(), title=title, text=text, folder=None)


async def clear(scene: Scene) -> None:
    """Leave the project as it was."""
    for kind, key in (("/tags", "tags"), ("/canned", "responses")):
        found = await scene.ask("GET", "/overview" if key == "tags" else kind)
        names = [name for name, _ in TAGS + CANNED]
        for one in found[key]:  # type: ignore[attr-defined]  # a list of objects
            if one.get("name", one.get("title")) in names:
                await scene.ask("DELETE", f"{kind}/{one['id']}")


Step: TypeAlias = Callable[[Scene, str], Awaitable[None]]


async def _escape(scene: Scene, size: str) -> None:
    await scene.page.keyboard.press("Escape")
    await expect(scene.page.locator("dialog[open], .menu:popover-open")).to_have_count(0)


async def _leave(scene: Scene, size: str) -> None:
    """Leave it as it is."""


def _at(path: str) -> Step:
    async def go(scene: Scene, size: str) -> None:
        await scene.at(path.format(taken=scene.taken, waits=scene.waits))

    return go


def _click(selector: str, path: str = "mine/{taken}") -> Step:
    async def press(scene: Scene, size: str) -> None:
        await _at(path)(scene, size)
        await scene.page.locator(selector).locator("visible=true").first.click()

    return press


def _mine(number: int) -> Step:
    """One's own menu, and its nth window: 0 is the menu itself."""

    async def press(scene: Scene, size: str) -> None:
        await _at("mine")(scene, size)
        await scene.page.locator(".rail .me, .tabs button[aria-haspopup]").locator("visible=true").click()
        names = (
            "",
            "Аватар|Avatar",
            "Шаблоны|Canned responses",
            "Сменить пароль|Change password",
            "Изменить метки|Edit tags",
        )
        if number:
            await (
                scene.page.get_by_role("menuitem", name=re.compile(f"^({names[number]})$"))
                .locator("visible=true")
                .click()
            )
            await scene.page.locator("dialog[open]").wait_for()

    return press


async def _bell(scene: Scene, size: str) -> None:
    if size != "phone":
        return await _click(".rail .bell", "mine")(scene, size)
    await _mine(0)(scene, size)
    await (
        scene.page.get_by_role("menuitem", name=re.compile("^(Уведомления|Notifications)$"))
        .locator("visible=true")
        .click()
    )
    await scene.page.locator("dialog[open]").wait_for()


async def _files(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await choose(scene.page, ("Смета на очень длинное имя файла без сокращений.pdf", PDF))
    await expect(scene.page.locator(".carried li[data-state=ready]")).to_be_visible(timeout=10_000)


async def _edit(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await scene.page.locator(".grp.out .msg:has(.was):not(.gone)").first.click(position={"x": 20, "y": 12})
    await scene.page.locator(".tools button").nth(1).click()
    await expect(scene.page.locator(".composer .strip")).to_be_visible()


async def _was(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    await scene.page.locator(".grp.out .msg:has(.was):not(.gone)").first.click(position={"x": 20, "y": 12})
    await scene.page.locator(".tools button").last.click()
    await expect(scene.page.locator(".hist")).to_be_visible()


async def _hand(scene: Scene, size: str) -> None:
    await _at("mine/{taken}")(scene, size)
    if size == "phone":
        await scene.page.locator(".talk > header button[aria-haspopup=menu]").locator("visible=true").click()
        await scene.page.locator("[role=menuitem][aria-haspopup=dialog]").click()
    else:
        await scene.page.locator(".talk > header .pick[aria-haspopup=dialog]").click()
    await scene.page.locator("dialog[open]").wait_for()


def _find(words: str) -> Step:
    async def ask(scene: Scene, size: str) -> None:
        await _at("mine")(scene, size)
        await scene.page.keyboard.press("Control+k")
        await scene.page.locator(".palette input").fill(words)
        if words:
            await scene.page.locator("#found mark").first.wait_for()

    return ask


async def _keys(scene: Scene, size: str) -> None:
    await _at("mine")(scene, size)
    await scene.page.keyboard.press("Shift+Slash")
    await scene.page.locator("dialog[open]").wait_for()


async def _clear_field(scene: Scene, size: str) -> None:
    await scene.page.keyboard.press("Escape")
    await scene.anna.field.fill("")


SCREENS: tuple[tuple[str, Step, Step], ...] = (
    ("list", _at("mine"), _leave),
    ("list-all", _at("all"), _leave),
    ("filters", _click(".list > header [aria-haspopup=dialog]", "all"), _escape),
    ("menu", _mine(0), _escape),
    ("avatar", _mine(1), _escape),
    ("keep", _mine(2), _escape),
    ("password", _mine(3), _escape),
    ("tags", _mine(4), _escape),
    ("bell", _bell, _escape),
    ("find", _find(""), _escape),
    ("find-hits", _find("белом"), _escape),
    ("keys", _keys, _escape),
    ("new", _at("new/{waits}"), _leave),
    ("talk", _at("mine/{taken}"), _leave),
    ("note", _click(".seg button >> nth=1"), _click(".seg button >> nth=0")),
    ("edit", _edit, _click(".composer .strip .icon")),
    ("files", _files, _click(".carried .icon")),
    ("canned", _click(".composer .slash"), _clear_field),
    ("emoji", _click(".composer .smile"), _escape),
    ("viewer", _click(".log .picture"), _escape),
    ("head-menu", _click(".talk > header [aria-haspopup=menu]"), _escape),
    ("hand", _hand, _escape),
    ("card", _at("mine/{taken}/client"), _leave),
    ("contact", _click(".contact .line >> nth=1", "mine/{taken}/client"), _escape),
    ("was", _was, _leave),
)  # fmt: skip
