"""Colours as people type them, and how well one is seen on another (WCAG 2.2, contrast ratio)."""

import math
import re
from collections.abc import Iterator

from besedka.domain.errors import BadInput

Rgb = tuple[float, float, float]
"""Red, green and blue, 0 to 1, as light (linear)."""

LIGHT, DARK = "#ffffff", "#16181d"
"""What is drawn on a colour for which nothing was chosen: whichever is seen better."""
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_STEP = 0.005


def clean_colour(typed: str) -> str:
    """Return the colour as `#rrggbb`, nothing for nothing; BadInput `colour_invalid`."""
    text = typed.strip().lower()
    if not text:
        return ""
    found = _HEX.fullmatch(text)
    if not found:
        raise BadInput("colour_invalid", {"typed": typed.strip()[:40]})
    digits = found[1] if len(found[1]) == 6 else "".join(c * 2 for c in found[1])
    return "#" + digits


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours: from 1, the same, to 21, black on white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen_on(colour: str) -> str:
    """Return what is seen best on this colour: light, or dark."""
    return max((LIGHT, DARK), key=lambda one: contrast(one, colour))


def nearest(colour: str, other: str, least: float) -> str:
    """Return the colour of the same hue that is nearest in lightness and has this contrast to `other`; `least` is at most 4.5."""
    lightness, a, b = _oklab(colour)
    for step in range(int(1 / _STEP) + 1):
        for moved in (lightness - step * _STEP, lightness + step * _STEP):
            found = _hex(_light(min(max(moved, 0.0), 1.0), *_paler(a, b, lightness, moved)))
            if contrast(found, other) >= least:
                return found
    return seen_on(other)


def _paler(a: float, b: float, before: float, now: float) -> tuple[float, float]:
    """Near black and white there is less room for colour."""
    share = min(1.0, (1 - now) / (1 - before + 1e-9) if now > before else now / (before + 1e-9))
    return a * max(share, 0.0), b * max(share, 0.0)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Rgb:
    red, green, blue = (_decoded(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _hex(light: Rgb) -> str:
    return "#" + "".join(f"{round(_encoded(min(max(one, 0.0), 1.0)) * 255):02x}" for one in light)


_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
"""OKLab, as Björn Ottosson published it."""


def _oklab(colour: str) -> Rgb:
    return _of(_TO_LAB, _three(math.cbrt(one) for one in _of(_TO_CONES, _linear(colour))))


def _light(lightness: float, a: float, b: float) -> Rgb:
    return _of(_FROM_CONES, _three(one**3 for one in _of(_FROM_LAB, (lightness, a, b))))


def _of(rows: tuple[Rgb, ...], three: Rgb) -> Rgb:
    return _three(sum(x * y for x, y in zip(row, three, strict=True)) for row in rows)


def _three(values: Iterator[float]) -> Rgb:
    x, y, z = values
    return x, y, z
