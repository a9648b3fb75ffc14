"""An operator: somebody who answers visitors; and what one may see (SECURITY.md, line 8)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput
from besedka.domain.ids import FileId, OperatorId, OwnerId, ProjectNumber

Role = Literal["operator", "admin"]
Stance = Literal["away", "offline"]
"""What an operator said of themselves by hand; nobody who is away or offline counts as there (PRODUCT.md 4.4)."""

MIN_PASSWORD = 8
MAX_TITLE = 100
MAX_PASSWORD = 1000
MAX_EMAIL = 254
_EMAIL = re.compile(
    r"""[^\s@<>()\[\],;:"\\]+@([^\s@<>()\[\],;:"\\.]+\.)+[^\s@<>()\[\],;:"\\.]+|[^\s@<>()\[\],;:"\\]+@localhost"""
)


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of a project. Disabled ones stay, so that the history keeps their names."""

    id: OperatorId
    project: ProjectNumber
    name: str
    email: str
    title: str | None
    role: Role
    disabled: bool
    avatar: FileId | None = None
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """The person who made a project and signs in to the cabinet."""

    id: OwnerId
    name: str
    email: str


def sees(operator: Operator, conversation: Conversation) -> bool:
    """Tell whether the conversation is in the operator's scope: their own, unassigned ones, and all for an administrator."""
    return operator.role == "admin" or conversation.assignee is None or conversation.assignee == operator.id


def fold_email(email: str) -> str:
    """Return the form in which two spellings of one e-mail address are equal; storable, whatever was typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", email.replace("\0", "\ufffd").strip()).casefold())


def clean_email(email: str) -> str:
    """Return the address without blank edges; BadInput `email_invalid`."""
    text = email.strip()
    if len(text) > MAX_EMAIL or not text.isprintable() or not _EMAIL.fullmatch(text):
        raise BadInput("email_invalid", {"email": text[:MAX_EMAIL]})
    return text


def is_sender(text: str) -> bool:
    """Tell whether letters may come from this: an address, or `Name <address>`, on one line."""
    before, bracket, rest = text.strip().partition("<")
    address = rest.removesuffix(">") if bracket and rest.endswith(">") else before.strip()
    return before.isprintable() and bool(_EMAIL.fullmatch(address.strip()))


def clean_title(title: str | None) -> str | None:
    """Return what clients see beside the name, None for nothing; BadInput `title_too_long`."""
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in title or "").split())
    if len(cleaned) > MAX_TITLE:
        raise BadInput("title_too_long", {"limit": MAX_TITLE})
    return cleaned or None


def check_password(password: str) -> str:
    """Return the password if it may be one; BadInput `password_short`, `password_long` with the limit."""
    if len(password) < MIN_PASSWORD:
        raise BadInput("password_short", {"limit": MIN_PASSWORD})
    if len(password) > MAX_PASSWORD:
        raise BadInput("password_long", {"limit": MAX_PASSWORD})
    return password
