"""What a receiver answers of a client: contacts with their deals, or simply an address and deals."""

from collections.abc import Mapping
from dataclasses import dataclass

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, LeadSeen, Outcome

MOST = 50
_OURS = "client:"
_OUTCOMES: Mapping[str, Outcome] = {"won": "won", "lost": "lost"}


@dataclass(frozen=True, slots=True)
class Card:
    """A contact, and what they have."""

    contact: Contact
    leads: tuple[LeadSeen, ...]


def question(id: str) -> dict[str, str]:
    """Return what is asked of a contact: the receiver's own id, or the phone and e-mail by which one without an id was found."""
    if not id.startswith(_OURS):
        return {"contact": id, "name": "", "phone": "", "email": ""}
    phone, _, email = id.removeprefix(_OURS).partition(" ")
    return {"contact": "", "name": "", "phone": phone, "email": email}


def cards(answer: Tree, asked: Mapping[str, str]) -> list[Card]:
    """Return what an answer tells. One without contacts of its own is about the client who was asked for."""
    if answer["contacts"]:
        return [_card(one) for one in answer["contacts"] if one["id"].text]
    if not answer["contact_url"].text and not answer["deals"]:
        return []
    client = Client(asked["name"], asked["phone"], asked["email"])
    phones, emails = (client.phone,) if client.phone else (), (client.email,) if client.email else ()
    id = f"{_OURS}{client.phone} {client.email}"
    return [Card(Contact(id, client.name, phones, emails, link(answer["contact_url"])), _leads(answer["deals"]))]


def link(address: Tree) -> str:
    """Return an address that may be opened, empty for any other."""
    return address.text if address.text.lower().startswith(("https://", "http://")) else ""


def _card(one: Tree) -> Card:
    phones, emails = (tuple(each.text for each in one[name] if each.text) for name in ("phones", "emails"))
    contact = Contact(one["id"].text, one["name"].text, phones, emails, link(one["url"]), one["responsible"].text)
    return Card(contact, _leads(one["deals"]))


def _leads(deals: Tree) -> tuple[LeadSeen, ...]:
    return tuple(_lead(number, one) for number, one in enumerate(deals) if number < MOST)


def _lead(number: int, one: Tree) -> LeadSeen:
    return LeadSeen(
        one["id"].text or str(number), one["title"].text, one["status"].text, _OUTCOMES.get(one["outcome"].text, "open"),
        one["sum"].text, one["currency"].text, one["responsible"].text, link(one["url"]),
    )  # fmt: skip
