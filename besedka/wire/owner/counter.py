"""The cabinet's words of the counter: where it was seen, and what a page of a site lets it do."""

from typing import Annotated, Literal

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, Millis
from besedka.wire.targeting import ShowingAnswer


class Sighting(TypedDict):
    """A site where the counter was seen: on which page and when last, how often in the last 24 hours (what browsers keep is not counted
    again), and whether the site is on the project's list."""

    site: str
    url: str
    first_at: Millis
    last_at: Millis
    loads: int
    allowed: bool


class Counter(TypedDict):
    """The snippet, what a Content-Security-Policy must allow (line by line), and where the counter was seen, the last first."""

    snippet: str
    policy: list[str]
    sightings: list[Sighting]


@with_config(STRICT)
class SiteQuestion(TypedDict):
    """The address of a page to look at, as it was typed."""

    address: Annotated[str, StringConstraints(max_length=2000)]


CounterFound = Literal["ours", "roistat", "other_key", "other_host", "nothing"]
"""This project's counter; the original's snippet with this project's key; another project's; another server's; none."""


class SiteAnswer(TypedDict):
    """A page that was looked at. `allowed`: its site is on the list. `line`: where the counter stands; `in_head`: before `</head>`;
    `inline`: the page's policy lets the snippet run; `policies`: how many it has; `add`: directives as they would have to be.

    `showing`: whether a desktop that opens it now is shown the chat, by the filter, the hours and who is there."""

    url: str
    status: int
    took: int
    allowed: bool
    found: CounterFound
    line: int | None
    in_head: bool
    inline: bool
    policies: int
    add: list[str]
    showing: ShowingAnswer


class Identity(TypedDict):
    """The secret with which the site signs who its visitors are, since `changed_at`; null until one was made. While it is being changed,
    `previous` is good, too."""

    secret: str | None
    previous: str | None
    changed_at: Millis
