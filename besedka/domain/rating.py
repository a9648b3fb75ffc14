"""What a client thinks of a conversation that was closed."""

from besedka.domain.errors import BadInput
from besedka.domain.message import clean_line

MAX_COMMENT = 1_000


def clean_comment(text: str) -> str:
    """Return the words of a rating as they are kept; BadInput `comment_too_long`."""
    if len(text) > MAX_COMMENT:
        raise BadInput("comment_too_long", {"length": len(text), "limit": MAX_COMMENT})
    return clean_line(text, MAX_COMMENT).strip()
