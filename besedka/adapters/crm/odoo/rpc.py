"""One database of Odoo: every call to its JSON-2 API (19.0 and later), and its exceptions in the house's words."""

import re
from collections.abc import Mapping

from pydantic_core import from_json, to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed, Vault
from besedka.ports.http import Answer, Http

PER_SECOND, AT_ONCE = 5, 10
"""Odoo states no limit; its smallest installations have two workers."""
_FIELD = re.compile(r"Invalid field '?(?:[a-z0-9_]+\.)*(\w+)|Wrong value for [\w.]+\.(\w+)")
_GONE = "MissingError"


class Refused(CrmFailed):
    """Odoo raised an exception. `gone`: a record is there no more; `unfit` is the field that it does not know or whose value it does not
    take."""

    def __init__(
        self, code: str, detail: str, *, permanent: bool, wait: float, lost: bool, gone: bool, unfit: str
    ) -> None:
        super().__init__(code, detail, permanent=permanent, wait=wait, lost=lost, field=unfit)
        self.gone = gone
        self.unfit = unfit


class Rpc:
    """Calls methods of models as the user whose key the vault holds."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND, AT_ONCE), said)

    async def address(self) -> str:
        """Return where this Odoo is."""
        return (await self._vault.values()).get("address", "")

    async def call(self, model: str, method: str, body: Mapping[str, object]) -> Tree:
        """Return what a method returns. Refused when it raises."""
        values = await self._vault.values()
        key, database = values.get("key", "").strip(), values.get("database", "").strip()
        headers = {"Accept": JSON, "Content-Type": f"{JSON}; charset=utf-8", "Authorization": f"bearer {key}"}
        headers |= {"X-Odoo-Database": database} if database else {}
        url = f"{values.get('address', '')}/json/2/{model}/{method}"
        answer = await self._asking.answer("POST", url, headers, to_json(body))
        if answer.status >= 300:
            raise _refused(answer, key)
        return read(answer)


def _refused(answer: Answer, key: str) -> CrmFailed:
    told = _told(answer)
    if answer.status in (404, 405, 415) and not told:
        return CrmFailed("crm_no_api", permanent=True)
    message = told["message"].text.replace(key or "\0", "…")
    usual = refusal(answer, " ".join(message.split()))
    found = _FIELD.search(message) if told["name"].text == "builtins.ValueError" else None
    unfit = "" if found is None else found[1] or found[2]
    code, permanent, lost = ("crm_field", True, False) if unfit else (usual.code, usual.permanent, usual.lost)
    gone = told["name"].text.endswith(_GONE)
    return Refused(code, usual.detail, permanent=permanent, wait=usual.wait, lost=lost, gone=gone, unfit=unfit)


def _told(answer: Answer) -> Tree:
    """Return the exception; nothing when a proxy, or an Odoo without this API, has answered."""
    try:
        told = Tree(from_json(answer.body))
    except ValueError:
        return Tree(None)
    return told if told["name"].text else Tree(None)
