"""A telephone number as people type it, and as it is kept: E.164, `+` and digits.

Rules of our own: the lengths of the countries where our users' clients are, and the general bounds of E.164 (8 to 15 digits) for the
rest. A number without a country is Russian if it can be one (8 916 …, 916 …): docs/decisions.md, "Telephone numbers".
"""

import re

from besedka.domain.errors import BadInput

MAX_TYPED = 100
_DIGITS: dict[str, int] = {
    "7": 11, "375": 12, "380": 12, "1": 11, "998": 12, "996": 12, "992": 12, "993": 11, "994": 12, "995": 12, "374": 11, "373": 11,
    "48": 11, "33": 11, "34": 11, "90": 12, "86": 13, "44": 12, "31": 11, "972": 12,
}  # fmt: skip
"""How many digits a whole number has, by the country's code."""
LEAST, MOST = 8, 15
_EXTENSION = re.compile(r"(?:ext\.?|доб\.?|#|,|;)\s*\d{1,6}\s*$", re.IGNORECASE)
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
