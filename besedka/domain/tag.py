"""Tags (метки): what a project's operators sort conversations by (PRODUCT.md 3.2)."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant, ProjectNumber, TagId
from besedka.domain.message import clean_line, clean_text

Color = Literal["grey", "amber", "green", "teal", "blue", "violet", "rose", "red"]

MAX_NAME = 40
MOST = 100
"""Tags of one project: an app shows them all."""
MOST_ON_ONE = 20
"""Tags of one conversation."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; they stand by `place`, then by name."""

    id: TagId
    project: ProjectNumber
    name: str
    name_folded: str
    color: Color
    place: int
    created_at: Instant


def clean_name(name: str) -> str:
    """Return a tag's name as it is kept. BadInput `tag_name_empty`, `tag_name_long`."""
    if len(name) > MAX_NAME:
        raise BadInput("tag_name_long", {"limit": MAX_NAME, "field": "name"})
    clean = clean_line(name, MAX_NAME)
    if not _seen(clean):
        raise BadInput("tag_name_empty", {"field": "name"})
    return clean


def fold_name(name: str) -> str:
    """Return the form in which two spellings of one name are equal: in any case."""
    return unicodedata.normalize("NFKC", name).casefold()


def set_tag(c: Conversation, tag: TagId, known: frozenset[TagId], *, on: bool) -> bool:
    """Set or unset a tag; False when that is so already. BadInput `tags_too_many`. Tags that are no longer `known` do not count."""
    now = [id for id in c.tags.split() if TagId(bytes.fromhex(id)) in known]
    if on == (tag.hex() in now):
        return False
    if on and len(now) >= MOST_ON_ONE:
        raise BadInput("tags_too_many", {"limit": MOST_ON_ONE})
    c.tags = " ".join([*now, tag.hex()] if on else [id for id in now if id != tag.hex()])
    return True


def _seen(text: str) -> bool:
    try:
        return bool(clean_text(text))
    except BadInput:
        return False
