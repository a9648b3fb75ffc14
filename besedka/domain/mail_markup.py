"""The words in a letter's markup, without what programs mark as quoted. Nothing takes longer than its length, however broken it is."""

import re
from collections.abc import Iterator
from html import unescape

MOST_TAG = 2_000
"""Characters of a tag that are looked at."""
_BREAKS = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote"))
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "wbr", "col", "base"))
_UNSAID = frozenset(("style", "script", "head", "title"))
MARKED = "blockquote"
"""The tag that holds nothing but a quotation; a block of a class may hold an answer, too."""
QUOTES = (
    MARKED,
    "gmail_quote",
    "yahoo_quoted",
    "moz-cite-prefix",
    "protonmail_quote",
    "tutanota_quote",
    "divRplyFwdMsg",
)
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:]*)")
_NAMED = re.compile(r"""\s(?:class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


def words_of(markup: str, quotes: tuple[str, ...] = QUOTES) -> str:
    """Return what is said in it, without what these mark as quoted: names of tags, and classes."""
    said, quoted = list[str](), _Quoted(quotes)
    for piece, is_tag in _pieces(markup):
        if is_tag:
            said.append(quoted.passes(piece))
        elif not quoted.inside:
            said.append(re.sub(r"[ \t\r\n]+", " ", unescape(piece)))
    return _tidy("".join(said))


class _Quoted:
    """Whether the place that is read is in a quotation, or in what nobody sees."""

    def __init__(self, quotes: tuple[str, ...]) -> None:
        self._quotes = quotes
        self.inside = ""
        self._depth = 0

    def passes(self, tag: str) -> str:
        """Go past a tag; return what it adds to the words. Only tags of its own name end a quotation: many programs leave others open."""
        found = _NAME.match(tag)
        name = found[1].lower() if found else ""
        ends, alone = tag.startswith("/"), name in _VOID or tag.endswith("/")
        if self.inside:
            if name == self.inside and not alone:
                self._depth += -1 if ends else 1
                self.inside = name if self._depth else ""
        elif not ends and not alone and self._is_quotation(name, tag):
            self.inside, self._depth = name, 1
        elif name in _BREAKS:
            return "" if ends and name in _VOID else "\n"
        return ""

    def _is_quotation(self, name: str, tag: str) -> bool:
        if name in self._quotes or name in _UNSAID:
            return True
        return any(one in named for named in _NAMED.findall(tag[:MOST_TAG]) for one in self._quotes if one != MARKED)


def _pieces(markup: str) -> Iterator[tuple[str, bool]]:
    """Return texts and tags, in order; comments are neither."""
    at = 0
    while (opens := markup.find("<", at)) >= 0:
        yield markup[at:opens], False
        comment = markup.startswith("<!--", opens)
        closes = markup.find("-->" if comment else ">", opens + 1)
        if (
            not comment
            and not markup[opens + 1 : opens + 2].isalpha()
            and markup[opens + 1 : opens + 2] not in ("/", "!", "?")
        ):
            closes = opens  # a sign of its own
            yield "<", False
        elif closes < 0:
            return
        elif not comment:
            yield markup[opens + 1 : closes], True
        at = closes + (3 if comment else 1)
    yield markup[at:], False


def _tidy(text: str) -> str:
    """Return the words without spaces around line breaks, and with one empty line at most."""
    lines, kept = [line.strip(" ") for line in text.split("\n")], list[str]()
    for line in lines:
        if line or not kept or kept[-1]:
            kept.append(line)
    return "\n".join(kept)
