"""HTTP: a question to a server whose address somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `within` is how many seconds all of it may take; `secret`: it is about a key or a token, and neither what is asked nor
    what is answered is written down anywhere."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    within: float = WITHIN
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever it says. The names of headers are in small letters; `took` is in milliseconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: int


class Http(Protocol):
    """Asks servers at public addresses: never private ones, never much, never for long, never elsewhere (SECURITY.md, line 18)."""

    async def ask(self, request: Request) -> Answer:
        """Return the answer; a redirect is one too, and is not followed. HttpFailed says why there is none."""
        ...


class HttpFailed(Exception):
    """There is no answer. `code` is `http_address` (no such name), `http_private`, `http_unsafe` (its certificate), `http_away` (nothing
    listens), `http_slow`, `http_cut` (the connection broke) or `http_large`. `lost`: the question may have arrived all the same."""

    def __init__(self, code: str, detail: str = "", *, lost: bool = False) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.lost = lost
