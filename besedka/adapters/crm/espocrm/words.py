"""Texts as EspoCRM keeps them: a stream post is Markdown, and a name has no angle brackets."""

import re

_URL = re.compile(r"((?:https?://|ftp://|www\.)\S+)", re.IGNORECASE)
_CLEAN = re.compile(r"(?!\S*_[?!.,:;()&']*$)[\w\-./?=#%+,:;@!&'$()]+")
"""An address that Markdown makes a link of as it stands."""
_JOINT = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_INLINE = re.compile(r"[\\`*_\[\]~|]")
_START = re.compile(r"^(\s*)(#+|[-+=:]|\d+(?=[.)]))?")
_MENTION = re.compile(r"(?<![\w.@-])@(?=\w)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_NAME = str.maketrans({"<": "‹", ">": "›", "=": "꞊"})
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return a post that is shown as this text, letter by letter, and calls nobody; addresses stay links."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    parts = _URL.split(line)
    text = "".join(_link(part) if place % 2 else _escaped(part) for place, part in enumerate(parts))
    return _START.sub(_begun, text)


def _link(url: str) -> str:
    """Leave an address to be a link; what Markdown would make a wrong one of becomes none."""
    if _CLEAN.fullmatch(url):
        return url.translate(_ENTITIES)
    return _JOINT.sub(r"\\\g<0>", _escaped(url))


def _escaped(text: str) -> str:
    return _MENTION.sub(f"@{_JOINER}", _INLINE.sub(r"\\\g<0>", text.translate(_ENTITIES)))


def _begun(start: re.Match[str]) -> str:
    """Keep a line's beginning from making a heading, a list, a rule or a block of code."""
    space, mark = start[1].replace(" ", "\u00a0").replace("\t", "\u00a0" * 4), start[2] or ""
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}" if mark else space


def named(text: str, most: int) -> str:
    """Return a name as EspoCRM takes it: one line without `<`, `>` and `=`."""
    return " ".join(text.translate(_NAME).split())[:most].strip()


def names(full: str) -> tuple[str, str]:
    """Return first and last name, read together as they were given; a last name there always is."""
    first, _, last = named(full, 200).partition(" ")
    return (first[:100], last[:100].strip()) if last else ("", first[:100])
