"""Checks that the docs lead somewhere: every relative link and anchor resolves, everything with a name is described."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from tools import environment
from tools.frontend import ROOT
from tools.sizes import tracked

_LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def broken_links() -> list[str]:
    """Return a sentence for every link between our pages that leads nowhere."""
    anchors = cache(_anchors)  # many links lead into one page
    return [
        f"{page.relative_to(ROOT)}: {link}"
        for page in tracked("*.md")
        for link in _links(page)
        if not _resolves(page, link, anchors)
    ]


def main(_arguments: list[str]) -> int:
    """Say what leads nowhere; return 1 when anything does."""
    found = broken_links()
    for line in found:
        environment.say(f"leads nowhere: {line}")
    return 1 if found else 0


def _links(page: Path) -> Iterator[str]:
    for match in _LINK.finditer(_CODE.sub("", page.read_text(encoding="utf-8"))):
        if not re.match(r"[a-z]+:", match[1]):
            yield match[1]


def _resolves(page: Path, link: str, anchors: Callable[[Path], set[str]]) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target)


def _anchors(page: Path) -> set[str]:
    """Return the headings' anchors as code hosts make them: lower case, punctuation dropped, blanks to hyphens."""
    headings = _HEADING.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}
