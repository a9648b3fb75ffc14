"""Pipedrive's two APIs: v2 with cursors for deals, persons, stages and fields, v1 for users and notes (INTEGRATIONS.md 1.7)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

from pydantic_core import to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, pages, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http, retry_after

Query = Sequence[tuple[str, str]]
V1, V2 = "v1", "api/v2"
PAGE = 100
_PER_SECOND = 8
"""A burst is counted over two seconds: the smallest plan takes twenty questions in them."""
_HOUR = 3600.0
"""A budget that is used up comes back with the next day of theirs, which nobody tells: it is looked for each hour."""


class NotThere(CrmFailed):
    """There is no such record."""

    def __init__(self, detail: str) -> None:
        super().__init__("crm_refused", detail, permanent=True)


@contextmanager
def about_a_lead() -> Iterator[None]:
    """Inside, a record that is not there is a lead that is gone."""
    try:
        yield
    except NotThere as failed:
        raise CrmFailed("crm_lead_gone", failed.detail, permanent=True) from failed


def root(values: Values) -> str:
    """Return the company's address, whatever page of it was copied."""
    parts = urlsplit(values.get("address", ""))
    return f"{parts.scheme}://{parts.netloc}"


class Api:
    """One company's APIs. Every call raises CrmFailed, and NotThere among it; it returns an answer's `data`."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self.vault = vault
        self._asking = Asking(http, Pace(_PER_SECOND), said)

    async def get(self, path: str, query: Query = ()) -> Tree:
        """Return what is there."""
        return (await self._ask("GET", _at(path, query)))["data"]

    async def all(self, path: str, query: Query = ()) -> list[Tree]:
        """Return all of a list of v2."""
        found: list[Tree] = []
        cursor: Query = ()
        for _ in pages():
            answer = await self._ask("GET", _at(f"{V2}/{path}", [*query, ("limit", str(PAGE)), *cursor]))
            found += answer["data"]
            after = answer["additional_data"]["next_cursor"].text
            if not after:
                break
            cursor = [("cursor", after)]
        return found

    async def all_notes(self, deal: str) -> list[Tree]:
        """Return all notes of a deal, a list of v1."""
        found: list[Tree] = []
        start = 0
        for _ in pages():
            query = [("deal_id", deal), ("start", str(start)), ("limit", str(PAGE))]
            answer = await self._ask("GET", _at(f"{V1}/notes", query))
            found += answer["data"]
            told = answer["additional_data"]["pagination"]
            if told["more_items_in_collection"].value is not True or told["next_start"].number <= start:
                break
            start = told["next_start"].number
        return found

    async def send(self, method: str, path: str, record: Mapping[str, object]) -> Tree:
        """Store a record."""
        return (await self._ask(method, path, to_json(record)))["data"]

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Tree:
        values = await self.vault.values()
        headers = {"x-api-token": values.get("token", ""), "Accept": JSON} | ({"Content-Type": JSON} if body else {})
        return _good(await self._asking.answer(method, f"{root(values)}/{path}", headers, body))


def _at(path: str, query: Query) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _good(answer: Answer) -> Tree:
    if answer.status == 429:
        raise CrmFailed("crm_busy", said(answer), wait=_wait(answer))
    if answer.body.lstrip().startswith(b"<") and answer.status in (403, 404):
        raise _page(answer)
    if answer.status >= 500 or 300 <= answer.status < 400:
        raise refusal(answer)
    tree = read(answer)
    if answer.status >= 400 or tree["success"].value is not True:
        raise _refused(answer, tree)
    return tree


def _wait(answer: Answer) -> float:
    """Return the seconds until the burst's window ends; an empty budget lasts longer."""
    if answer.headers.get("x-daily-ratelimit-token-remaining", "").strip() == "0":
        return _HOUR
    reset = answer.headers.get("x-ratelimit-reset", "").strip()
    return retry_after(answer) or float(reset if reset.isdigit() else 0)


def _page(answer: Answer) -> CrmFailed:
    """A page instead of JSON: who asks on after 429 is shut out for a while, and there is no company of this name."""
    if answer.status == 403:
        return CrmFailed("crm_busy", said(answer), wait=_wait(answer))
    return CrmFailed("crm_address", said(answer), permanent=True)


def _refused(answer: Answer, tree: Tree) -> CrmFailed:
    detail = " ".join(part for part in (tree["error"].text, tree["code"].text) if part)
    if answer.status in (404, 410):
        return NotThere(detail)
    if answer.status == 403 and tree["code"].text.startswith("feature_capping"):
        return CrmFailed("crm_unpaid", detail, permanent=True)
    return refusal(answer, detail) if answer.status >= 400 else CrmFailed("crm_refused", detail, permanent=True)
