"""A visitor and an operator as people at a screen: they click, type and look; they know no frame and no selector beyond a name."""

import re
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.shop import Shop
from tests.processes import Json

BUSY = """if (self === top) {
  const later = setTimeout
  setTimeout = (act, ms = 0, ...more) => later(act, ms + 1500, ...more)
  requestAnimationFrame = (act) => later(() => act(performance.now()), 1500)
}"""
"""A page with so much to do that the next frame is far away."""
SIZES = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}


@dataclass
class Complaints:
    """What the browser complained about: errors of scripts, and of the console."""

    errors: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Hear what this page complains about."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.console.append(message.text) if message.type == "error" else None)


@dataclass
class Visitor:
    """Somebody on the shop's site."""

    page: Page
    shop: Shop
    complaints: Complaints

    @property
    def context(self) -> BrowserContext:
        """The browser that belongs to this person."""
        return self.page.context

    @property
    def launcher(self) -> Locator:
        """The button on the page."""
        return self.page.locator("button.besedka-launcher")

    @property
    def log(self) -> Locator:
        """The messages in the window."""
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.locator(".besedka-frame textarea")

    async def visit(self, path: str = "/") -> None:
        """Open a page of the shop and see the button."""
        await self.page.goto(self.shop.url + path)
        await expect(self.launcher).to_be_visible(timeout=10_000)

    async def open(self) -> None:
        """Press the button."""
        await self.launcher.click()
        await expect(self.field).to_be_visible(timeout=10_000)

    async def write(self, text: str) -> None:
        """Write and send."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def sees(self, text: str, times: int = 1, patience: float = 10_000) -> None:
        """Look for these words among the messages."""
        await expect(self.log.get_by_text(text, exact=True)).to_have_count(times, timeout=patience)

    async def sees_state(self, words: str) -> None:
        """Look for what became of the newest own message."""
        await expect(self.log.locator(".state").last).to_contain_text(re.compile(words), timeout=10_000)

    async def texts(self) -> list[str]:
        """Every message in the window, in order."""
        return await self.log.locator(".message").all_inner_texts()


@dataclass
class Operator:
    """Somebody at the operators' app."""

    page: Page
    installed: Json
    complaints: Complaints

    @property
    def log(self) -> Locator:
        """The messages of the open conversation."""
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        """Where one answers."""
        return self.page.locator("textarea#answer")

    def row(self, text: str) -> Locator:
        """The row of the list whose last words these are."""
        return self.page.get_by_role("listitem").filter(has_text=text)

    async def sign_in(self, email: str | None = None, password: str | None = None) -> None:
        """Open the app and come in."""
        project, me = self.installed["project"], self.installed["operator"]
        assert isinstance(project, dict)
        assert isinstance(me, dict)
        await self.page.goto(str(self.installed["operator_url"]))
        await self.page.locator("input[name=project]").fill(str(project["number"]))
        await self.page.locator("input[name=email]").fill(email or str(me["email"]))
        await self.page.locator("input[name=password]").fill(password or str(me["password"]))
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("nav.rail:visible, nav.tabs:visible").first).to_be_visible(timeout=10_000)

    async def comes_in(self, email: str | None = None) -> None:
        """Come in as one who signed in before: the door itself is left to the tests that are about it."""
        project, me = self.installed["project"], self.installed["operator"]
        assert isinstance(project, dict)
        assert isinstance(me, dict)
        who = {
            "project": project["number"],
            "email": email or me["email"],
            "password": me["password"],
            "remember": True,
        }
        await _signs_in(self.page, f"{self.installed['url']}/api/operator/v1/session", who)
        await self.page.goto(str(self.installed["operator_url"]))
        await expect(self.page.locator("nav.rail:visible, nav.tabs:visible").first).to_be_visible(timeout=10_000)

    async def opens(self, text: str) -> None:
        """Open the conversation whose last words these are."""
        await self.row(text).first.click(timeout=10_000)
        await expect(self.log).to_be_visible()

    async def takes(self) -> None:
        """Take the open conversation, and see that one may answer."""
        await self.page.get_by_role("button", name=re.compile("^(Взять|Take)")).first.click()
        await expect(self.field).to_be_visible()

    async def answers(self, text: str) -> None:
        """Write and send."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def sees(self, text: str, times: int = 1) -> None:
        """Look for these words among the messages."""
        await expect(self.log.get_by_text(text, exact=True)).to_have_count(times, timeout=10_000)


async def new_page(
    browser: Browser, size: str, language: str, scheme: str = "light", *, touch: bool = False, installs: bool = False
) -> tuple[Page, Complaints]:
    """Open a fresh browser profile of this size and language. Where nothing is about the app's worker it does without (`installs`)."""
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale={"ru": "ru-RU", "en": "en-GB"}.get(language, language),
        color_scheme="dark" if scheme == "dark" else "light", has_touch=touch, timezone_id="Europe/Moscow",
        service_workers="allow" if installs else "block",
    )  # fmt: skip
    page, complaints = await context.new_page(), Complaints()
    complaints.listen(page)
    return page, complaints


@dataclass
class Cabinet:
    """Somebody at the cabinet: the owner, or a member."""

    page: Page
    url: str
    complaints: Complaints

    @property
    def pane(self) -> Locator:
        """The pane at the page's end, where somebody is made or changed."""
        return self.page.get_by_role("dialog")

    async def sign_in(self, email: str, password: str) -> None:
        """Open the cabinet and come in."""
        await self.page.goto(f"{self.url}/cabinet/")
        await self.page.locator("input[name=email]").fill(email)
        await self.page.locator("input[name=password]").fill(password)
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator("nav.side")).to_be_visible(timeout=10_000)

    async def comes_in(self, email: str, password: str) -> None:
        """Come in as one who signed in before."""
        await _signs_in(
            self.page, f"{self.url}/api/owner/v1/session", {"email": email, "password": password, "remember": True}
        )
        await self.page.goto(f"{self.url}/cabinet/")
        await expect(self.page.locator("nav.side")).to_be_visible(timeout=10_000)

    async def goes_to(self, section: str) -> None:
        """Open a section by its name."""
        await self.page.locator("nav.side").get_by_role("link", name=section, exact=True).click()
        await expect(self.page.get_by_role("heading", level=1, name=section)).to_be_visible(timeout=10_000)

    def row(self, words: str) -> Locator:
        """The line of a table or list with these words."""
        return self.page.get_by_role("row").or_(self.page.get_by_role("listitem")).filter(has_text=words)

    async def fills(self, **typed: str) -> None:
        """Type into the fields of the pane."""
        for name, text in typed.items():
            await self.pane.locator(f"input[name={name}]").fill(text)

    async def presses(self, name: str) -> None:
        """Press a button of the pane."""
        await self.pane.get_by_role("button", name=name, exact=True).click()


async def _signs_in(page: Page, url: str, who: dict[str, object]) -> None:
    agent = await page.evaluate("navigator.userAgent")
    answer = await page.context.request.post(url, data=who, headers={"User-Agent": agent})
    assert answer.status == 200, await answer.text()
