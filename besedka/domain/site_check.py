"""The check of a site: was the counter found on the page, is its key right, and does the page's own policy let the chat work."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from besedka.domain import csp

Found = Literal["ours", "roistat", "other_key", "other_host", "nothing"]
"""This project's counter; the original's snippet with this key; another project's; of another server; none."""

_SRC = re.compile(r"/c/([0-9a-f]{32})\.js")
_HOST = re.compile(r"[a-z]{4,5}://[^\s\"'<>]+\Z")
_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>", re.IGNORECASE)
_NONCE = re.compile(r"\bnonce\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_META = re.compile(
    r"<meta\b[^>]{0,500}http-equiv\s*=\s*[\"']?content-security-policy[\"']?[^>]{0,4000}>", re.IGNORECASE
)
_CONTENT = re.compile(r"\bcontent\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


NEAR = 4_000
"""Characters within which the original's snippet names its key."""
LONGEST_HOST = 300


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen. `line` is where the counter stands; `inline` false: it stands there, but the policy does not let it run;
    `add` are the directives that would have to be so."""

    found: Found
    line: int | None = None
    in_head: bool = True
    inline: bool = True
    policies: int = 0
    add: dict[str, str] = field(default_factory=dict)


def look(html: str, headers: Sequence[str], page: str, base: str, key: str) -> Looked:
    """Look at a page of the site `page` for the counter of `base` with this key."""
    policies = [p for text in (*headers, *_metas(html)) for p in csp.parse(text)]
    add = csp.additions(policies, base, page)
    found, at = _find(html, base, key)
    if at is None:
        return Looked(found, policies=len(policies), add=add)
    head = re.search(r"</head\s*>", html, re.IGNORECASE)
    inline = _tag_before(html, at)
    runs = "src" in inline.lower() or csp.runs_inline(policies, nonce[1] if (nonce := _NONCE.search(inline)) else "")
    return Looked(found, html.count("\n", 0, at) + 1, head is None or at < head.start(), runs, len(policies), add)


def _metas(html: str) -> list[str]:
    metas = (_CONTENT.search(tag) for tag in _META.findall(html))
    return [unescape(found[1][1:-1]) for found in metas if found]


def _find(html: str, base: str, key: str) -> tuple[Found, int | None]:
    """Return which counter stands on the page, and where; this project's before any other."""
    counters = [(_host_before(html, m.start()), m[1], m.start()) for m in _SRC.finditer(html)]
    for host, found, at in counters:
        if host.lower() == base and found == key:
            return "ours", at
    at = html.find(key)
    if at >= 0 and "roistatprojectid" in html[max(0, at - NEAR) : at].lower():
        return "roistat", at
    if counters:
        host, _, at = counters[0]
        return ("other_key" if host.lower() == base else "other_host"), at
    return "nothing", None


def _host_before(html: str, at: int) -> str:
    """Return the origin that stands right before this place."""
    found = _HOST.search(html[max(0, at - LONGEST_HOST) : at])
    return found[0] if found else ""


def _tag_before(html: str, at: int) -> str:
    """Return the attributes of the script element in which this place is."""
    tags = [m[1] for m in _SCRIPT.finditer(html, 0, at + NEAR) if m.start() < at]
    return tags[-1] if tags else ""
