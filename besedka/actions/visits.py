"""What a visitor's connection begins with: the key is checked, the conversation found, the missed facts read."""

from dataclasses import dataclass, field

from besedka.domain.conversation import Conversation
from besedka.domain.errors import Forbidden
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, Position, ProjectNumber, Seq
from besedka.domain.message import Message
from besedka.domain.profile import Profile
from besedka.domain.visitor import VisitorKey
from besedka.ports.database import Script
from besedka.store import conversations, files, journal, profiles

PAGE = 50
"""Messages in a snapshot and in a page of history."""
REPLAY = 500
"""Facts that a reconnect replays; beyond, a snapshot is shorter."""
TOO_OLD = 2_000
"""How far behind the project's journal a position may be; beyond, looking for the conversation's facts costs more than a snapshot."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was found, true as of `position`. `events` is None when the client needs a snapshot: `messages`, and whether there are older."""

    position: Position
    conversation: Conversation | None
    events: list[Event] | None
    messages: list[Message]
    more: bool
    attached: files.Attached = field(default_factory=dict)
    profile: Profile | None = None
    """What is kept of who has a conversation."""


def begin(project: ProjectNumber, key: VisitorKey | None, since: Position | None) -> Script[Visit]:
    """Return what a connecting visitor must be told. Forbidden `key_refused` for a key with a wrong secret or a revoked one."""
    position = yield from conversations.position(project)
    if key is None:
        return Visit(position, None, None, [], False)
    state = yield from conversations.of_visitor(key.visitor, key.secret_hash)
    if state.refused:
        raise Forbidden("key_refused")
    c = state.conversation
    if c is None:
        return Visit(position, None, None, [], False)
    profile = yield from profiles.by_visitor(key.visitor)
    if since is not None and since <= position:
        events = yield from _missed(project, c, since, position)
        if events is not None:
            return Visit(position, c, events, [], False, profile=profile)
    messages, more = yield from conversations.messages_before(c.id, None, PAGE)
    attached = yield from files.of_messages(messages)
    return Visit(position, c, None, messages, more, attached, profile)


def _missed(project: ProjectNumber, c: Conversation, since: Position, position: Position) -> Script[list[Event] | None]:
    if c.last_position <= since:
        return []
    if position - since > TOO_OLD:
        return None
    events = yield from journal.after_in_conversation(project, c.id, since, REPLAY + 1)
    return events if len(events) <= REPLAY else None


def older(conversation: ConversationId, before: Seq) -> Script[tuple[list[Message], files.Attached, bool]]:
    """Return a page of the messages before `before`, with their files, and whether there are still older ones."""
    messages, more = yield from conversations.messages_before(conversation, before, PAGE)
    attached = yield from files.of_messages(messages)
    return messages, attached, more


def catch_up(
    project: ProjectNumber, conversation: Conversation | None, since: Position, limit: int
) -> Script[tuple[list[Event], Position]]:
    """Return the conversation's facts after `since`, at most `limit`, and up to where the journal was read."""
    position = yield from conversations.position(project)
    if conversation is None:
        return [], position
    events = yield from journal.after_in_conversation(project, conversation.id, since, limit)
    return events, events[-1].position if len(events) == limit else position
