"""What a visitor is told who comes, or looks back: the conversation, who is there, and the connection itself."""

from besedka.actions import visits
from besedka.actions.visits import Visit
from besedka.domain.ids import ConversationId, Instant, Seq
from besedka.domain.message import Message
from besedka.realtime.channel import Channel
from besedka.realtime.session import HEARTBEAT, RETRY_MS, Session
from besedka.store.files import Attached
from besedka.wire import visitor as words
from besedka.wire import visitor_words
from besedka.wire.shapes import PROTOCOL


def welcome(
    channel: Channel, visit: Visit, position: str, key: str | None, messages: list[words.Message], now: Instant
) -> words.Welcome:
    """Return the welcome. `position` is what the client has with it: the missed facts that follow may be lost with the connection."""
    known, settings = visit.conversation, channel.project.settings
    return {
        "t": "welcome", "v": PROTOCOL, "key": key, "position": position, "snapshot": visit.events is None,
        "conversation": None if known is None else visitor_words.conversation(known, channel.people),
        "messages": messages, "more": visit.more, "team": channel.team(channel.ahead(known)), "now": now, "heartbeat": HEARTBEAT,
        "retry": RETRY_MS, "ask_rating": settings.ask_rating, "shows_typing": settings.show_client_typing,
    }  # fmt: skip


async def older(session: Session, c: ConversationId, before: Seq) -> tuple[list[Message], Attached, bool]:
    """Return a page of the history as it stands now: it replaces what the page knows, so whatever was told while it was read is in it."""
    while True:
        told = session.position
        found = await session.hub.deps.database.read(visits.older(c, before))
        if session.position == told:
            return found
