"""A contact: the person behind conversations, as operators know them (PRODUCT.md 4.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from besedka.domain.errors import BadInput
from besedka.domain.ids import ContactId, Instant, ProjectNumber, VisitorId
from besedka.domain.message import clean_line
from besedka.domain.operator import clean_email, fold_email
from besedka.domain.phone import clean_phone

MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of a person. `claimed` names the fields that the person has told of themselves and nobody has confirmed.

    `external_id` is the site's own id of a person whom it has proven (domain/identity); `home_id` is the visitor under whom they talk.
    """

    id: ContactId
    project: ProjectNumber
    name: str | None
    phone: str | None
    email: str | None
    email_folded: str | None
    crm_id: str | None
    created_at: Instant
    updated_at: Instant
    claimed: str = ""
    external_id: str | None = None
    home_id: VisitorId | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What an operator changes: None leaves a field as it is, an empty text removes what was there."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None

    def cleaned(self) -> dict[str, str | None]:
        """Return the columns that change, as they are kept. BadInput by field: `contact_name_long`, `phone_…`, `email_invalid`."""
        changes: dict[str, str | None] = {}
        if self.name is not None:
            changes["name"] = _name(self.name)
        if self.phone is not None:
            changes["phone"] = clean_phone(self.phone) if self.phone.strip() else None
        if self.email is not None:
            changes["email"] = _email(self.email)
            changes["email_folded"] = None if changes["email"] is None else fold_email(changes["email"])
        return changes


FIELDS = ("name", "phone", "email")


def claims(told: Mapping[str, str]) -> dict[str, str]:
    """Return what the page says of its visitor, as it is kept. What cannot be kept is left out: no person could mend it."""
    if not told:
        return {}  # most pages, at every hello
    return {name: text for name in FIELDS if (text := _claim(name, told.get(name, "")))}


def _claim(name: str, text: str) -> str | None:
    try:
        return Edit(**{name: text}).cleaned()[name]
    except BadInput:
        return None


def news(known: Contact, told: Mapping[str, str]) -> dict[str, str]:
    """Return the claims that change what is known: an operator's word is never overruled by the page's (PRODUCT.md 2.12)."""
    open_to_claims = (*known.claimed.split(), *(name for name in FIELDS if getattr(known, name) is None))
    return {name: text for name, text in told.items() if name in open_to_claims and getattr(known, name) != text}


def columns(told: Mapping[str, str]) -> dict[str, str | None]:
    """Return the columns that these claims fill."""
    email = told.get("email")
    return {**told, **({} if email is None else {"email_folded": fold_email(email)})}


def _name(typed: str) -> str | None:
    if len(typed) > MAX_NAME:
        raise BadInput("contact_name_long", {"field": "name", "limit": MAX_NAME})
    clean = clean_line(typed, MAX_NAME)
    return clean if any(c.isalnum() for c in clean) else None


def _email(typed: str) -> str | None:
    if not typed.strip():
        return None
    try:
        return clean_email(typed)
    except BadInput as refusal:
        raise BadInput(refusal.code, {**refusal.params, "field": "email"}) from None
