"""How every connector asks its vendor: paced, and with the vendor's refusals in the house's words."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping

from pydantic_core import to_json

from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed
from besedka.ports.http import WITHIN, Answer, Http, HttpFailed, Request, retry_after

Explain = Callable[[Answer], str | CrmFailed]
"""Reads a vendor's refusal: what it says of itself, empty when it says nothing; or what it is, where its status alone would not tell."""
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_WAY: Mapping[str, tuple[str, bool]] = {
    "http_address": ("crm_address", True), "http_private": ("crm_private", True), "http_unsafe": ("crm_unsafe", True),
    "http_away": ("crm_away", False), "http_slow": ("crm_slow", False), "http_cut": ("crm_away", False),
    "http_large": ("crm_strange", False),
}  # fmt: skip
"""What keeps us from an answer, and whether it stays so until somebody mends it."""
_STATUS = {401: "crm_no_access", 402: "crm_unpaid", 403: "crm_no_right"}


MOST_PAGES = 1_000


def pages() -> Iterator[int]:
    """Return the numbers of a list's pages, from 1. CrmFailed `crm_large` for a list that has no end."""
    yield from range(1, MOST_PAGES + 1)
    raise CrmFailed("crm_large", f"> {MOST_PAGES}", permanent=True)


class Pace:
    """At most so many questions a second, after a pause `at_once` of them; who comes too early waits for the turn."""

    def __init__(self, per_second: float, at_once: int = 1) -> None:
        self._gap = 1 / per_second
        self._ahead = (at_once - 1) * self._gap
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = time.monotonic()
        at = max(now, self._next - self._ahead)
        self._next = max(now, self._next) + self._gap
        if at > now:
            await asyncio.sleep(at - now)


class Asking:
    """Asks one vendor's server. `explain` reads its refusals; `within`: the seconds that one question may take."""

    def __init__(self, http: Http, pace: Pace, explain: Explain, within: float = WITHIN) -> None:
        self._http = http
        self._pace = pace
        self._explain = explain
        self._within = within

    async def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"", *, secret: bool = False
    ) -> Answer:
        """Return whatever the server answers. CrmFailed when it does not. `secret`: what is asked for is a token."""
        if not all(value.isascii() and value.isprintable() for value in headers.values()):
            raise CrmFailed("crm_key_letters", permanent=True)
        await self._pace.turn()
        try:
            return await self._http.ask(Request(method, url, headers, body, self._within, secret))
        except HttpFailed as failed:
            code, permanent = _WAY[failed.code]
            raise CrmFailed(code, failed.detail, permanent=permanent, lost=failed.lost) from failed

    async def json(self, method: str, url: str, headers: Mapping[str, str], body: object = None) -> Tree:
        """Ask in JSON and return the JSON of a good answer, empty for one without a body. CrmFailed for a refusal."""
        sent = b"" if body is None else to_json(body)
        more = {"Accept": JSON} if body is None else {"Accept": JSON, "Content-Type": JSON}
        answer = await self.answer(method, url, {**more, **headers}, sent)
        if answer.status >= 300:
            why = self._explain(answer)
            raise why if isinstance(why, CrmFailed) else refusal(answer, why)
        return read(answer) if answer.body.strip() else Tree(None)


def refusal(answer: Answer, why: str = "") -> CrmFailed:
    """Return what a status means when the vendor has no meaning of its own for it; `why` is what it says of itself."""
    why = why or said(answer)
    if answer.status == 429:
        return CrmFailed("crm_busy", why, wait=retry_after(answer))
    if answer.status >= 500 or answer.status == 408:
        return CrmFailed("crm_broken", why, wait=retry_after(answer), lost=True)
    if answer.status < 400:
        return CrmFailed("crm_address", answer.headers.get("location", "") or why, permanent=True)
    return CrmFailed(_STATUS.get(answer.status, "crm_refused"), why, permanent=True)
