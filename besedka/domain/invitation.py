"""A project's invitation: what a page says to a visitor who has not opened the chat yet, and when (PRODUCT.md 2.5)."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from besedka.domain import page_filter
from besedka.domain.errors import BadInput
from besedka.domain.language import LANGUAGES
from besedka.domain.message import clean_line
from besedka.domain.page_filter import PageFilter

What = Literal["bubble", "chat"]
"""What comes: words beside the button, or the chat's window itself."""

MAX_WORDS = 160
"""Characters: two or three lines of a bubble on a phone."""
LONGEST = 3_600
"""Seconds on a page; whoever stays longer has been asked by something else."""
MAX_PACKED = 280
"""Bytes of the compiled pages, compressed: with the page filter's they fit the settings' 2 kB, whatever names a build gives its files."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """When a visitor is invited: `after` so many seconds on one page (0: never by time), or when they are about to leave the page.

    `pages` as in a clear page filter, empty: everywhere. A language without `text` of its own has the standard words.
    """

    on: bool = False
    what: What = "bubble"
    after: int = 30
    leaving: bool = False
    pages: str = ""
    text: Mapping[str, str] = field(default_factory=dict)


def cleaned(i: Invitation) -> Invitation:
    """Return it as it is kept. BadInput with the `field`: `invite_after`, `invite_never`, `invite_words_long`,
    `invite_pages_many`, and what a page filter is refused with."""
    if not 0 <= i.after <= LONGEST:
        raise BadInput("invite_after", {"field": "invite-after", "most": LONGEST})
    if i.on and not i.after and not i.leaving:
        raise BadInput("invite_never", {"field": "invite-after"})
    _check_pages(i.pages)
    return Invitation(i.on, i.what, i.after, i.leaving, i.pages.strip(), _words(i.text))


def usable(i: Invitation) -> Invitation:
    """Return what of a draft could be shown: without the pages, the moment or the words for which it would be refused."""
    moment = replace(
        i, after=min(max(i.after, 0), LONGEST), text={language: text[:MAX_WORDS] for language, text in i.text.items()}
    )
    for shown in (moment, replace(moment, pages=""), replace(moment, pages="", after=Invitation().after)):
        try:
            return cleaned(shown)
        except BadInput:
            continue
    raise AssertionError(i)


def pages(i: Invitation) -> list[str]:
    """Return the patterns that a page compares itself with, in their order."""
    return page_filter.compiled(PageFilter(True, "clear", i.pages))


def _check_pages(text: str) -> None:
    try:
        page_filter.check(PageFilter(True, "clear", text))
    except BadInput as refusal:
        raise BadInput(refusal.code, {**refusal.params, "field": "invite-pages"}) from None
    packed = len(zlib.compress("\0".join(page_filter.compiled(PageFilter(True, "clear", text))).encode(), 9))
    if packed > MAX_PACKED:
        raise BadInput(
            "invite_pages_many", {"field": "invite-pages", "share": -(-100 * (packed - MAX_PACKED) // packed)}
        )


def _words(typed: Mapping[str, str]) -> dict[str, str]:
    for language, text in typed.items():
        if len(text) > MAX_WORDS:
            raise BadInput(
                "invite_words_long", {"field": f"invite-text.{language}", "limit": MAX_WORDS, "length": len(text)}
            )
    kept = {language: clean_line(typed.get(language, ""), MAX_WORDS) for language in LANGUAGES}
    return {language: text for language, text in kept.items() if text}


def write(i: Invitation) -> dict[str, Any]:
    """Return it as it is stored among the multiwidget's settings."""
    return asdict(i)


def read(stored: Mapping[str, Any]) -> Invitation:
    """Return it as it was stored; what this version does not know is left out."""
    names = {one.name for one in fields(Invitation)}
    return Invitation(**{name: value for name, value in stored.items() if name in names})


def same(i: Invitation) -> str:
    """Return the name of exactly this invitation: whoever has closed it is not asked again by the same one."""
    return f"{zlib.crc32(json.dumps(asdict(i), sort_keys=True).encode()):08x}"
