"""A telephone number as people type it, and as it is kept: E.164, `+` and digits.

Rules of our own: the lengths of the countries where our users' clients are, and the general bounds of E.164 (8 to 15 digits) for the
rest. A number without a country is Russian if it can be one (8 916 …, 916 …): docs/decisions.md, "Telephone numbers".
"""

import re
from collections.abc import Iterator

from besedka.domain.errors import BadInput

MAX_TYPED = 100
_DIGITS: dict[str, int] = {
    "7": 11, "375": 12, "380": 12, "1": 11, "998": 12, "996": 12, "992": 12, "993": 11, "994": 12, "995": 12, "374": 11, "373": 11,
    "48": 11, "33": 11, "34": 11, "90": 12, "86": 13, "44": 12, "31": 11, "972": 12,
}  # fmt: skip
"""How many digits a whole number has, by the country's code."""
LEAST, MOST = 8, 15
_EXTENSION = re.compile(r"(?:ext\.?|доб\.?|#|,|;)\s*\d{1,6}\s*$", re.IGNORECASE)
_BETWEEN = r"[ \t\u00a0().\-\u2010-\u2015/]"
"""What stands between the digits of a number in a text."""
_WRITTEN = re.compile(rf"(?<![\w+])\+?(?:\d{_BETWEEN}{{0,3}}){{9,14}}\d(?!\w)")
_DIGITS_IN_A_ROW = re.compile(rf"\d(?:{_BETWEEN}{{0,3}}\d){{5}}")
"""Most texts have no six, and are not looked at any closer."""
_PART = re.compile(rf"\+?(?:\d|{_BETWEEN})+")
_ENDINGS = (7, 4)
"""Numbers are looked for by so many last digits, too."""
_ODD = re.compile(r"[^\d\s()+\-.\u2010-\u2015\u00a0/]")


def clean_phone(typed: str) -> str:
    """Return the number in E.164. BadInput `phone_invalid`; `phone_short`, `phone_long` with how many digits are wrong."""
    if len(typed) > MAX_TYPED:
        raise BadInput("phone_invalid", {"field": "phone"})
    text = _EXTENSION.sub("", typed.strip())
    if _ODD.search(text) or "+" in text.lstrip()[1:]:
        raise BadInput("phone_invalid", {"field": "phone"})
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    if not digits:
        raise BadInput("phone_invalid", {"field": "phone"})
    return "+" + _whole(_international(digits, text.startswith("+")))


def written(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the numbers of ten digits or more in a text: from where, up to where, and the digits by which each is looked for."""
    for found in _WRITTEN.finditer(text) if _DIGITS_IN_A_ROW.search(text) else ():
        try:
            digits = clean_phone(found.group())[1:]
        except BadInput:
            continue
        yield found.start(), found.end(), [digits, *(digits[-last:] for last in _ENDINGS)]


def beginnings(typed: str) -> list[str]:
    """Return how digits by which a number is looked for may begin when this is the number or a part of it; nothing for other words."""
    text = typed.strip()
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    if not _PART.fullmatch(text) or not _ENDINGS[-1] <= len(digits) <= MOST:
        return []
    if len(digits) < _SURE:
        return [digits]
    whole = _international(digits, text.startswith("+"))
    return list(dict.fromkeys([whole, digits] if text.startswith("+") else [whole, digits, "7" + digits]))


_SURE = 6
"""So many digits may be a number without its country."""


def _international(digits: str, has_plus: bool) -> str:
    """Return the digits with the country's code in front."""
    if has_plus:
        return digits
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith("810"):
        return digits[3:]
    if digits.startswith("8") and not digits.startswith("86"):
        return "7" + digits[1:]
    return "7" + digits if len(digits) == 10 or (digits.startswith("9") and len(digits) < 10) else digits


def _whole(digits: str) -> str:
    expected = next((n for code, n in sorted(_DIGITS.items(), key=_longest) if digits.startswith(code)), None)
    least, most = (expected, expected) if expected else (LEAST, MOST)
    if len(digits) < least:
        raise BadInput("phone_short", {"field": "phone", "missing": least - len(digits)})
    if len(digits) > most:
        raise BadInput("phone_long", {"field": "phone", "over": len(digits) - most})
    if digits.startswith("0"):
        raise BadInput("phone_invalid", {"field": "phone"})
    return digits


def _longest(item: tuple[str, int]) -> int:
    return -len(item[0])
