"""RetailCRM's API v5: questions in the query, what is stored as JSON inside a form, refusals in words (INTEGRATIONS.md 1.3)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import quote, urlencode, urlsplit

from pydantic_core import to_json

from besedka.adapters.crm.asking import FORM, JSON, Asking, Pace, pages, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http, retry_after

Query = Sequence[tuple[str, str]]
PAGE = "100"
_PER_SECOND = 8
"""Ten are allowed, to all who use the key."""
_FIELD = re.compile(r"customFields\W+(?:children\W+)?([\w-]+)")


class NotThere(CrmFailed):
    """There is no such record. `instead`: the one that it was joined with."""

    def __init__(self, detail: str, instead: str) -> None:
        super().__init__("crm_refused", detail, permanent=True)
        self.instead = instead


@contextmanager
def about_a_lead() -> Iterator[None]:
    """Inside, a record that is not there is a lead that is gone."""
    try:
        yield
    except NotThere as failed:
        raise CrmFailed("crm_lead_gone", failed.detail, permanent=True) from failed


def root(values: Values) -> str:
    """Return the account's address, whatever page of it was copied."""
    parts = urlsplit(values.get("address", ""))
    return f"{parts.scheme}://{parts.netloc}"


class Api:
    """One account's API. Every call raises CrmFailed, and NotThere among it."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self.vault = vault
        self._asking = Asking(http, Pace(_PER_SECOND), said)

    async def get(self, path: str, query: Query = ()) -> Tree:
        """Return what is there."""
        return await self._ask("GET", f"{path}?{urlencode(query)}" if query else path)

    async def pages(self, path: str, kind: str, query: Query = ()) -> list[Tree]:
        """Return all of a list, which the answers call `kind`."""
        found: list[Tree] = []
        for page in pages():
            answer = await self.get(path, [*query, ("limit", PAGE), ("page", str(page))])
            found += answer[kind]
            if page >= answer["pagination"]["totalPageCount"].number:
                break
        return found

    async def post(self, path: str, kind: str, record: Mapping[str, object], by: str = "") -> Tree:
        """Store a record, which the form calls `kind`. `by` tells what the path's id is."""
        site = (await self.vault.values()).get("site", "").strip()
        fields = {kind: to_json(record).decode(), "by": by, "site": site}
        return await self._ask("POST", path, urlencode({name: one for name, one in fields.items() if one}).encode())

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Tree:
        values = await self.vault.values()
        headers = {"X-API-KEY": values.get("key", ""), "Accept": JSON} | ({"Content-Type": FORM} if body else {})
        return _good(await self._asking.answer(method, f"{root(values)}/api/{path}", headers, body), path)


def one(kind: str, id: str) -> str:
    """Return the path of one record."""
    return f"v5/{kind}/{quote(id, safe='')}"


def _good(answer: Answer, path: str) -> Tree:
    """Return what a good answer says: `success` tells, for a refusal may be HTTP 200 too."""
    if answer.status == 503:
        raise CrmFailed("crm_busy", said(answer), wait=retry_after(answer))
    if answer.body.lstrip().startswith(b"<") and answer.status == 404:
        raise CrmFailed("crm_address", said(answer), permanent=True)
    if answer.status >= 500 or answer.status == 429 or 300 <= answer.status < 400:
        raise refusal(answer)
    tree = read(answer)
    if answer.status >= 400 or tree["success"].value is not True:
        raise _refused(answer, tree, path)
    return tree


def _refused(answer: Answer, tree: Tree, path: str) -> CrmFailed:
    why, errors = tree["errorMsg"].text, " ".join(_words(tree["errors"]))
    detail = f"{why} {errors}".strip()
    if "apiKey" in why:
        return CrmFailed("crm_no_access", detail, permanent=True)
    if why.startswith("Account does not exist"):
        return CrmFailed("crm_address", detail, permanent=True)
    if why.startswith("Not found"):
        return NotThere(detail, tree["combinedTo"]["id"].text)
    if answer.status == 403:
        return CrmFailed("crm_no_right", f"{detail} ({path.partition('?')[0]})", permanent=True)
    return _mistaken(answer, detail, errors)


def _mistaken(answer: Answer, detail: str, errors: str) -> CrmFailed:
    """What was sent is wrong: the manager, an additional field, or something else."""
    field = _FIELD.search(errors)
    if field is not None:
        return CrmFailed("crm_field", detail, permanent=True, field=field[1])
    if "managerId" in errors:
        return CrmFailed("crm_manager_gone", detail, permanent=True)
    return refusal(answer, detail) if answer.status >= 400 else CrmFailed("crm_refused", detail, permanent=True)


def _words(errors: Tree) -> Iterator[str]:
    """Errors are a list, or an object of texts or of further ones."""
    for name, error in errors.items():
        yield f"{name}: {error.text or ' '.join(_words(error))}"
    yield from (error.text for error in errors)
