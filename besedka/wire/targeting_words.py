"""Tells the cabinet when and where the chat is shown, and reads what it wants instead."""

from datetime import date, datetime

from besedka.domain import schedule
from besedka.domain import targeting as rules
from besedka.domain.device import DEVICES
from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant
from besedka.domain.multiwidget import offered
from besedka.domain.page_filter import PageFilter
from besedka.domain.project import Project
from besedka.domain.schedule import Schedule, Span, Special
from besedka.domain.targeting import Explained, Targeting
from besedka.wire import targeting as words


def targeting(project: Project, now: Instant) -> words.Targeting:
    """Return the rules with their version."""
    t = project.targeting
    return {
        "version": rules.version(t), "clock": wall(t.schedule, now), "sites": list(project.sites),
        "rules": {
            "filter": {"on": t.filter.on, "mode": t.filter.mode, "text": t.filter.text},
            "devices": list(t.devices),
            "schedule": _schedule(t.schedule),
        },
    }  # fmt: skip


def _schedule(s: Schedule) -> words.Schedule:
    specials: list[words.SpecialDays] = [
        {"first": one.first.isoformat(), "last": one.last.isoformat(), "spans": _spans(one.spans)} for one in s.specials
    ]
    days = [_spans(day) for day in s.days]
    return {"on": s.on, "zone": s.zone, "days": days, "specials": specials, "outside": s.outside}


def _spans(spans: tuple[Span, ...]) -> list[words.Span]:
    return [{"start": span.start, "end": span.end} for span in spans]


def changed(t: Targeting, told: words.TargetingChanges) -> Targeting:
    """Return the rules with what the cabinet changes; BadInput for dates that are none."""
    f, s = told.get("filter"), told.get("schedule")
    devices = t.devices
    if "devices" in told:
        devices = tuple(kind for kind in DEVICES if kind in told["devices"])
    return Targeting(
        PageFilter(f["on"], f["mode"], f["text"]) if f else t.filter, devices, _read(s) if s else t.schedule
    )


def _read(s: words.Schedule) -> Schedule:
    specials = tuple(_special(one, f"special-{number}") for number, one in enumerate(s["specials"]))
    return Schedule(
        s["on"], s["zone"], tuple(_read_spans(day) for day in s["days"]), specials, s.get("outside", "hide")
    )


def _special(told: words.SpecialDays, field: str) -> Special:
    try:
        first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    except ValueError:
        raise BadInput("special_dates", {"field": field, "limit": schedule.LONGEST_SPECIAL}) from None
    return Special(first, last, _read_spans(told["spans"]))


def _read_spans(told: words.Spans) -> tuple[Span, ...]:
    return tuple(Span(one["start"], one["end"]) for one in sorted(told, key=lambda one: one["start"]))


def wall(s: Schedule, at: Instant) -> str:
    """Return what the project's clock shows."""
    return schedule.local(s, at).strftime("%Y-%m-%dT%H:%M")


def moment(s: Schedule, told: words.Wall | None, now: Instant) -> Instant:
    """Return the moment at which the project's clock shows this, now by default; BadInput `bad_input` for a time that is none."""
    if told is None:
        return now
    try:
        asked = datetime.fromisoformat(told)
    except ValueError:
        asked = None
    if asked is None or not schedule.YEARS[0] <= asked.year <= schedule.YEARS[1]:
        raise BadInput("bad_input", {"field": "at"})
    return schedule.instant(s, asked)


def answer(
    e: Explained, project: Project, s: Schedule, kind: words.Device, at: Instant, site: bool | None, online: int
) -> words.ShowingAnswer:
    """Return what each rule says."""
    entry = e.page.entry
    return {
        "decided": e.decided, "button": e.hides is None, "chat": e.offer == "chat", "ways": len(offered(project.multiwidget)),
        "site": site, "device": kind, "device_shown": e.device, "time_shown": e.time, "online": online, "away": project.forms.away,
        "page": {
            "shown": e.page.shown, "compared": e.page.compared, "line": None if entry is None else entry.line,
            "entry": None if entry is None else entry.typed,
        },
        "clock": wall(s, at), "until": None if e.change is None else wall(s, e.change),
    }  # fmt: skip
