"""Looking at a page of a project's site: is the counter on it, and does it run there (PRODUCT.md 3.4a)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from besedka.actions.deps import Deps
from besedka.domain.errors import BadInput
from besedka.domain.project import Project
from besedka.domain.site import clean_site
from besedka.domain.site_check import Looked, look
from besedka.ports.pages import Page, PageFailed


@dataclass(frozen=True, slots=True)
class Checked:
    """A page that was looked at. `allowed`: its site is on the project's list."""

    page: Page
    allowed: bool
    looked: Looked


async def check(deps: Deps, project: Project, address: str, base: str) -> Checked:
    """Open a page as its visitors' browsers do, and look at it. BadInput `site_invalid`, `page_private`, `page_away`, …"""
    site = clean_site(address)
    text = address.strip()
    rest = urlsplit(text if "://" in text else f"https://{text}")
    url = f"{site}{rest.path or '/'}" + (f"?{rest.query}" if rest.query else "")
    try:
        page = await deps.pages.open(url)
    except PageFailed as failed:
        raise BadInput(failed.code, {"address": url[:200], "why": failed.detail[:200]}) from failed
    origin = clean_site(page.url)
    looked = look(page.text, page.policies, origin, base, project.key)
    return Checked(page, origin in project.sites, looked)
