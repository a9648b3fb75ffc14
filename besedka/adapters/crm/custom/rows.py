"""Clients and orders as the custom-integration protocol exports them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact

ENOUGH = 10
"""A number's last digits by which it is known, however it is written; shorter ones are known whole."""


@dataclass(frozen=True, slots=True)
class Order:
    """A lead, as it is exported."""

    id: str
    name: str
    client: str
    status: str
    manager: str
    price: str
    at: int


def read_client(row: Tree) -> Contact:
    """Return a client."""
    phones = (row["phone"].text,) if row["phone"].text else ()
    emails = (row["email"].text,) if row["email"].text else ()
    return Contact(row["id"].text, row["name"].text, phones, emails)


def read_order(row: Tree) -> Order:
    """Return an order."""
    id, at = row["id"].text, _at(row["date_create"].text)
    client, status, manager, price = (row[name].text for name in ("client_id", "status", "manager_id", "price"))
    return Order(id, row["name"].text or f"№ {id}", client, status, manager, price, at)


def keys_of(contact: Contact) -> list[str]:
    """Return what a client is looked up by."""
    return [key for key in (*map(_digits, contact.phones), *map(str.casefold, contact.emails)) if key]


def wanted(client: Client) -> list[str]:
    """Return what somebody is looked for by."""
    return keys_of(Contact("", "", (client.phone,), (client.email,)))


def _digits(phone: str) -> str:
    return "".join(c for c in phone if c.isascii() and c.isdigit())[-ENOUGH:]


def _at(written: str) -> int:
    """Return milliseconds of what is written as unix seconds or as `2026-11-27 16:30`; 0 for anything else."""
    try:
        seconds = (
            float(written) if written.isdecimal() else datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()
        )
    except ValueError:
        return 0
    return int(seconds * 1000)
