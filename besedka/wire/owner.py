"""The cabinet's language: bodies of the owner's HTTP requests."""

from typing import Annotated

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis


@with_config(STRICT)
class SignIn(TypedDict):
    """E-mail (any case) and password; `remember` keeps the session for 30 days instead of 12 hours."""

    email: Annotated[str, StringConstraints(min_length=1, max_length=254)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    remember: bool


class Owner(TypedDict):
    """Who is signed in to the cabinet."""

    id: str
    name: str
    email: str


class Project(TypedDict):
    """One of the owner's projects: its number, counter key, allowed sites, the snippet to copy, and when a page last loaded it."""

    number: int
    name: str
    key: str
    sites: list[str]
    snippet: str
    operators: int
    online: int
    counter_seen_at: Millis | None
    counter_seen_url: str | None


class Home(TypedDict):
    """The cabinet's home: the owner and their projects."""

    me: Owner
    projects: list[Project]
