"""HTTP: a question to a server whose address somebody typed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Protocol

WITHIN = 20.0
DAY = 86_400.0
"""Seconds beyond which nobody is waited for, whatever is asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `within` is how many seconds all of it may take; `secret`: it is about a key or a token, and neither what is asked nor
    what is answered is written down anywhere. `enough`: so many bytes of an answer are read, and what follows does not matter; None: it is
    read whole, or refused as `http_large`."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    within: float = WITHIN
    secret: bool = False
    enough: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever it says. The names of headers are in small letters; `took` is in milliseconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: int


def retry_after(answer: Answer) -> float:
    """Return the seconds that an answer asks to wait, 0 when it asks for none."""
    asked = answer.headers.get("retry-after", "").strip()
    try:
        wait = float(asked) if asked.isdigit() else parsedate_to_datetime(asked).timestamp() - time.time()
    except (ValueError, OverflowError):
        return 0.0
    return min(max(0.0, wait), DAY)


class Http(Protocol):
    """Asks servers at public addresses: never private ones, never much, never for long, never elsewhere (SECURITY.md, line 18)."""

    async def ask(self, request: Request) -> Answer:
        """Return the answer; a redirect is one too, and is not followed. HttpFailed says why there is none."""
        ...


class HttpFailed(Exception):
    """There is no answer. `code` is `http_address` (no such name), `http_private`, `http_unsafe` (its certificate), `http_away` (nothing
    listens), `http_slow`, `http_cut` (the connection broke) or `http_large`. `lost`: the question may have arrived all the same.
    `detail` is the name that was looked for, and for people; `cause` is what a library says of it, in its English, and for logs."""

    def __init__(self, code: str, detail: str = "", *, lost: bool = False, cause: str = "") -> None:
        super().__init__(f"{code}: {detail or cause}")
        self.code = code
        self.detail = detail
        self.lost = lost
        self.cause = cause
