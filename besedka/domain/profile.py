"""What a visitor's browser tells besides messages: pages, parameters of the site, where it came from. Data, never markup.

Nothing of it is kept before the visitor's first message (PRODUCT.md 2.2a); what is too much is left out, never refused: it is the
site's script that sent it, and no person could mend it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from besedka.domain.ids import Instant
from besedka.domain.message import clean_line

MOST_PARAMS = 300
MAX_KEY = 100
MAX_VALUE = 2_000
MAX_PARAMS = 32_000
"""Characters of all parameters together."""
PATH = 50
"""Pages of the path that are kept."""
MAX_ADDRESS = 2_000
MAX_TITLE = 500
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the visitor has opened."""

    at: Instant
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a visitor's browser and way."""

    params: dict[str, str] = field(default_factory=dict)
    landing_url: str = ""
    referrer: str = ""
    utm: dict[str, str] = field(default_factory=dict)
    time_zone: str = ""
    city: dict[str, str] = field(default_factory=dict)
    visits: int | None = None
    page_url: str = ""
    page_title: str = ""
    page_at: Instant | None = None


def merge(known: Mapping[str, str], told: Mapping[str, Scalar]) -> dict[str, str]:
    """Return the parameters with what was told put in: null removes a key. What is beyond the limits is left out."""
    merged = dict(known)
    for name, value in told.items():
        key = clean_line(name, MAX_KEY)
        if value is None:
            merged.pop(key, None)
        elif key and (key in merged or len(merged) < MOST_PARAMS):
            merged[key] = clean_line(_text(value), MAX_VALUE)
    return _fitting(merged)


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _fitting(params: dict[str, str]) -> dict[str, str]:
    left, kept = MAX_PARAMS, dict[str, str]()
    for key, value in params.items():
        left -= len(key) + len(value)
        if left < 0:
            break
        kept[key] = value
    return kept


def clean_page(at: int, url: str, title: str) -> Page:
    """Return a page as it is kept."""
    return Page(Instant(at), clean_line(url, MAX_ADDRESS), clean_line(title, MAX_TITLE))


def clean_path(pages: Iterable[Page]) -> list[Page]:
    """Return the last pages in order, each at its own moment; a page that was merely loaded again is one."""
    path: list[Page] = []
    for page in pages:
        if path and page.url == path[-1].url:
            path[-1] = Page(path[-1].at, page.url, page.title or path[-1].title)
        else:
            path.append(
                page if not path or page.at > path[-1].at else Page(Instant(path[-1].at + 1), page.url, page.title)
            )
    return path[-PATH:]


def told_apart(user_agent: str, *, touch: bool) -> str:
    """Return the user agent with an iPad called by its name: iPadOS calls itself a Macintosh, but no Macintosh is touched."""
    return user_agent.replace("Macintosh;", "iPad;", 1) if touch else user_agent


def utm(url: str) -> dict[str, str]:
    """Return the marks of advertising in a page's address."""
    try:
        pairs = parse_qsl(urlsplit(url).query, max_num_fields=200)
    except ValueError:
        return {}
    found = {name.lower(): clean_line(value, 200) for name, value in reversed(pairs)}
    return {name: found[name] for name in _UTM if found.get(name)}
