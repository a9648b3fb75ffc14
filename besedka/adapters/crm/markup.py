"""A text as HTML, for vendors whose comments are HTML, and the first line of what has become of it there."""

import re
from html import escape, unescape

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def html(text: str) -> str:
    """Return a text as HTML: nothing in it is markup, and its lines stay apart."""
    return escape(text, quote=False).replace("\n", "<br>")


def first_line(body: str) -> str:
    """Return the first line that says something, whatever HTML the vendor has wrapped it in."""
    lines = unescape(_TAG.sub("", _BREAK.sub("\n", body))).split("\n")
    return next((line.strip() for line in lines if line.strip()), "")
