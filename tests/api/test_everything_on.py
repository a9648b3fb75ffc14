"""All that an owner may set at once, each at its limit: two kilobytes for all settings of a page (PRODUCT.md 2.2)."""

import gzip
from collections.abc import Callable

import httpx2

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.language import LANGUAGES
from tests.people import SITE
from tests.processes import Json
from tests.serving import Served

DAYS = [[{"start": n * 240 + 13, "end": n * 240 + 200} for n in range(6)]] * 7
HOURS = {"on": True, "zone": "Europe/Moscow", "days": DAYS, "specials": []}
LOOK = {
    "button": "#6b4fa0", "icon": "", "inline": "start", "block": "start", "offset_inline": 16, "offset_block": 80,
    "pulse": False, "theme": "dark",
}  # fmt: skip
LINK = "https://shop.example/" + "".join(f"{n * 104_729 % 1_000_003:x}" for n in range(60))[:250]
OTHER = "abcdefghijklmnopqrstuvwxyz"
NAME = "launcher.open"


async def test_everything_at_its_limit_fits_together(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await _save(http, server, "targeting", schedule=HOURS, devices=["desktop", "tablet"])
        await _most(
            http, server, "targeting", lambda n: {"filter": {"on": True, "mode": "clear", "text": _pages(n, 7919)}}
        )
        own = {"id": "link-1", "kind": "link", "on": True, "link": LINK, "caption": "Я" * 40}
        off = {"id": "chat", "kind": "chat", "on": True, "link": "", "caption": ""}
        await _save(http, server, "multiwidget", entries=[off, own], look=LOOK)
        invite = {"on": True, "what": "bubble", "after": 3_599, "leaving": True, "text": {}}
        await _most(http, server, "multiwidget", lambda n: {"invite": {**invite, "pages": _pages(n, 104_729)}})
        await _save(http, server, "texts", languages=sorted(LANGUAGES))
        await _most(http, server, "texts", lambda n: {"texts": {one: {NAME: _name(one, n)} for one in LANGUAGES}}, 61)
        await _save(http, server, "counting", analytics="G-QWERTY1234", metrika="1234567890", visits=True)
    async with server.http() as http:
        answer = await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})
    told = answer.json()
    assert {"invite", "list", "paint"} <= told.keys()
    assert set(told["words"]) == set(LANGUAGES)
    assert len(gzip.compress(answer.content, 9)) <= 2_048


def _pages(count: int, step: int) -> str:
    """Return so many addresses that have little in common."""
    return "\n".join(f"shop.example/{n * step % 1_000_003:x}" for n in range(count))


def _name(language: str, length: int) -> str:
    """Return a name of the button that no other language has."""
    seed = sum(map(ord, language))
    return "".join(OTHER[(seed * (n + 7) * (n + 3)) % 26] for n in range(length))


async def _most(
    http: httpx2.AsyncClient, server: Served, section: str, made: Callable[[int], Json], refused: int = 400
) -> None:
    """Save as many as are taken: one more is refused, and `refused` are."""
    taken = 0
    while refused - taken > 1:
        count = (taken + refused) // 2
        saved = await _change(http, server, section, made(count))
        assert saved.status_code in (200, 422)
        taken, refused = (count, refused) if saved.status_code == 200 else (taken, count)
    await _save(http, server, section, **made(taken))


async def _save(http: httpx2.AsyncClient, server: Served, section: str, **changes: object) -> None:
    saved = await _change(http, server, section, changes)
    assert saved.status_code == 200, saved.json()


async def _change(http: httpx2.AsyncClient, server: Served, section: str, changes: Json) -> httpx2.Response:
    path = f"/api/owner/v1/projects/{server.shop.number}/settings/{section}"
    seen = (await http.get(path)).json()
    return await http.patch(path, json={"version": seen["version"], "changes": changes})
