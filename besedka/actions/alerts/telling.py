"""What a delivery says, written when it goes: from today's rows, so that what was erased is not told and what is over is dropped."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from besedka.actions.deps import Deps
from besedka.actions.sealing import unseal
from besedka.domain.alert import LOW, Way, quiet_until
from besedka.domain.alert_words import LANGUAGES, facts_said, written
from besedka.domain.conversation import Conversation
from besedka.domain.coverage import Coverage
from besedka.domain.delivery import MINUTE, Delivery
from besedka.domain.errors import Unavailable
from besedka.domain.ids import Instant
from besedka.domain.ladder import still_waits, unspelled
from besedka.domain.multiwidget import is_manned
from besedka.domain.operator import Operator, sees
from besedka.domain.project import Project
from besedka.domain.schedule import is_open
from besedka.domain.sentences import sentence
from besedka.ports.alerts import AlertFailed, Notice, Values
from besedka.ports.database import Script
from besedka.store import alerts, conversations, deliveries, leads, people, projects, sessions

ASKED = ("test", "connected")
"""What somebody waits for, whatever the hour."""
SOON = 3_000
"""Milliseconds after which it is looked again whether what is on its way has arrived."""
OLD = 30 * MINUTE
"""Milliseconds after which nobody needs to hear that operators came back."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where a delivery goes, and what it says."""

    values: Values
    notice: Notice
    way: Way | None


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a delivery is about, as it is now."""

    delivery: Delivery
    project: Project
    way: Way | None
    operator: Operator | None
    conversation: Conversation | None
    responsible: Operator | None


@dataclass(frozen=True, slots=True)
class Later:
    """It is not to be told before then: the way's quiet hours have begun since."""

    until: Instant


def told(deps: Deps, d: Delivery) -> Script[Told | Later | None]:
    """Return what is to be handed over now; None when nobody is to be told any more. AlertFailed when the way cannot be opened."""
    now = deps.clock.now()
    about = yield from _about(d, now)
    if about is not None and d.cause == "ladder":
        about = yield from _called_for(about, now)
    if about is not None and d.cause == "operators_back" and (yield from _is_on_its_way(d, now)):
        return Later(Instant(now + SOON))
    if about is None or not (yield from _still_true(about, now)):
        return None
    if (until := _quiet(about, now)) > now:
        return Later(until)
    return Told(_values(deps, about), _notice(deps, about), about.way)


def _still_true(about: About, now: Instant) -> Script[bool]:
    """Tell whether there is still something to tell: the client has not thought better of it, nobody has erased or answered it, and what
    waited for quiet hours to end is not over."""
    d, c = about.delivery, about.conversation
    if (d.conversation is None) != (c is None):
        return False
    if d.cause in ("nobody_online", "operators_back"):
        watch = yield from alerts.watch_now(d.project)
        return watch is not None and (yield from _is_covered_so(about, watch.coverage, now))
    return c is None or (yield from _is_so(d, c))


def _is_on_its_way(d: Delivery, now: Instant) -> Script[bool]:
    """Tell whether that nobody is there is just being told: who is told that hears of their coming back, too."""
    gone = (yield from deliveries.last_of_way(d.way, "nobody_online")) if d.way else None
    return gone is not None and gone.state == "waiting" and gone.held_until > now


def _is_covered_so(about: About, c: Coverage, now: Instant) -> Script[bool]:
    """Tell whether it is so yet that nobody is there in working hours, of which the newest is told alone; or that somebody is again, for
    whoever was told the other."""
    d = about.delivery
    if d.cause == "nobody_online":
        needed = is_manned(about.project.multiwidget) and is_open(about.project.targeting.schedule, now)
        return bool(c.is_told) and c.told_at <= d.created_at and needed
    gone = (yield from deliveries.last_of_way(d.way, "nobody_online")) if d.way else None
    heard = gone is not None and (gone.state == "sent" or gone.tries > 0)
    return heard and c.absent_since is None and now - d.created_at < OLD


def _is_so(d: Delivery, c: Conversation) -> Script[bool]:
    if d.cause == "rated_low":
        return (c.rating or LOW) < LOW
    if d.cause == "lead_failed":
        lead = yield from leads.by_conversation(d.project, c.id)
        return lead is not None and lead.state == "failed"
    return d.cause != "waits_long" or (c.waiting_since is not None and c.waiting_since <= d.created_at)


def _quiet(about: About, now: Instant) -> Instant:
    """Return when the way may be used: at once, too, for what somebody has just asked for."""
    if about.way is None or about.delivery.cause in ASKED:
        return now
    return quiet_until(about.way.quiet, about.project.targeting.schedule, now)


def _about(d: Delivery, now: Instant) -> Script[About | None]:
    project = yield from projects.project_by_number(d.project)
    way = (yield from alerts.way(d.project, d.way)) if d.way else None
    operator = (yield from people.operator_of(d.project, d.operator)) if d.operator else None
    if (
        project is None
        or (d.way and (way is None or not way.on))
        or (d.operator and (operator is None or operator.disabled))
    ):
        return None
    if way is not None and way.session is not None and not (yield from sessions.stands(way.session, now)):
        return None
    c = (yield from conversations.by_id(d.project, d.conversation)) if d.conversation else None
    responsible = (yield from people.operator_of(d.project, c.assignee)) if c is not None and c.assignee else None
    return About(d, project, way, operator, c, responsible)


def _called_for(about: About, now: Instant) -> Script[About | None]:
    """Return who waits the longest of those for whom the ladder called, and how many more of them do; None when nobody waits as they did
    then whom the reader may see yet, and outside of the project's hours: at the opening it calls anew."""
    d, waiting = about.delivery, list[Conversation]()
    for id, since in unspelled(json.loads(d.facts)["waits"]).items():
        c = yield from conversations.by_id(d.project, id)
        if c is not None and still_waits(c, since) and about.operator is not None and sees(about.operator, c):
            waiting.append(c)
    if not waiting or not is_open(about.project.targeting.schedule, now):
        return None
    longest = min(waiting, key=lambda c: (c.waiting_since or 0, c.ordinal))
    facts = json.dumps({"more": len(waiting) - 1})
    return replace(about, conversation=longest, delivery=replace(d, conversation=longest.id, facts=facts))


def _values(deps: Deps, about: About) -> Values:
    if about.way is None:
        return {"address": about.operator.email if about.operator else ""}
    try:
        return unseal(deps.secret, about.project.number, about.way.sealed, "way")
    except Unavailable as sealed:
        raise AlertFailed(sealed.code, permanent=True) from None


def _notice(deps: Deps, about: About) -> Notice:
    d, c = about.delivery, about.conversation
    language = about.way.language if about.way else _language_of(about.project)
    facts: Mapping[str, str | int] = json.loads(d.facts or "{}")
    title, text = written(d.cause, language, _words(about, facts, language, deps.clock.now()))
    conversation = c.id.hex() if c else ""
    return Notice(
        d.id.hex(), d.cause, d.created_at, d.project, about.project.name, language, title, text, _link(deps, d, conversation),
        conversation, conversation or f"{d.cause}-{d.project}", _badge(d, facts), facts,
        d.operator.hex() if d.operator else "",
    )  # fmt: skip


def _badge(d: Delivery, facts: Mapping[str, str | int]) -> int | None:
    """Return how many wait for whoever is called."""
    return int(facts.get("more", 0)) + 1 if d.cause == "ladder" else None


def _language_of(project: Project) -> str:
    """Return the language of letters to a project's operators: the project's own, where we write in it."""
    return project.language if project.language in LANGUAGES else "ru"


def _words(about: About, facts: Mapping[str, str | int], language: str, now: Instant) -> dict[str, str]:
    c = about.conversation
    said = facts_said(facts, language)
    if "code" in said:
        said["why"] = sentence(said["code"], {}, language)
    if c is not None:
        said |= {"client": c.visitor_name or f"№ {c.ordinal}", "words": c.last_text, "comment": c.rating_comment}
    if about.responsible is not None:
        said["operator"] = about.responsible.name
    if c is not None and c.waiting_since is not None and about.delivery.cause in ("ladder", "waits_long"):
        said["minutes"] = str(max(1, (now - c.waiting_since) // MINUTE))
        said["rest"] = written("ladder_more", language, said)[0] if facts.get("more") else ""
    return {"project": about.project.name, **said}


def _link(deps: Deps, d: Delivery, conversation: str) -> str:
    """Return where it leads: to its conversation, or to where whoever is told works."""
    if not deps.address:
        return ""
    place = f"/operator/mine/{conversation}" if conversation else "/operator/" if d.operator else "/cabinet/"
    return deps.address + place
