"""Network addresses and names: which are one household for limits, which are proxies, and under which names a server is meant."""

import ipaddress
from collections.abc import Iterable
from typing import TypeAlias
from urllib.parse import urlsplit

from besedka.domain.errors import BadInput
from besedka.domain.site import clean_site

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

ANY = "*"
"""In a list of hosts or proxies: all there are."""
HOUSEHOLD_BITS = 64
"""An IPv6 customer is given this much of the address at least: single addresses would be limits for nobody."""


def parse_address(text: str) -> _Address | None:
    """Return the address that `text` begins with (`192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]:80`); None when it is none."""
    name = text.strip()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    try:
        found = ipaddress.ip_address(name)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def household(text: str) -> str:
    """Return what is counted as one for limits: an IPv4 address, or a 64-bit network of IPv6."""
    address = parse_address(text)
    if isinstance(address, ipaddress.IPv6Address) and not address.is_loopback:
        return str(ipaddress.IPv6Network((address, HOUSEHOLD_BITS), strict=False).network_address)
    return text if address is None else str(address)


def is_this_machine(text: str) -> bool:
    """Tell whether that is a program on the same machine: most likely a proxy that is not configured as one."""
    address = parse_address(text)
    return address is not None and address.is_loopback


def read_networks(text: str) -> tuple[Network, ...]:
    """Return the addresses and networks of a comma-separated list; `*` is all of them. ValueError names what is neither."""
    found: list[Network] = []
    for part in _parts(text):
        try:
            found += [ipaddress.ip_network(n) for n in (("0.0.0.0/0", "::/0") if part == ANY else (part,))]
        except ValueError:
            raise ValueError(
                f"“{part}” is neither an address nor a network. Write it like 10.0.0.5 or 10.0.0.0/8."
            ) from None
    return tuple(found)


def is_one_of(text: str, networks: Iterable[Network]) -> bool:
    """Tell whether this address is in one of the networks."""
    address = parse_address(text)
    return address is not None and any(address in network for network in networks)


def client_behind(peer: str, forwarded: str, proxies: Iterable[Network]) -> str:
    """Return who is behind the proxies that are believed (SECURITY.md, 23): each adds whom it saw, and the last that is none counts."""
    if not forwarded:
        return peer
    client, believed = peer, tuple(proxies)
    for claim in reversed(forwarded.split(",")):
        address = parse_address(claim)
        if address is None or not is_one_of(client, believed):
            return client
        client = str(address)
    return client


def clean_public_url(text: str) -> str:
    """Return the origin that `text` names, as a browser spells it, or nothing. ValueError when it names none, or more than an origin."""
    if not text.strip():
        return ""
    parts = urlsplit(text.strip())
    if "://" not in text or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(_URL.format(text=text[:200]))
    try:
        return clean_site(text)
    except BadInput:
        raise ValueError(_URL.format(text=text[:200])) from None


_URL = "“{text}” is not an address of a server. Write it like https://chat.example.com, with nothing after the host."


def read_hosts(text: str) -> frozenset[str]:
    """Return the names of a comma-separated list, as a browser spells them; `*` is any. ValueError names what is no host."""
    found = set[str]()
    for part in _parts(text):
        if part == ANY:
            found.add(ANY)
            continue
        name = host_name(part)
        if not name:
            raise ValueError(f"“{part}” is not a host. Write it like chat.example.com, without scheme and path.")
        found.add(name)
    return frozenset(found)


def host_name(header: str) -> str:
    """Return the name in a Host header, without its port and as a browser spells it; empty when it is no host."""
    if not header.isprintable() or any(c in header for c in " /?#@"):
        return ""
    try:
        name = urlsplit(clean_site(f"http://{header}")).hostname or ""
    except BadInput:
        return ""
    return f"[{name}]" if ":" in name else name.rstrip(".")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def may_be_reached(text: str, allowed: Iterable[Network]) -> bool:
    """Tell whether an outgoing connection may go there: a public address, or one that is allowed (SECURITY.md, line 18)."""
    meant = _meant(ipaddress.ip_address(text.partition("%")[0]))
    public = meant.is_global and not meant.is_multicast and not any(meant in network for network in _INNER)
    return public or is_one_of(text, allowed)


_INNER = read_networks("192.0.0.0/24, fec0::/10, 64:ff9b:1::/48")
"""What Python takes for public and is not: protocols' own addresses, a site's own, a network's own translator."""
_LEADING = (
    ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::ffff:0:0:0/96"), ipaddress.IPv6Network("::/96"),
)  # fmt: skip
"""Addresses of version 6 whose end is one of version 4 that is reached through them: translated, or merely written so."""


def _meant(address: _Address) -> _Address:
    """Return the address that is reached in the end: some of version 6 lead to one of version 4."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _LEADING):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
