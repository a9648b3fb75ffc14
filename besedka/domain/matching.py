"""Which contacts of a CRM a client may be: vendors search vaguely, so phones and e-mails are compared here (INTEGRATIONS.md 1.0)."""

from collections.abc import Iterable, Sequence

from besedka.domain.crm import Client, Contact
from besedka.domain.errors import BadInput
from besedka.domain.operator import fold_email
from besedka.domain.phone import clean_phone


def those_of(client: Client, found: Iterable[Contact]) -> list[Contact]:
    """Return who really has the client's phone or e-mail: first who has both, then by id, so that it is the same one every time."""
    ranked = [(_alike(client, one), one) for one in {one.id: one for one in found}.values()]
    return [
        one
        for _, one in sorted(
            (pair for pair in ranked if pair[0]), key=lambda pair: (-pair[0], len(pair[1].id), pair[1].id)
        )
    ]


def _alike(client: Client, contact: Contact) -> int:
    phone = bool(client.phone) and any(_phone(one) == client.phone for one in contact.phones)
    email = bool(client.email) and any(_email(one) == _email(client.email) for one in contact.emails)
    return phone + email


def the_one(found: Sequence[Contact], chosen: str) -> Contact | None:
    """Return the contact that a lead goes to: the one that an operator has chosen, else the first; None: there is none."""
    return next((one for one in found if one.id == chosen), found[0] if found else None)


def _phone(text: str) -> str:
    try:
        return clean_phone(text)
    except BadInput:
        return ""


def _email(text: str) -> str:
    return fold_email(text.strip())
