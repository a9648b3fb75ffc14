"""The one address of somebody's own CRM: an action in the query, JSON in the answer."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit, urlunsplit

from besedka.adapters.crm.asking import FORM, JSON, Asking, Pace, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http

PER_SECOND = 10
_BOM = b"\xef\xbb\xbf"
"""What a script saved by a careless editor answers first."""


class Line:
    """Asks the address."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND), said)

    async def get(self, action: str, params: Mapping[str, str]) -> Tree:
        """Read something."""
        return await self._ask("GET", action, params, b"")

    async def post(self, action: str, fields: Mapping[str, str]) -> Tree:
        """Do something. CrmFailed `crm_refused` unless it is answered that all is well."""
        told = await self._ask("POST", action, {}, urlencode(fields).encode())
        if told["status"].text != "ok":
            raise CrmFailed("crm_strange", f"{action}: status", lost=True)
        return told

    async def _ask(self, method: str, action: str, params: Mapping[str, str], body: bytes) -> Tree:
        values = await self._vault.values()
        token = token_of(values)
        headers = {"Accept": JSON, **({"Content-Type": FORM} if body else {})}
        url = _url(values, {"action": action, "user": values["user"], "token": token, **params})
        answer = _clean(await self._asking.answer(method, url, headers, body), token)
        if answer.status >= 300:
            raise _refused(answer)
        return _good(read(answer))


def token_of(values: Values) -> str:
    """Return what the protocol has in the place of a password."""
    pair = f"{values.get('user', '')}{values.get('password', '')}"
    return hashlib.md5(pair.encode(), usedforsecurity=False).hexdigest()


def _url(values: Values, params: Mapping[str, str]) -> str:
    """Return the address with these in its query, behind what stands there already."""
    parts = urlsplit(values["address"].strip())
    query = "&".join(part for part in (parts.query, urlencode(params)) if part)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def _clean(answer: Answer, token: str) -> Answer:
    """Return the answer without our token, which an error's page may show: it is as good as the password."""
    return replace(answer, body=answer.body.removeprefix(_BOM).replace(token.encode(), b"***"))


def _good(told: Tree) -> Tree:
    if told["status"].text == "error" or told["error"].text:
        why = told["error"].text or told["message"].text or told["text"].text
        raise CrmFailed("crm_refused", why[:200], permanent=True)
    return told


def _refused(answer: Answer) -> CrmFailed:
    if answer.status == 403:
        return CrmFailed("crm_no_access", said(answer), permanent=True)
    if answer.status in (404, 405):
        return CrmFailed("crm_address", said(answer), permanent=True)
    return refusal(answer)
