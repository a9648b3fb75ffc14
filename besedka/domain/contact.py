"""A contact: the person behind conversations, as operators know them (PRODUCT.md 4.5)."""

from dataclasses import dataclass

from besedka.domain.errors import BadInput
from besedka.domain.ids import ContactId, Instant, ProjectNumber
from besedka.domain.message import clean_line
from besedka.domain.operator import clean_email, fold_email
from besedka.domain.phone import clean_phone

MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of a person. `claimed` names the fields that the person has told of themselves and nobody has confirmed."""

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
