"""What a client wrote themselves in a letter: without what it quotes, and without its signature.

Strangers' letters are read here too, so nothing takes longer than their length: no line is looked at more than a few times, and no pattern
can be led to try again and again.
"""

import re

from besedka.domain.follow_up_letter import MARK

MOST_SAID = 600
"""Characters that say whose words follow; more than that is somebody's own paragraph."""
_MOST_LINES = 3
"""Lines over which programs break them."""

_WROTE = re.compile(r"(пишет|писал|писала|написал|написала|написал\(а\)|wrote)\s*:$", re.IGNORECASE)
_ADDRESS = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_DATED = re.compile(r"\D{0,30}\d")
_YEAR = re.compile(r"\d{4}")
"""«On Fri, 27 Nov 2026 at 10:00, Shop wrote:», «пт, 27 нояб. 2026 г. в 10:00, Дом <…>:», «27.11.2026, 10:00, "Дом" пишет:»."""
_RULE = re.compile(r"-{2}|_{8}|\*{3}")
_HEAD = re.compile(r"\*?(from|от|от кого|отправитель)\s*:\*?\s.", re.IGNORECASE)
_HEAD_NEXT = re.compile(r"\*?(sent|date|to|subject|отправлено|дата|кому|тема)\s*:", re.IGNORECASE)
_DASH = "—"
MOST_SIGNED = 4
"""Lines of a signature below a dash alone, which people write for other ends, too."""
_DEVICE = re.compile(
    r"(sent from (my |mail for |yandex|outlook).*|get outlook for .*|отправлено (с|из) .*|отправлено iphone.*)$",
    re.IGNORECASE,
)
_TURNS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Signs that change the direction: programs put them around addresses where people write from right to left."""


def own_words(text: str) -> str:
    """Return a letter's text without what it quotes, and without its signature. What stands below a quotation marked with > is kept."""
    said = _Said(_lines(text)).own()
    _drop_device(said)
    _drop_dashed(said)
    return _joined(said)


def not_marked(text: str) -> str:
    """Return a letter's text without the lines that are marked with >, and the words that lead to them."""
    said = [line for line in _lines(text) if not line.lstrip().startswith(">")]
    _drop_attribution(said)
    return _joined(said)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")


def _joined(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip()


def _drop_device(said: list[str]) -> None:
    while said and (not said[-1].strip() or _DEVICE.match(said[-1].strip())):
        said.pop()


def _drop_dashed(said: list[str]) -> None:
    """Take away a signature below a dash alone: a paragraph of its own, and the last."""
    for at in range(max(1, len(said) - MOST_SIGNED - 1), len(said)):
        if said[at].strip() == _DASH and not said[at - 1].strip():
            del said[at:]
            _drop_device(said)
            return


class _Said:
    """The lines of a letter, read once from above."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._bare = [line.strip() for line in lines]
        self._next = _next_filled(self._bare)
        self._ours = False
        """What we said is being quoted: whatever is marked with > from here on."""

    def own(self) -> list[str]:
        """Return the lines that the client wrote."""
        kept, at = list[str](), 0
        while at < len(self._lines) and not self._ends(at):
            after = self._after_quotation(at) if self._bare[at].startswith(">") else at
            if self._is_ours(kept, at, after):
                self._ours = True
                _drop_attribution(kept)
            else:
                after = max(after, at + 1)
                kept += self._lines[at:after]
            at = after
        if at < len(self._lines):
            _drop_attribution(kept)
        return kept

    def _ends(self, at: int) -> bool:
        """Tell whether from this line on nothing is the client's: a signature, or a quotation that is not marked line by line."""
        bare = self._bare[at]
        if not bare or bare.startswith(">"):
            return False
        if MARK in bare or self._lines[at].rstrip() == "--" or self._is_head(at):
            return True
        if _RULE.match(bare) and any(self._is_head(n) or MARK in self._bare[n] for n in self._near(at, 6)):
            return True
        return self._is_attribution(at)

    def _is_head(self, at: int) -> bool:
        """Tell whether a quoted letter's headers begin here, as Outlook and Mail.ru write them."""
        return bool(_HEAD.match(self._bare[at])) and any(_HEAD_NEXT.match(self._bare[n]) for n in self._near(at + 1, 3))

    def _is_attribution(self, at: int) -> bool:
        """Tell whether a paragraph that begins here says whose words follow, to the end of the letter and without any mark."""
        if at and self._bare[at - 1]:
            return False
        for many in range(1, _MOST_LINES + 1):
            following = self._next[min(at + many, len(self._lines))]
            marked = "" if following is None else self._bare[following]
            if (following is None or (MARK in marked and not marked.startswith(">"))) and _says_whose(
                self._bare[at : at + many]
            ):
                return True
        return False

    def _after_quotation(self, at: int) -> int:
        """Return the line after those that are marked with > from here on, and the empty ones between them."""
        while at < len(self._lines) and (not self._bare[at] or self._bare[at].startswith(">")):
            at += 1
        return at

    def _is_ours(self, kept: list[str], at: int, after: int) -> bool:
        """Tell whether these marked lines are the letter that is answered, and not something that the client quotes to say more of it."""
        if after == at:
            return False
        if self._ours or after == len(self._lines) or _attribution(kept):
            return True
        return any(MARK in bare or _says_whose([bare.lstrip("> ")]) for bare in self._bare[at:after])

    def _near(self, at: int, many: int) -> range:
        return range(at, min(at + many, len(self._lines)))


def _next_filled(bare: list[str]) -> list[int | None]:
    """Return of each line, and of the end, which one is the first with anything in it."""
    found: list[int | None] = [None]
    for at in range(len(bare) - 1, -1, -1):
        found.append(at if bare[at] else found[-1])
    return found[::-1]


def _drop_attribution(kept: list[str]) -> None:
    """Take away the words that lead to a quotation, and the empty lines before it."""
    while kept and not kept[-1].strip():
        kept.pop()
    many = _attribution(kept)
    if many:
        del kept[-many:]


def _attribution(kept: list[str]) -> int:
    """Return how many of the last lines say whose words follow."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    for many in range(1, min(_MOST_LINES, end) + 1):
        begins = end == many or not kept[end - many - 1].strip()
        if begins and _says_whose([line.strip() for line in kept[end - many : end]]):
            return len(kept) - end + many
    return 0


def _says_whose(lines: list[str]) -> bool:
    """Tell whether these lines, a paragraph or its beginning, say who wrote what follows, and when."""
    if not lines or not all(lines) or sum(map(len, lines)) > MOST_SAID:
        return False
    text = " ".join(lines).translate(_TURNS)
    wrote = _WROTE.search(text)
    if wrote is not None:
        return text.lower().startswith("on ") or any(c.isdecimal() for c in text[: wrote.start()])
    address = None if "<" not in text else _ADDRESS.search(text)
    if address is None:
        return False
    if text.endswith((":", "：")):
        return bool(_DATED.match(text)) or any(c.isdecimal() for c in text[address.end() :])
    return text.endswith(">") and bool(_YEAR.search(text[: address.start()]))
