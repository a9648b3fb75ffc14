"""A conversation as it is before its first message, for the rules to work on."""

from besedka.actions.messages import Origin, new_conversation
from besedka.domain.conversation import Conversation
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.domain.visitor import mint_key

ANNA, IGOR = OperatorId(b"anna" * 4), OperatorId(b"igor" * 4)
NOW = Instant(1_780_000_000_000)


def a_conversation(assignee: OperatorId | None = None) -> Conversation:
    """Return a conversation in which nobody has said anything yet."""
    key = mint_key(b"s" * 32, ProjectNumber(1001), NOW)
    c = new_conversation(ProjectNumber(1001), 1, key, NOW, Origin("https://shop.example/", "Shop", "", "ru", "Firefox"))
    c.assignee = assignee
    return c
