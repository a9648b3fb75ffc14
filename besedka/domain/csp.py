"""Content-Security-Policy: what a page lets the chat do, and what must be added (CSP Level 3, w3.org/TR/CSP3)."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import urlsplit

Policy: TypeAlias = Mapping[str, tuple[str, ...]]
"""Sources by directive."""

FALLBACKS = {"script-src": ("script-src-elem", "script-src", "default-src"), "connect-src": ("connect-src", "default-src"),
             "img-src": ("img-src", "default-src")}  # fmt: skip
_SOURCE = re.compile(
    r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>\*|(?:\*\.)?[^:/]+)(?::(?P<port>\*|\d+))?(?P<path>/.*)?"
)
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_UPGRADES = {"http": {"http", "https"}, "ws": {"ws", "wss", "http", "https"}, "https": {"https"}, "wss": {"wss"}}


def needs(base: str) -> dict[str, tuple[str, ...]]:
    """Return what the chat at `base` needs, by directive."""
    socket = base.replace("http", "ws", 1)
    return {"script-src": (base,), "connect-src": (base, socket), "img-src": (base, "blob:")}


def parse(header: str) -> list[dict[str, tuple[str, ...]]]:
    """Return the policies of a header or a meta element. The first of two like directives counts."""
    policies: list[dict[str, tuple[str, ...]]] = []
    for text in header.split(","):
        policy: dict[str, tuple[str, ...]] = {}
        for directive in text.split(";"):
            name, *sources = directive.split() or [""]
            if name and name.lower() not in policy:
                policy[name.lower()] = tuple(sources)
        if policy:
            policies.append(policy)
    return policies


def sources_for(policy: Policy, directive: str) -> tuple[str, ...] | None:
    """Return the sources that decide for a directive; None when nothing does, and all is allowed."""
    return next((policy[name] for name in FALLBACKS[directive] if name in policy), None)


def additions(policies: Iterable[Policy], base: str, page: str) -> dict[str, str]:
    """Return each directive that blocks the chat on `page`, as it would have to be for the chat to work. Empty: nothing is blocked."""
    wanted: dict[str, str] = {}
    for policy in policies:
        for directive, urls in needs(base).items():
            sources = sources_for(policy, directive)
            if sources is None or (directive == "script-src" and _by_trust(sources)):
                continue
            missing = [url for url in urls if not allows(sources, url, page)]
            if missing:
                kept = [source for source in sources if source.lower() != "'none'"]
                wanted[directive] = " ".join([directive, *kept, *missing])
    return wanted


def runs_inline(policies: Iterable[Policy], nonce: str) -> bool:
    """Tell whether every policy lets an inline script with this nonce run."""
    return all(_runs(sources_for(policy, "script-src"), nonce) for policy in policies)


def _runs(sources: tuple[str, ...] | None, nonce: str) -> bool:
    if sources is None or (nonce and f"'nonce-{nonce}'" in sources):
        return True
    lower = [source.lower() for source in sources]
    return "'unsafe-inline'" in lower and not any(s.startswith(("'nonce-", "'sha")) for s in lower)


def _by_trust(sources: tuple[str, ...]) -> bool:
    """With `strict-dynamic` a script that runs may load others, whatever hosts are listed."""
    return "'strict-dynamic'" in [source.lower() for source in sources]


def allows(sources: Iterable[str], url: str, page: str) -> bool:
    """Tell whether one of the sources lets a page of this origin reach `url`, an origin or a scheme like `blob:`."""
    return any(_matches(source, url, page) for source in sources)


def _matches(source: str, url: str, page: str) -> bool:
    text = source.lower()
    if url.endswith(":"):
        return text == url
    if text == "*":
        return True
    if text == "'self'":
        return _matches(page, url, page)
    target = urlsplit(url)
    if text.endswith(":"):
        return target.scheme in _UPGRADES.get(text[:-1], {text[:-1]})
    found = None if text.startswith("'") else _SOURCE.fullmatch(text)
    if found is None:
        return False
    scheme = found["scheme"] or urlsplit(page).scheme
    near = _UPGRADES.get(scheme, {scheme}) | (
        {"ws", "wss"} if scheme == "http" else {"wss"} if scheme == "https" else set()
    )
    return (
        target.scheme in near
        and _host(found["host"], target.hostname or "")
        and _port(found["port"], target.scheme, target.port)
    )


def _host(pattern: str, host: str) -> bool:
    if pattern == "*":
        return True
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


def _port(wanted: str | None, scheme: str, port: int | None) -> bool:
    actual = port or _PORTS[scheme]
    return wanted == "*" or (int(wanted) == actual if wanted else actual == _PORTS[scheme])
