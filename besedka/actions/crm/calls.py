"""The log of what is asked of a CRM: for its owner, with every secret masked."""

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import quote, quote_plus

from besedka.actions.deps import Deps
from besedka.domain.ids import ConversationId, Instant, ProjectNumber, new_id
from besedka.ports.crm import Connector, Values
from besedka.ports.http import Answer, Http, HttpFailed, Request
from besedka.store import crms
from besedka.store.crms import Call

KEEP = 30 * 24 * 3_600_000
"""Milliseconds for which it is kept."""
MAX_BODY = 4_000
MASK = "•••"
PLACES = 8
"""Questions that are asked of one project's CRM at once: one that is slow leaves the others their places."""
_TOKENS = ("access_token", "refresh_token")
_SHORT = 4
"""A secret of fewer letters would mask half of everything."""
_NAMED = re.compile(
    r"""(?ix) ( " (?> [^"]*? (?: secret | token | passw | api_?key ) ) [^"]*+ " \s*+ : \s*+ " ) (?: [^"\\] | \\. )*+ """
    r"""    | ( \b (?> \w*? (?: secret | token | passw | api_?key ) ) \w*+ = ) [^&\s"]+ """
)
"""What calls itself a secret is masked, too, whoever made it and whether we know it: keys that a CRM makes come in answers. It never goes
back over what it has read: an answer is as its server likes it, and the whole house would wait."""
_about: ContextVar[ConversationId | None] = ContextVar("about", default=None)


@contextmanager
def about(conversation: ConversationId) -> Iterator[None]:
    """Have what is asked inside told of this conversation."""
    token = _about.set(conversation)
    try:
        yield
    finally:
        _about.reset(token)


class LoggedHttp:
    """Asks, and writes down what was asked and answered. `secrets` are what must not be read there."""

    def __init__(self, http: Http, deps: Deps, project: ProjectNumber, secrets: Callable[[], tuple[str, ...]]) -> None:
        self._http = http
        self._deps = deps
        self._project = project
        self._secrets = secrets
        self._places = asyncio.Semaphore(PLACES)

    async def ask(self, request: Request) -> Answer:
        """Ask as ever."""
        try:
            async with self._places:
                answer = await self._http.ask(request)
        except HttpFailed as failed:
            self._log(request, 0, 0, failed.code, (failed.detail or failed.cause).encode())
            raise
        self._log(request, answer.status, answer.took, "", answer.body)
        return answer

    def _log(self, request: Request, status: int, took: int, code: str, got: bytes) -> None:
        now = self._deps.clock.now()
        call = Call(
            new_id(now), self._project, _about.get(), now, request.method, self._masked(request.url), status, took, code,
            *(MASK if request.secret and body else self._text(body) for body in (request.body, got)),
        )  # fmt: skip
        self._deps.committer.leave(lambda: crms.log(call))

    def _text(self, body: bytes) -> str:
        return beginning(body, self._secrets())

    def _masked(self, text: str) -> str:
        return masked(text, self._secrets())


def beginning(body: bytes, secrets: tuple[str, ...]) -> str:
    """Return how a body begins, without these secrets: no more of it is read, and no half of a secret is left where it is cut."""
    longest = max((len(one) for secret in secrets for one in _spelled(secret)), default=0)
    most = MAX_BODY + longest
    whole = body[: 4 * most + 4].decode("utf-8", "replace").replace("\0", "\ufffd")
    text = masked(whole[:most], secrets)
    return text[: min(MAX_BODY, len(text) - longest)] if len(whole) > most else text[:MAX_BODY]


def masked(text: str, secrets: tuple[str, ...]) -> str:
    """Return a text without these secrets, however they are spelled in an address, a form or JSON."""
    for secret in secrets:
        for spelled in _spelled(secret):
            text = text.replace(spelled, MASK)
    return _NAMED.sub(lambda found: f"{found[1] or found[2]}{MASK}", text)


def _spelled(secret: str) -> tuple[str, ...]:
    words = (json.dumps(secret, ensure_ascii=False)[1:-1], json.dumps(secret)[1:-1])
    slashed = (word.replace("/", "\\/") for word in words)
    return tuple(dict.fromkeys((secret, quote(secret, safe=""), quote(secret), quote_plus(secret), *words, *slashed)))


def secrets_of(connector: Connector, values: Values) -> tuple[str, ...]:
    """Return what is secret among a CRM's values, the longest first."""
    names = [ask.name for ask in connector.asks if ask.kind == "secret"]
    made = connector.derived(values) if connector.derived else ()
    found = {*made, *(values.get(name, "") for name in (*names, *_TOKENS))}
    return tuple(sorted((one for one in found if len(one) >= _SHORT), key=len, reverse=True))


async def forget(deps: Deps) -> None:
    """Forget what was asked more than a month ago."""
    before = Instant(deps.clock.now() - KEEP)
    await deps.committer.run(lambda: crms.forget_calls(before))
