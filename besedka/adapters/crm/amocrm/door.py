"""amoCRM's door: the account's token, renewed when it is of the kind that ends, and what the account refuses in the house's words."""

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from pydantic_core import to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, pages, refusal
from besedka.adapters.crm.tree import Tree, read
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http

PER_SECOND: Final = 5.0
AT_ONCE: Final = 2
"""They allow seven in a second, and shut out the address of who does not keep to it."""
MOST: Final = 250
_SENT = re.compile(r"custom_fields_values\.(\d+)")
Query = Sequence[tuple[str, str]]


class Door:
    """Asks one account."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND, AT_ONCE), explain)

    async def address(self) -> str:
        """Return the account's address."""
        return (await self._vault.values())["address"]

    async def ask(self, method: str, path: str, query: Query = (), body: object = None) -> Tree:
        """Return what the account answers, empty for nothing found. CrmFailed for a refusal."""
        values = await self._vault.values()
        lasting = bool(values.get("token"))
        if not lasting and not values.get("access_token"):
            values = await self._vault.renew("", self._exchange)
        answer = await self._send(values, method, path, query, body)
        if answer.status == 401 and not lasting:
            values = await self._vault.renew(values["access_token"], self._exchange)
            answer = await self._send(values, method, path, query, body)
        if answer.status >= 300:
            raise refused(answer, body)
        return read(answer) if answer.body.strip() else Tree(None)

    async def all(self, path: str, key: str, query: Query = ()) -> list[Tree]:
        """Return every page of a list. The next one's address is not followed, only counted: it is theirs to write."""
        found: list[Tree] = []
        for page in pages():
            said = await self.ask("GET", path, [*query, ("limit", str(MOST)), ("page", str(page))])
            found += said["_embedded"][key]
            if not said["_links"]["next"]:
                break
        return found

    async def _send(self, values: Values, method: str, path: str, query: Query, body: object) -> Answer:
        url = f"{values['address']}/api/v4{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {values.get('token') or values['access_token']}", "Accept": JSON}
        if body is None:
            return await self._asking.answer(method, url, headers)
        return await self._asking.answer(method, url, {**headers, "Content-Type": JSON}, to_json(body))

    async def _exchange(self, values: Values) -> Values:
        """Return a new pair of tokens: for the code that was typed, once, and then for the refresh token, each good once."""
        headers = {"Accept": JSON, "Content-Type": JSON}
        url = f"{values['address']}/oauth2/access_token"
        answer = await self._asking.answer("POST", url, headers, to_json(_grant(values)), secret=True)
        if answer.status in (400, 401, 403):
            raise CrmFailed("crm_no_access", explain(answer), permanent=True)
        if answer.status >= 300:
            raise refused(answer, None)
        said = read(answer)
        if not said["access_token"].text:
            raise CrmFailed("crm_strange", "access_token")
        return {"access_token": said["access_token"].text, "refresh_token": said["refresh_token"].text, "code": ""}


def _grant(values: Values) -> Mapping[str, str]:
    client = {name: values.get(name, "") for name in ("client_id", "client_secret", "redirect_uri")}
    if values.get("code"):
        return {**client, "grant_type": "authorization_code", "code": values["code"]}
    return {**client, "grant_type": "refresh_token", "refresh_token": values.get("refresh_token", "")}


def refused(answer: Answer, sent: object) -> CrmFailed:
    """Return a refusal in the house's words. `sent` is the body that was refused: a field is named by its place there."""
    why = explain(answer)
    if answer.status == 404 and not why:
        return CrmFailed("crm_address", why, permanent=True)
    if (
        answer.status == 403 and not why
    ):  # no problem of theirs: their gate has shut out our address for asking too much
        return CrmFailed("crm_busy", refusal(answer).detail)
    wrong = _wrong(answer)
    if any(path.endswith("responsible_user_id") for path in wrong):
        return CrmFailed("crm_manager_gone", why, permanent=True)
    field = next((found for found in (_field(path, sent) for path in wrong) if found), "")
    if field:
        return CrmFailed("crm_field", why, permanent=True, field=field)
    return refusal(answer, why)


def explain(answer: Answer) -> str:
    """Return what a refusal says of itself: `detail`, `hint`, and each of its errors; empty when it is not in their JSON."""
    said = _problem(answer)
    told = [said["title"].text, said["detail"].text, said["hint"].text]
    told += [f"{one['path'].text}: {one['detail'].text or one['code'].text}" for one in _errors(said)]
    return "; ".join(one for one in told if one)[:500]


def _problem(answer: Answer) -> Tree:
    try:
        return read(answer)
    except CrmFailed:
        return Tree(None)


def _errors(said: Tree) -> list[Tree]:
    return [error for entity in said["validation-errors"] for error in entity["errors"]]


def _wrong(answer: Answer) -> list[str]:
    return [error["path"].text for error in _errors(_problem(answer))]


def _field(path: str, sent: object) -> str:
    """Return the id of the field that a path of an error points at."""
    found = _SENT.search(path)
    if found is None:
        return ""
    lead = Tree(sent)[0] if isinstance(sent, list) else Tree(sent)
    return lead["custom_fields_values"][int(found[1])]["field_id"].text
