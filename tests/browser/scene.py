"""An app full of life: long names, every kind of line, tags, canned responses, files."""

from dataclasses import dataclass

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
    """The app of an administrator who has much to do; `taken` is the conversation with everything in it, `waits` a new one, `over`
    a closed one."""

    anna: Operator
    taken: str
    waits: str = ""
    over: str = ""

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
    scene = Scene(anna, anna.page.url.rsplit("/", 1)[-1])
    await _talk(anna, olga)
    scene.over = await _closed(scene, await new_visitor())
    await _asks(petr, "/", f"Кто-нибудь ответит? {LONG}")
    await scene.at("new")
    await anna.opens("Кто-нибудь ответит?")
    scene.waits = anna.page.url.rsplit("/", 1)[-1]
    await _furnish(scene)
    return scene


async def _asks(visitor: Visitor, path: str, words: str) -> None:
    await visitor.visit(path)
    await visitor.open()
    await visitor.write(words)
    await visitor.sees(words)


async def _closed(scene: Scene, vera: Visitor) -> str:
    await _asks(vera, "/", "Спасибо, уже не нужно")
    await scene.at("new")
    await scene.anna.opens("Спасибо, уже не нужно")
    over = scene.page.url.rsplit("/", 1)[-1]
    await scene.ask("POST", f"/conversations/{over}/close?anyway=true")
    return over


async def _talk(anna: Operator, olga: Visitor) -> None:
    await anna.answers("Да, белых на складе три. Отложить?")
    await olga.sees("Да, белых на складе три. Отложить?")
    await anna.log.get_by_text("Да, белых").hover()
    await anna.log.get_by_role("button", name="Изменить", exact=True).click()
    await anna.answers(
        "Да, белых на складе четыре: https://tihiydom.example/lampy/torshery/mayak?color=white&stock=4. Отложить?"
    )
    await expect(olga.log.get_by_text("четыре")).to_be_visible(timeout=10_000)
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
