"""EspoCRM's API: records asked for, written and listed, and its refusals, whose reasons stand in a header."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode

from pydantic_core import from_json

from besedka.adapters.crm.asking import Asking, Pace, pages, refusal
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http

Query = Mapping[str, object]
"""What a list is asked with; nested as PHP reads it."""
PER_SECOND = 10
"""EspoCRM counts nothing; its owner's server is spared."""
_REASON = "x-status-reason"
_LINK = re.compile(r"non-existing record.*link: (\w+)")


class Refused(CrmFailed):
    """EspoCRM's refusal: `status`, `records` that it calls the same (409), `invalid`, the field that it does not take, and `unlinked`, the
    link that leads to nobody."""

    def __init__(self, answer: Answer) -> None:
        why, body = _reason(answer), _body(answer)
        kind = _kind(answer, why)
        super().__init__(kind.code, kind.detail, permanent=kind.permanent, wait=kind.wait, lost=kind.lost)
        self.status = answer.status
        self.records = body
        failure = body["messageTranslation"]
        self.invalid = failure["data"]["field"].text if failure["label"].text == "validationFailure" else ""
        if self.invalid:
            self.detail = f"{self.invalid}: {failure['data']['type'].text}"
        link = _LINK.search(why)
        self.unlinked = link[1] if link else ""

    @property
    def not_there(self) -> bool:
        """Tell whether EspoCRM has no such record."""
        return self.status == 404 and self.code != "crm_address"


def explained(answer: Answer) -> CrmFailed:
    """Return what a refusal is."""
    return Refused(answer)


def _kind(answer: Answer, why: str) -> CrmFailed:
    """Return what its status means: who is not found by EspoCRM is told why, who finds no EspoCRM is told nothing."""
    if answer.status == 404 and _REASON not in answer.headers:
        return CrmFailed("crm_address", refusal(answer).detail, permanent=True)
    return refusal(answer, why)


def _reason(answer: Answer) -> str:
    return answer.headers.get(_REASON, "").encode("latin-1", "replace").decode("utf-8", "replace")


def _body(answer: Answer) -> Tree:
    try:
        return Tree(from_json(answer.body))
    except ValueError:
        return Tree(None)


class Espo:
    """One site, asked as its API user."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND, PER_SECOND), explained)

    async def site(self) -> str:
        """Return the address that opens the site in a browser."""
        return _site(await self._vault.values())

    async def get(self, path: str, query: Query | None = None) -> Tree:
        """Read something."""
        asked = urlencode(list(_flat(query or {})), quote_via=quote)
        return await self._ask("GET", f"{path}?{asked}" if asked else path, None)

    async def post(self, path: str, body: Mapping[str, object], *, doubled: bool = False) -> Tree:
        """Store a record; `doubled`: also one that EspoCRM calls the same as another."""
        return await self._ask("POST", path, body, {"X-Skip-Duplicate-Check": "true"} if doubled else {})

    async def put(self, path: str, body: Mapping[str, object]) -> Tree:
        """Change a record: only what is given."""
        return await self._ask("PUT", path, body)

    async def delete(self, path: str) -> None:
        """Delete a record."""
        await self._ask("DELETE", path, None)

    async def rows(self, path: str, query: Query, most: int = 10_000) -> list[Tree]:
        """Return the records of a list, page by page; a page is as large as the site has them."""
        found: list[Tree] = []
        for _ in pages():
            page = await self.get(path, {**query, "offset": len(found)})
            rows = list(page["list"])
            found += rows
            if not rows or len(found) >= most or _is_last(page["total"].number, len(found)):
                break
        return found[:most]

    async def _ask(
        self, method: str, path: str, body: Mapping[str, object] | None, more: Mapping[str, str] | None = None
    ) -> Tree:
        values = await self._vault.values()
        headers = {"X-Api-Key": values.get("key", "").strip(), **(more or {})}
        return await self._asking.json(method, f"{_site(values)}/api/v1/{path}", headers, body)


def _site(values: Values) -> str:
    """Who copies an address out of a browser copies the page along: https://crm.firma.ru/#Opportunity."""
    return values.get("address", "").partition("#")[0].rstrip("/")


def _is_last(total: int, found: int) -> bool:
    """Tell whether that was all: a site that does not count says -1 while there is more, and -2 when there is none."""
    return total == -2 or 0 <= total <= found


def record(entity: str, id: str, more: str = "") -> str:
    """Return a record's path."""
    return f"{entity}/{quote(id, safe='')}{more}"


def where(type: str, attribute: str, value: str) -> Mapping[str, object]:
    """Return one condition of a list."""
    return {"type": type, "attribute": attribute, "value": value}


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Spell a query as PHP reads it: where[0][type]=equals."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{name}[{key}]" if name else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, one in enumerate(value):
            yield from _flat(one, f"{name}[{place}]")
    else:
        yield name, str(value)
