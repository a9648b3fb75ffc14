"""One account of HubSpot: every question to it, and its refusals in the house's words."""

import re
from collections.abc import Mapping

from pydantic_core import from_json, to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed, Vault
from besedka.ports.http import Answer, Http, retry_after

API = "https://api.hubapi.com"
"""The one address of all accounts; another stands among the values as `api` (a proxy, a test)."""
PER_SECOND, AT_ONCE = 8, 20
"""HubSpot allows an app of a free account a hundred questions in ten seconds."""
UNTIL_TOMORROW = 3600.0
"""A day's questions are used up: HubSpot counts anew at the account's midnight and does not say when that is."""
_BUSY = {423, 429, 477}
"""Locked, too many, and an account that is being moved to another data centre."""
_THERE = re.compile(r"Existing ID: (\d+)|propertyName=([^,]+),.*?(\d+) already has that value")


class Refused(CrmFailed):
    """HubSpot said no. `status` is HTTP's; `unfit` is the property that it does not take; `existing` is the id of the record that has
    what was to be unique there."""

    def __init__(
        self, code: str, detail: str, *, permanent: bool, wait: float, lost: bool, status: int, unfit: str, existing: str
    ) -> None:  # fmt: skip
        super().__init__(code, detail, permanent=permanent, wait=wait, lost=lost, field=unfit)
        self.status = status
        self.unfit = unfit
        self.existing = existing


class Account:
    """Asks HubSpot by the token that the vault holds."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND, AT_ONCE), said)

    async def get(self, path: str) -> Tree:
        """Read."""
        return await self.ask("GET", path)

    async def post(self, path: str, body: Mapping[str, object]) -> Tree:
        """Make, search or read many."""
        return await self.ask("POST", path, body)

    async def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Tree:
        """Return the JSON of a good answer. Refused when HubSpot says no."""
        values = await self._vault.values()
        token = values.get("token", "").strip()
        headers = {"Accept": JSON, "Authorization": f"Bearer {token}"} | (
            {} if body is None else {"Content-Type": JSON}
        )
        url = values.get("api", API) + path
        answer = await self._asking.answer(method, url, headers, b"" if body is None else to_json(body))
        if answer.status >= 300:
            raise _refused(answer, token)
        return read(answer) if answer.body.strip() else Tree(None)


def _refused(answer: Answer, token: str) -> Refused:
    told = _told(answer)
    message = told["message"].text
    name, existing = _taken(message)
    unfit = name or _unfit(told)
    detail = (_scopes(told) or message).replace(token or "\0", "…")
    usual = refusal(answer, detail)
    code, permanent, wait = usual.code, usual.permanent, usual.wait
    if answer.status in _BUSY:
        daily = told["policyName"].text == "DAILY"
        code, permanent, wait = "crm_busy", False, UNTIL_TOMORROW if daily else retry_after(answer)
    elif answer.status == 400 and unfit:
        code = "crm_field"
    return Refused(
        code, usual.detail, permanent=permanent, wait=wait, lost=usual.lost, status=answer.status, unfit=unfit, existing=existing
    )  # fmt: skip


def _told(answer: Answer) -> Tree:
    try:
        return Tree(from_json(answer.body))
    except ValueError:
        return Tree(None)


def _taken(message: str) -> tuple[str, str]:
    """Return the property whose value another record has (empty for an e-mail), and that record's id."""
    found = _THERE.search(message)
    return ("", "") if found is None else (found[2] or "", found[1] or found[3])


def _unfit(said: Tree) -> str:
    """Return the first property that was not valid: HubSpot puts a list in JSON behind its message."""
    listed = said["message"].text.partition("not valid: ")[2]
    try:
        names = [one["name"].text for one in Tree(from_json(listed))]
    except ValueError:
        names = [one["context"]["propertyName"][0].text for one in said["errors"]]
    return next((name for name in names if name), "")


def _scopes(said: Tree) -> str:
    """Return the scopes that a token lacks, as HubSpot calls them."""
    return ", ".join(scope.text for one in said["errors"] for scope in one["context"]["requiredGranularScopes"])
