"""Tryton's own way of being asked: JSON-RPC within a session, whose errors come with HTTP 200."""

import asyncio
import base64
from datetime import UTC, datetime
from urllib.parse import quote

from pydantic_core import to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed, Values, Vault
from besedka.ports.http import Answer, Http

PER_SECOND = 20
_WORDS = "en"
"""The language of what it refuses, which is read here; what a person sees is in the language of the account's user."""
_DATETIME = ("year", "month", "day", "hour", "minute", "second")


class Rpc:
    """Asks one database as one user. A session is kept for as long as it is good, for making one is dear."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND), said)
        self._one = asyncio.Lock()
        self._session = ""
        self.user = Tree(None)
        """The user's own settings: company, employee, language."""

    async def enter(self) -> None:
        """Have a session, so that the user's settings are known."""
        await self._entered()

    async def ask(self, method: str, *params: object, shown: bool = False) -> Tree:
        """Return the result of a model's method. `shown`: its texts are for people."""
        for last in (False, True):
            session = await self._entered()
            context = {"company": self.user["company"].value, "employee": self.user["employee"].value}
            context["language"] = self.user["language"].text or _WORDS if shown else _WORDS
            answer = await self._post(f"model.{method}", [*params, context], session)
            if answer.status != 401:
                return _result(answer)
            if self._session == session:
                self._session = ""
            if last:
                raise refusal(answer)
        raise AssertionError("the second answer is the last")

    async def _entered(self) -> str:
        """Return the session, or begin one: whoever comes meanwhile waits for it."""
        async with self._one:
            if not self._session:
                values = await self._vault.values()
                session = await self._login(values)
                self.user = _result(await self._post("model.res.user.get_preferences", [True, {}], session))
                self._session = session
            return self._session

    async def _login(self, values: Values) -> str:
        """Return the header's word for a new session."""
        password = {"password": values["password"]}
        answer = await self._post("common.db.login", [values["user"], password, _WORDS], "")
        if answer.status == 401:
            raise CrmFailed("crm_no_access", permanent=True)
        told = _result(answer)
        word = f"{values['user']}:{told[0].text}:{told[1].text}"
        return base64.b64encode(word.encode()).decode()

    async def _post(self, method: str, params: list[object], session: str) -> Answer:
        """Ask; what begins a session, for which there is none yet, is written down nowhere."""
        values = await self._vault.values()
        url = f"{values['address']}/{quote(values['database'], safe='')}/rpc/"
        headers = {"Content-Type": JSON, "Accept": JSON, **({"Authorization": f"Session {session}"} if session else {})}
        body = to_json({"id": 1, "method": method, "params": params})
        return await self._asking.answer("POST", url, headers, body, secret=not session)


def at(stamp: Tree) -> int:
    """Return the milliseconds of one of its datetimes, which are in UTC; 0 for none."""
    year, month, day, hour, minute, second = (stamp[name].number for name in _DATETIME)
    return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp() * 1000) if year else 0


def _result(answer: Answer) -> Tree:
    if answer.status in (404, 405):
        raise CrmFailed("crm_address", said(answer), permanent=True)
    if answer.status >= 300:
        raise refusal(answer)
    told = read(answer)
    if told["error"]:
        raise _refused(told["error"])
    return told["result"]


def _refused(error: Tree) -> CrmFailed:
    """Return what an error inside a good answer means: a person's, or a fault of Tryton's own."""
    kind, why = error[0].text, (error[1][0].text or error[1].text)[:200]
    if kind == "LoginException":
        return CrmFailed("crm_second_factor", permanent=True)
    if kind not in ("UserError", "UserWarning"):
        return CrmFailed("crm_broken", f"{kind} {why}".strip(), lost=kind != "ConcurrencyException")
    if "not allowed to" in why:
        return CrmFailed("crm_no_right", why, permanent=True)
    return CrmFailed("crm_refused", error[1][1].text if kind == "UserWarning" else why, permanent=True)
