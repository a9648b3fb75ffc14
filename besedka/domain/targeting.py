"""When and where the chat is shown: the page filter, the devices and the hours of a project, and which of them decides."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from besedka.domain import page_filter, schedule
from besedka.domain.device import DEVICES, Device
from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant
from besedka.domain.multiwidget import Offer
from besedka.domain.page_filter import PageFilter, Verdict
from besedka.domain.schedule import Schedule, Span, Special

Rule = Literal["off", "site", "page", "device", "time", "people"]


@dataclass(frozen=True, slots=True)
class Targeting:
    """The rules of one project. Without any the chat is shown on every page, on every device, at any time."""

    filter: PageFilter = field(default_factory=PageFilter)
    devices: tuple[Device, ...] = DEVICES
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Explained:
    """What each rule says of an address, a device and a moment: the first one that hides decides."""

    offer: Offer
    site: bool
    page: Verdict
    device: bool
    time: bool
    people: bool
    change: Instant | None
    """When the hours change next."""
    stays: bool = False
    """The button has other ways than the chat, and stays where nobody is there."""

    @property
    def hides(self) -> Rule | None:
        """The rule that hides the button; None: it stands there."""
        said: dict[Rule, bool] = {
            "off": self.offer != "nothing",
            "site": self.site,
            "page": self.page.shown,
            "device": self.device,
            "time": self.time,
            "people": self.people or self.stays,
        }
        return next((rule for rule, shown in said.items() if not shown), None)

    @property
    def decided(self) -> Rule | None:
        """The rule that hides the chat; None: it is shown. Where the button stands without it, the chat is switched off."""
        return self.hides or ("off" if self.offer != "chat" else None if self.people else "people")


def explain(
    t: Targeting,
    address: str,
    kind: Device,
    at: Instant,
    *,
    site: bool = True,
    offer: Offer = "chat",
    away: bool = False,
    stays: bool = False,
) -> Explained:
    """Say what each rule makes of a page that is looked at. `site`: its site is on the project's list; `away`: nobody is there, and
    then the project hides the chat from whoever has not written yet; `stays`: not the button, which offers other ways."""
    hours = t.schedule
    open_now, change = schedule.offered(hours, at), schedule.next_change(hours, at)
    return Explained(
        offer, site, page_filter.judge(t.filter, address), kind in t.devices, open_now, not away, change, stays
    )


def check(t: Targeting) -> None:
    """BadInput, with the `field` that it is about, for rules that cannot be."""
    page_filter.check(t.filter)
    if not t.devices:
        raise BadInput("devices_none", {"field": "devices"})
    schedule.check(t.schedule)


@lru_cache(200)
def version(t: Targeting) -> str:
    """Return the name of exactly these rules."""
    return hashlib.sha256(write(t).encode()).hexdigest()[:8]


def write(t: Targeting) -> str:
    """Return the rules as they are stored."""
    return json.dumps(asdict(t), sort_keys=True, default=date.isoformat)


def read(text: str) -> Targeting:
    """Return the rules as they were stored."""
    stored: dict[str, Any] = json.loads(text or "{}")
    kept = tuple(kind for kind in DEVICES if kind in stored.get("devices", DEVICES))
    return Targeting(PageFilter(**stored.get("filter", {})), kept, _schedule(stored.get("schedule")))


def _schedule(stored: dict[str, Any] | None) -> Schedule:
    if stored is None:
        return Schedule()
    specials = (
        Special(date.fromisoformat(one["first"]), date.fromisoformat(one["last"]), _spans(one["spans"]))
        for one in stored["specials"]
    )
    days = tuple(_spans(day) for day in stored["days"])
    return Schedule(stored["on"], stored["zone"], days, tuple(specials), stored.get("outside", "hide"))


def _spans(stored: list[dict[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(one["start"], one["end"]) for one in stored)
