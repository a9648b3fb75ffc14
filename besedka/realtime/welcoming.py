"""The first word to a visitor: what is told of the conversation, of who is there, and of the connection itself."""

from besedka.actions.visits import Visit
from besedka.domain.ids import Instant
from besedka.realtime.channel import Channel
from besedka.realtime.session import HEARTBEAT, RETRY_MS
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
        "messages": messages, "more": visit.more, "team": channel.team(), "now": now, "heartbeat": HEARTBEAT, "retry": RETRY_MS,
        "ask_rating": settings.ask_rating, "shows_typing": settings.show_client_typing,
    }  # fmt: skip
