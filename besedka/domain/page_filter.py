"""The page filter (PRODUCT.md 2.10): on which pages the chat stands. Its list is compiled once, so that a page only compares.

`web/shared/targeting.ts` decides on the page; here the cabinet is told why. Both run the cases of tests/vectors/targeting.json.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize
from urllib.parse import quote, unquote

from besedka.domain.errors import BadInput

Mode = Literal["clear", "roistat"]
ANY = "\n"
"""In a pattern: any one character. No page's address has a line break."""
MAX_TYPED = 20_000
"""Characters of the list as somebody typed it."""
MAX_PACKED = 800
"""Bytes of the compiled list, compressed: every page of the site loads it, within the settings' 2 kB."""

_SCHEME = re.compile(r"(?:(https?):)?//", re.IGNORECASE)
_RUN = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_KEPT = re.compile(r"%(?=2[F35A]|3F|0A)")
_PLAIN = "%/:=&~+!$,;'@()*[]|_.-"
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class PageFilter:
    """The filter as somebody typed it."""

    on: bool = False
    mode: Mode = "clear"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of the list: where it stands, as typed, and what it is compared by."""

    line: int
    typed: str
    pattern: str
    excludes: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page shows the chat, what of its address was compared, and the entry that decided; None: none matched."""

    shown: bool
    compared: str
    entry: Entry | None


def entries(f: PageFilter) -> list[Entry]:
    """Return the list in the order in which it decides: of a clear one, exclusions first."""
    found = list(_entries(f))
    return sorted(found, key=lambda e: not e.excludes) if f.mode == "clear" else found


def _entries(f: PageFilter) -> Iterator[Entry]:
    for line, text in enumerate(f.text.splitlines(), 1):
        for typed in text.split(","):
            told = typed.strip() if f.mode == "clear" else typed
            excludes = told.startswith("!")
            bare = told[1:] if excludes else told
            pattern = clear_pattern(bare.strip()) if f.mode == "clear" else _roistat_pattern(bare)
            if pattern.startswith("!") and not excludes:
                pattern = ANY + pattern[1:]  # bared of its scheme: on the page the mark would exclude
            if told.strip():
                yield Entry(line, typed.strip(), pattern, excludes)


def compiled(f: PageFilter) -> list[str]:
    """Return the patterns in the order in which they decide, the excluding ones with `!` in front: what a page is given."""
    return list(dict.fromkeys(("!" if e.excludes else "") + e.pattern for e in entries(f)))


def check(f: PageFilter) -> None:
    """BadInput `filter_too_long`, `filter_too_large` or `filter_line_empty` for a list that cannot be one."""
    check_length(f)
    for entry in entries(f):
        if not entry.pattern:
            raise BadInput("filter_line_empty", {"field": "filter", "line": entry.line})
    packed = len(zlib.compress("\0".join(compiled(f)).encode(), 9))
    if packed > MAX_PACKED:
        share = -(-100 * (packed - MAX_PACKED) // packed)
        raise BadInput("filter_too_large", {"field": "filter", "count": len(entries(f)), "share": share})


def check_length(f: PageFilter) -> None:
    """BadInput `filter_too_long` for a list that is not worth reading."""
    if len(f.text) > MAX_TYPED:
        raise BadInput("filter_too_long", {"field": "filter", "length": len(f.text), "limit": MAX_TYPED})


def judge(f: PageFilter, address: str) -> Verdict:
    """Return whether the page at this address shows the chat, and why. An address that is only a path is of no host in particular."""
    host, path = parts_of(address)
    whole, path = compared(f.mode, host, path)
    listed = entries(f) if f.on else []
    for entry in listed:
        subject = path or "/" if f.mode == "clear" and entry.pattern.startswith("/") else whole
        if matches(entry.pattern, subject):
            return Verdict(not entry.excludes, whole or "/", entry)
    return Verdict(all(e.excludes for e in listed), whole or "/", None)


def compared(mode: Mode, host: str, path: str) -> tuple[str, str]:
    """Return what of a page's address is compared: host with path, and the path alone."""
    path = path.rstrip("/")
    if mode == "clear":
        path = _decoded(path.replace("*", "%2A"))
    return host.removeprefix("www.") + path, path


def matches(pattern: str, text: str) -> bool:
    """Tell whether the pattern is the whole text; `*` in it stands for anything. No list holds anybody up: pieces are only ever sought."""
    first, *others = pattern.split("*")
    if not others:
        return len(first) == len(text) and _find(first, text, 0) == 0
    last, at = others.pop(), len(first)
    if _find(first, text[:at], 0) != 0:
        return False
    for piece in others:
        found = _find(piece, text, at)
        if found < 0:
            return False
        at = found + len(piece)
    return len(text) - len(last) >= at and _find(last, text, len(text) - len(last)) >= 0


def _find(piece: str, text: str, at: int) -> int:
    """Return where the piece next stands in the text; -1: nowhere."""
    if ANY not in piece:
        return text.find(piece, at)
    found = re.compile(".".join(re.escape(part) for part in piece.split(ANY)), re.DOTALL).search(text, at)
    return found.start() if found else -1


def clear_pattern(typed: str) -> str:
    """Return what a clear entry is compared by: no scheme, `www.`, query, fragment or closing slash."""
    scheme = _SCHEME.match(typed)
    bare = re.split(r"[?#]", typed[scheme.end() :] if scheme else typed, maxsplit=1)[0]
    host, slash, path = bare.partition("/")
    path = "*".join(_decoded(piece) for piece in (slash + path).rstrip("/").split("*"))
    if not host:
        return path or slash
    return _host(host, (scheme[1] or "").lower() if scheme else "").removeprefix("www.") + path


def _roistat_pattern(typed: str) -> str:
    return f"*{typed.replace('.', ANY)}*" if "*" in typed else typed


def parts_of(address: str) -> tuple[str, str]:
    """Return host and path as a browser has them in `location`, of whatever address somebody typed."""
    scheme = _SCHEME.match(address.strip())
    bare = re.split(r"[?#]", address.strip()[scheme.end() if scheme else 0 :], maxsplit=1)[0]
    host, slash, path = bare.partition("/")
    return _host(host, (scheme[1] or "").lower() if scheme else ""), quote(slash + path, safe=_PLAIN) or "/"


def _host(typed: str, scheme: str) -> str:
    """Return a host as a browser spells it, without its scheme's own port (either one where no scheme is given)."""
    ports = (_DEFAULT_PORT[scheme],) if scheme else tuple(_DEFAULT_PORT.values())
    for port in ports:
        typed = typed.removesuffix(port)
    name, colon, port = typed.rpartition(":") if re.search(r":\d+\Z", typed) else (typed, "", "")
    return ".".join(_label(label) for label in name.split(".")) + colon + port


def _label(label: str) -> str:
    """What stands after a star may be a piece of a path as well, and stays as typed; what stands before it is a host's."""
    head, star, tail = label.partition("*")
    plain = normalize("NFKC", head.lower())
    return (
        (plain if plain.isascii() else "xn--" + plain.encode("punycode").decode("ascii"))
        + star
        + normalize("NFC", tail)
    )


def _decoded(path: str) -> str:
    return normalize("NFC", _RUN.sub(lambda run: _decoded_run(run[0].upper()), path))


def _decoded_run(run: str) -> str:
    """`%2F`, `%3F`, `%23`, `%25`, `%2A` and `%0A` stay as they are: decoded they would be something else."""
    try:
        return unquote(_KEPT.sub("%25", run), errors="strict")
    except UnicodeDecodeError:
        return run
