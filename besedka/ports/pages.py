"""Pages: a look at a page of somebody's site, from outside."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was answered. `policies` are the values of its Content-Security-Policy headers; `took` is in milliseconds."""

    url: str
    status: int
    policies: tuple[str, ...]
    text: str
    took: int


class Pages(Protocol):
    """Opens pages whose addresses people typed: never private ones, never much, never for long (SECURITY.md, line 18)."""

    async def open(self, url: str) -> Page:
        """Return a page, after the redirects that stay public. PageFailed says why there is none."""
        ...


class PageFailed(Exception):
    """The page could not be had. `code` is `page_private`, `page_unknown`, `page_away`, `page_unsafe` or `page_wandering`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
