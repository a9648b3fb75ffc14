"""Bitrix24's door: an incoming webhook, which is a secret in an address, or the tokens of an application; and its refusals in our words."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit

from pydantic_core import to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, pages, refusal
from besedka.adapters.crm.tree import Tree, read
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http

OAUTH: Final = "https://oauth.bitrix24.tech"
"""Where tokens are renewed, for every portal. A value `oauth_address` puts another in its place."""
PER_SECOND: Final = 2.0
AT_ONCE: Final = 20
"""Their bucket holds fifty and drains two a second, for all applications that share our address."""
_HOOK = re.compile(r"(https?://[^/\s]+)/rest/(\d+/[A-Za-z0-9_-]+)(?:/profile(?:\.json)?)?/?")
_EXPIRED = "EXPIRED_TOKEN"
_CODES: Mapping[str, tuple[str, bool]] = {
    "QUERY_LIMIT_EXCEEDED": ("crm_busy", False), "OPERATION_TIME_LIMIT": ("crm_busy", False), "OVERLOAD_LIMIT": ("crm_busy", False),
    "NO_AUTH_FOUND": ("crm_no_access", True), "INVALID_TOKEN": ("crm_no_access", True), _EXPIRED: ("crm_no_access", True),
    "AUTHORIZATION_ERROR": ("crm_no_access", True), "ERROR_OAUTH": ("crm_no_access", True), "NOT_INSTALLED": ("crm_no_access", True),
    "APPLICATION_NOT_FOUND": ("crm_no_access", True), "INVALID_GRANT": ("crm_no_access", True), "INVALID_CLIENT": ("crm_no_access", True),
    "WRONG_CLIENT": ("crm_no_access", True), "PAYMENT_REQUIRED": ("crm_unpaid", True), "INSUFFICIENT_SCOPE": ("crm_no_right", True),
    "USER_ACCESS_ERROR": ("crm_no_right", True), "ALLOWED_ONLY_INTRANET_USER": ("crm_no_right", True),
    "WRONG_AUTH_TYPE": ("crm_no_right", True), "PORTAL_DELETED": ("crm_address", True), "INTERNAL_SERVER_ERROR": ("crm_broken", False),
    "ERROR_UNEXPECTED_ANSWER": ("crm_broken", False),
}  # fmt: skip
"""Their codes, which come in small letters too, and whether it stays so until somebody mends it."""
Json = Mapping[str, object]


class Door:
    """Asks one portal."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND, AT_ONCE), explain)

    async def address(self) -> str:
        """Return the portal's address."""
        return portal(await self._vault.values())

    async def ask(self, method: str, asked: Json) -> Tree:
        """Return all that is answered to a method: `result`, and `next` where there is more."""
        values = await self._vault.values()
        if values.get("webhook"):
            return self._good(await self._post(f"{_hook(values)}/{method}", asked))
        if not values.get("access_token"):
            values = await self._vault.renew("", self._exchange)
        answer = await self._call(values, method, asked)
        if _code(answer) == _EXPIRED:
            values = await self._vault.renew(values["access_token"], self._exchange)
            answer = await self._call(values, method, asked)
        return self._good(answer)

    async def all(self, method: str, asked: Json, key: str = "", most: int = 0) -> list[Tree]:
        """Return every page of a list, or as many of it as are wanted. `key` is where in the result it is."""
        found: list[Tree] = []
        start = 0
        for _ in pages():
            said = await self.ask(method, {**asked, "start": start})
            found += said["result"][key] if key else said["result"]
            start = said["next"].number
            if not start or (most and len(found) >= most):
                break
        return found[:most] if most else found

    async def _call(self, values: Values, method: str, asked: Json) -> Answer:
        return await self._post(f"{values['address']}/rest/{method}", {**asked, "auth": values["access_token"]})

    async def _post(self, url: str, body: Json) -> Answer:
        return await self._asking.answer("POST", url, {"Accept": JSON, "Content-Type": JSON}, to_json(body))

    def _good(self, answer: Answer) -> Tree:
        if answer.status >= 300 or _code(answer):
            raise refused(answer)
        return read(answer)

    async def _exchange(self, values: Values) -> Values:
        """Return a new pair of tokens: for the code that was typed, once, and then for the refresh token. Their server takes it by GET."""
        url = f"{values.get('oauth_address') or OAUTH}/oauth/token/?{urlencode(_grant(values))}"
        said = self._good(await self._asking.answer("GET", url, {"Accept": JSON}, secret=True))
        if not said["access_token"].text:
            raise CrmFailed("crm_strange", "access_token")
        return {"access_token": said["access_token"].text, "refresh_token": said["refresh_token"].text, "code": ""}


def portal(values: Values) -> str:
    """Return a portal's address, whichever way it was typed."""
    return _hook(values).partition("/rest/")[0] if values.get("webhook") else values["address"]


def secrets(values: Values) -> tuple[str, ...]:
    """Return what nobody else may see besides what was typed as a secret: the part of a webhook's address, and a code."""
    found = _HOOK.fullmatch(values.get("webhook", "").strip())
    return tuple(filter(None, (found[2].partition("/")[2] if found else "", values.get("code", ""))))


def explain(answer: Answer) -> str:
    """Return what a refusal says of itself; empty when it is not in their JSON."""
    said = _said(answer)
    told = (said["error"].text, said["error_description"].text)
    return ": ".join(" ".join(one.split()) for one in told if one)[:500]


def refused(answer: Answer) -> CrmFailed:
    """Return a refusal in our words."""
    code, why = _code(answer), explain(answer)
    if (
        code == "ACCESS_DENIED"
    ):  # of the whole of REST when it is a 403 (their plan has none), of this kind of record otherwise
        return CrmFailed("crm_unpaid" if answer.status == 403 else "crm_no_right", why, permanent=True)
    if code == "INVALID_CREDENTIALS":
        return CrmFailed("crm_no_right" if answer.status == 403 else "crm_no_access", why, permanent=True)
    if code == "INVALID_REQUEST" and "https" in why.casefold():
        return CrmFailed("crm_address", why, permanent=True)
    if code in _CODES:
        ours, permanent = _CODES[code]
        return CrmFailed(ours, why, permanent=permanent, lost=ours == "crm_broken")
    if answer.status < 300:
        return CrmFailed("crm_refused", why, permanent=True)
    return CrmFailed("crm_address", why, permanent=True) if answer.status == 404 and not code else refusal(answer, why)


def is_missing(failed: CrmFailed) -> bool:
    """Tell whether a record was asked for that is not there."""
    return failed.detail.startswith(("NOT_FOUND", "OWNER_NOT_FOUND"))


def _hook(values: Values) -> str:
    found = _HOOK.fullmatch(values["webhook"].strip())
    if found is None or not urlsplit(found[1]).hostname:
        raise CrmFailed("crm_address", "", permanent=True)
    return f"{found[1]}/rest/{found[2]}"


def _grant(values: Values) -> Mapping[str, str]:
    client = {name: values.get(name, "") for name in ("client_id", "client_secret")}
    if values.get("code"):
        return {**client, "grant_type": "authorization_code", "code": values["code"]}
    return {**client, "grant_type": "refresh_token", "refresh_token": values.get("refresh_token", "")}


def _said(answer: Answer) -> Tree:
    try:
        return read(answer)
    except CrmFailed:
        return Tree(None)


def _code(answer: Answer) -> str:
    """Return the code of an error, which comes with a good status too; a dash for one without a name."""
    error = _said(answer)["error"]
    return (error.text or "-").upper() if error.value is not None else ""
