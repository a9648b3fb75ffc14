"""A request that is left by a form: somebody is to answer later, or to call back. It becomes a message (PRODUCT.md 2.8)."""

from dataclasses import dataclass

from besedka.domain.contact import FIELDS, Edit
from besedka.domain.conversation import Left
from besedka.domain.errors import BadInput
from besedka.domain.forms import Consent, Fields, Reason, consent_text, consent_version
from besedka.domain.message import MAX_TEXT, clean_line

MAX_TYPED = 200
"""The longest name, telephone or e-mail, in characters."""


_NEEDED = {
    "name": "form_name_needed", "phone": "form_phone_needed", "email": "form_email_needed", "message": "form_message_needed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreed:
    """What somebody has agreed to: the exact words, their link and their version, as the page showed them."""

    version: str
    text: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form, as it came. `consent` names the version whose box was ticked, in this `language`."""

    reason: Reason
    name: str = ""
    phone: str = ""
    email: str = ""
    message: str = ""
    consent: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Request:
    """A request that may be stored. `contacts` are the client's columns, `text` is the message of the conversation."""

    left: Left | None
    text: str
    contacts: dict[str, str]
    agreed: Agreed | None


def accept(fields: Fields, consent: Consent, typed: Typed) -> Request:
    """Return the request. BadInput with the `field` that must be mended: `form_…_needed`, `consent_needed`, `consent_changed`, and what
    contacts and messages are refused with. What is not asked for may be given all the same: the form was another a moment ago."""
    _must_be_there(fields, typed)
    known = Edit(typed.name, typed.phone, typed.email).cleaned()
    contacts = {name: text for name in FIELDS if (text := known.get(name))}
    agreed = _agreed(consent, typed) if consent.wanted(typed.reason) or typed.consent else None
    left: Left | None = None if typed.reason == "chat" else typed.reason
    return Request(left, words(typed), contacts, agreed)


def words(typed: Typed) -> str:
    """Return what stands in the conversation: what was asked, and below it who asks, exactly as it was typed. The panel shows the same
    until it is stored (web/widget/parts/form/words.ts)."""
    if len(typed.message) > MAX_TEXT - 3 * MAX_TYPED - 10:
        raise BadInput("text_too_long", {"field": "message", "limit": MAX_TEXT, "length": len(typed.message)})
    told = (clean_line(text, MAX_TYPED) for text in (typed.name, typed.phone, typed.email))
    return "\n\n".join(part for part in (typed.message.strip(), ", ".join(one for one in told if one)) if part)


def _must_be_there(fields: Fields, typed: Typed) -> None:
    for name, code in _NEEDED.items():
        if getattr(fields, name) == "required" and not getattr(typed, name).strip():
            raise BadInput(code, {"field": name})
    shown = next((name for name in ("phone", "email") if getattr(fields, name) != "off"), None)
    if fields.contact and shown and not typed.phone.strip() and not typed.email.strip():
        raise BadInput("form_contact_needed", {"field": shown})


def _agreed(consent: Consent, typed: Typed) -> Agreed:
    if typed.consent is None:
        raise BadInput("consent_needed", {"field": "consent"})
    if typed.consent != consent_version(consent):
        raise BadInput("consent_changed", {"field": "consent"})
    return Agreed(typed.consent, consent_text(consent, typed.language), consent.url, typed.language)
