"""Connecting Telegram: a link leads to our bot with a ticket in it, and the chat in which it is shown is told of problems from then on."""

import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from besedka.actions import audit
from besedka.actions.audit import Actor
from besedka.actions.deps import Deps
from besedka.actions.sealing import seal
from besedka.actions.sessions import hash_token
from besedka.domain.alert import Way, WayId
from besedka.domain.alert_ways import LISTENED, MOST
from besedka.domain.alert_words import LANGUAGES
from besedka.domain.audit import Did
from besedka.domain.bot_words import Answer
from besedka.domain.delivery import Delivery, DeliveryId
from besedka.domain.errors import Conflict, NotFound, Unavailable
from besedka.domain.ids import Instant, OperatorId, OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Operator
from besedka.domain.way_ticket import LIFE, WayTicket, WayTicketId
from besedka.ports.bot import Bot, BotFailed, Heard
from besedka.ports.database import Script
from besedka.store import alerts, conversations, deliveries, projects, way_tickets

EVENTS = " ".join(LISTENED)
"""What a way listens for, unless somebody wishes otherwise."""
State = Literal["waiting", "connected", "over"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody is to open: `link` for a chat of their own, `group_link` for a group; empty where a way is one person's."""

    id: WayTicketId
    link: str
    group_link: str
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of an invitation. `way` is there once it is connected, unless somebody has removed it since."""

    state: State
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a way, and may: somebody of the cabinet for the project's, an operator for their own."""

    id: OwnerId | OperatorId
    name: str


async def begin_telegram(
    deps: Deps, project: ProjectNumber, operator: OperatorId | None, by: Asker, language: str, events: str = EVENTS
) -> Invitation:  # fmt: skip
    """Return the link that connects a chat: to the project, or to one operator's own ladder. The caller knows that they may do so.
    Conflict `telegram_unset`; Unavailable `telegram_away`."""
    bot, now = _bot(deps), deps.clock.now()
    try:
        name = await bot.name()
    except BotFailed as failed:
        raise (Conflict("telegram_unset") if failed.code == "unset" else Unavailable("telegram_away")) from failed
    token, id = secrets.token_urlsafe(24), WayTicketId(new_id(now))
    ticket = WayTicket(
        id, hash_token(token), project, operator, "" if operator else events, language, by.name, by.id, Instant(now + LIFE)
    )  # fmt: skip

    def script() -> Script[None]:
        yield from way_tickets.forget_expired(now)
        yield from way_tickets.add(ticket)

    await deps.committer.run(script)
    link = f"https://t.me/{name}?start"
    return Invitation(id, f"{link}={token}", "" if operator else f"{link}group={token}", ticket.expires_at)


def chats_of(me: Operator) -> Script[list[Way]]:
    """Return an operator's own chats, the oldest first."""
    return [way for way in (yield from alerts.ways(me.project, me.id)) if way.carrier == "telegram"]


async def forget_chat(deps: Deps, me: Operator, id: WayId) -> None:
    """Write to one's chat no more. NotFound."""

    def script() -> Script[None]:
        if not any(way.id == id for way in (yield from chats_of(me))):
            raise NotFound("not_found")
        yield from alerts.forget_way(me.project, id)

    await deps.committer.run(script)


def telegram_ticket(
    project: ProjectNumber, operator: OperatorId | None, id: WayTicketId, now: Instant
) -> Script[Opened]:
    """Return what became of an invitation that was made for the project, or for this operator."""
    found = yield from way_tickets.by_id(project, id)
    if found is None or found.operator != operator or (found.way is None and found.expires_at <= now):
        return Opened("over")
    if found.way is None:
        return Opened("waiting")
    return Opened("connected", (yield from alerts.way(project, found.way)))


def answered(deps: Deps, heard: Heard, name: str) -> Script[Answer | None]:
    """Do what somebody wrote to the bot, called `name` there; return what is to be said to them. None: nothing, or it is told by the
    way itself."""
    if heard.moved_to:
        yield from _moved(deps, heard)
        return None
    command, _, token = heard.text.strip().partition(" ")
    verb, _, whom = command.partition("@")
    if whom and whom.casefold() != name.casefold():
        return None
    if verb == "/start":
        return (yield from _start(deps, heard, token.strip())) if token.strip() else "how"
    return (yield from _stop(deps, heard)) if verb == "/stop" else None


def _start(deps: Deps, heard: Heard, token: str) -> Script[Answer | None]:
    now = deps.clock.now()
    ticket = yield from way_tickets.by_token(hash_token(token), now)
    project = (yield from projects.project_by_number(ticket.project)) if ticket else None
    if ticket is None or project is None:
        return "over"
    ways, mark = (yield from alerts.ways(ticket.project, ticket.operator)), mark_of(deps, heard.chat)
    known = next((way for way in ways if (way.carrier, way.mark) == ("telegram", mark)), None)
    if ticket.way is not None:
        return None if known is not None and known.id == ticket.way else "over"
    if known is None and len(ways) >= MOST:
        return "full"
    way = _way(deps, heard, ticket, known, now)
    yield from alerts.keep_way(way)
    yield from way_tickets.used(ticket.id, way.id)
    if known is None and way.operator is None:
        yield from alerts.begin_watch(ticket.project, (yield from conversations.position(ticket.project)))
        yield from audit.note(deps, Actor("cabinet", ticket.person), ticket.project, Did("way_added", way.name))
    yield from deliveries.add([_welcome(way, now)])
    return None


def _way(deps: Deps, heard: Heard, ticket: WayTicket, known: Way | None, now: Instant) -> Way:
    """Return the way that a ticket opens: the one that leads there already stays what its owner made of it."""
    language = heard.language if heard.language in LANGUAGES else ticket.language
    sealed = seal(deps.secret, ticket.project, {"chat": heard.chat}, "way")
    if known is not None:
        return replace(known, address=heard.title, sealed=sealed, on=1, fault="")
    return Way(
        id=WayId(new_id(now)), project=ticket.project, operator=ticket.operator, carrier="telegram", name=heard.title,
        address=heard.title, mark=mark_of(deps, heard.chat), sealed=sealed, events=ticket.events, quiet="", language=language, on=1,
        fault="", added_by=ticket.asked_by, created_at=now, used_at=Instant(0),
    )  # fmt: skip


def _welcome(way: Way, now: Instant) -> Delivery:
    """Return what a chat is told first: that it is connected. It goes as everything else does, so whatever breaks, it arrives."""
    return Delivery(
        DeliveryId(new_id(now)), way.project, way.id, way.operator, "telegram", "connected", None, None, "{}", 0, now, now
    )  # fmt: skip


def _stop(deps: Deps, heard: Heard) -> Script[Answer]:
    """Tell nobody there any more, of any project."""
    ways = yield from alerts.leading_to("telegram", mark_of(deps, heard.chat))
    for way in ways:
        yield from alerts.forget_way(way.project, way.id)
        if way.operator is None:
            yield from audit.note(deps, audit.NOBODY, way.project, Did("way_removed", way.name))
    return "stopped" if ways else "nothing"


def _moved(deps: Deps, heard: Heard) -> Script[None]:
    """Follow a group to its new number."""
    chat = heard.moved_to
    for way in (yield from alerts.leading_to("telegram", mark_of(deps, heard.chat))):
        sealed = seal(deps.secret, way.project, {"chat": chat}, "way")
        yield from alerts.keep_way(replace(way, mark=mark_of(deps, chat), sealed=sealed, fault=""))


def mark_of(deps: Deps, chat: str) -> str:
    """Return what tells one chat from another, and names none."""
    return hmac.digest(deps.secret, b"telegram " + chat.encode(), "sha256")[:16].hex()


def _bot(deps: Deps) -> Bot:
    if deps.bot is None:
        raise Conflict("telegram_unset")
    return deps.bot
