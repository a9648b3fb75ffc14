"""When and where the chat is shown, in the cabinet's words: the rules, changes to them, and what they make of a page."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT

Device = Literal["desktop", "tablet", "phone"]
"""What a visitor holds in their hands."""

FilterMode = Literal["clear", "roistat"]
"""How the list of pages is read (PRODUCT.md 2.10)."""

ShowingRule = Literal["off", "site", "page", "device", "time", "people"]
"""A rule that can hide the chat: `off`, it is switched off in the multiwidget; `people`, nobody is online and the project hides it then."""

Minute = Annotated[int, Field(ge=0, le=1440)]
"""A minute of the day; 1440: midnight at its end."""

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""A date, as in 2026-12-31."""

Wall = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")]
"""What the clock shows in the project's time zone, as in 2026-12-31T23:30."""


@with_config(STRICT)
class PageFilter(TypedDict):
    """The page filter: a list by commas or lines, `!` excludes, `*` is anything. Judged by name (`filter_too_large`, …), not by shape."""

    on: bool
    mode: FilterMode
    text: Annotated[str, StringConstraints(max_length=1_000_000)]


@with_config(STRICT)
class Span(TypedDict):
    """Hours of one day; an `end` that is no later than the `start` is the next day's."""

    start: Minute
    end: Minute


Spans = Annotated[list[Span], Field(max_length=100)]
"""Hours of one day: six at most, else refused by name (`hours_too_many`)."""


@with_config(STRICT)
class SpecialDays(TypedDict):
    """Days from `first` to `last` with hours of their own; without any the chat is not offered."""

    first: Day
    last: Day
    spans: Spans


@with_config(STRICT)
class Schedule(TypedDict):
    """The hours: `days` from Monday on, in the time zone `zone`. While `on` is false the chat is offered at any time. `outside` them it is
    not offered (`hide`, also when left out), or it stays and says when somebody is back (`stay`)."""

    on: bool
    zone: Annotated[str, StringConstraints(max_length=200)]
    days: Annotated[list[Spans], Field(min_length=7, max_length=7)]
    specials: Annotated[list[SpecialDays], Field(max_length=500)]
    outside: NotRequired[Literal["hide", "stay"]]


Devices = Annotated[list[Device], Field(max_length=3)]
"""The devices on which the chat is shown: at least one, else refused by name (`devices_none`)."""


class TargetingRules(TypedDict):
    """All rules of a project."""

    filter: PageFilter
    devices: list[Device]
    schedule: Schedule


class Targeting(TypedDict):
    """The rules, and the `version` to name when changing them. `clock`: what the project's clock shows now; `sites`: those that may carry
    the counter."""

    version: str
    rules: TargetingRules
    clock: str
    sites: list[str]


@with_config(STRICT)
class TargetingChanges(TypedDict):
    """What is to be changed; what is left out stays."""

    filter: NotRequired[PageFilter]
    devices: NotRequired[Devices]
    schedule: NotRequired[Schedule]


@with_config(STRICT)
class TargetingChange(TypedDict):
    """Changes to the rules that were seen as `version`."""

    version: Annotated[str, StringConstraints(max_length=64)]
    changes: TargetingChanges


@with_config(STRICT)
class ShowingQuestion(TypedDict):
    """Would the chat be shown? `changes` are judged as if they were saved; `at` null: now. `user_agent` in place of `device` is a
    browser's own name, of which the device is told."""

    address: Annotated[str, StringConstraints(max_length=2000)]
    device: Device | None
    user_agent: NotRequired[Annotated[str, StringConstraints(max_length=2000)]]
    at: Wall | None
    changes: TargetingChanges


class ShowingPage(TypedDict):
    """What the page filter says. `compared` is what of the address was compared; `line` and `entry` name what decided, null when no entry
    matched."""

    shown: bool
    compared: str
    line: int | None
    entry: str | None


class ShowingAnswer(TypedDict):
    """What each rule says. `decided` is the first that hides, null: the chat is shown. `site` null: the address names none.

    `ways`: how many ways the multiwidget offers, `chat`: whether the chat is among them; with others alone the `button` stands without it.
    `away`: what visitors get when nobody is online. Who will be there at another moment than now nobody knows: it hides nothing then.

    `clock` is the moment that was asked for, on the project's clock; `until` when the hours change next, on the same clock, null: never;
    `online`: how many operators are there now.
    """

    decided: ShowingRule | None
    button: bool
    chat: bool
    ways: int
    site: bool | None
    page: ShowingPage
    device: Device
    device_shown: bool
    time_shown: bool
    clock: str
    until: str | None
    online: int
    away: Literal["form", "hide", "chat"]
