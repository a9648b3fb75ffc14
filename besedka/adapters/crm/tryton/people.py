"""Parties and employees of Tryton in the house's words."""

from collections.abc import Mapping, Sequence

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, Manager

PHONES = ("phone", "mobile")
CARD = ["name", "contact_mechanisms.type", "contact_mechanisms.value"]
_ENOUGH = 10
"""A number's last digits by which it is looked for, whatever stands between them."""


def conditions(client: Client) -> list[object]:
    """Return what a client is searched by, empty when nothing is known. Both are vague: letters' case, and what stands between digits."""
    value, found = "contact_mechanisms.value", []
    if client.phone:
        digits = [c for c in client.phone if c.isdecimal()][-_ENOUGH:]
        found.append([[value, "ilike", f"%{'%'.join(digits)}%"], ["contact_mechanisms.type", "in", list(PHONES)]])
    if client.email:
        found.append([value, "ilike", client.email])
    return ["OR", *found] if found else []


def mechanisms(client: Client, known: Sequence[str] = ()) -> list[Mapping[str, str]]:
    """Return what a client has told, but for the kinds that are known."""
    told = (("phone", client.phone), ("email", client.email))
    return [{"type": kind, "value": value} for kind, value in told if value and kind not in known]


def contact(party: Tree, url: str) -> Contact:
    """Return a party."""
    told = [(one["type"].text, one["value"].text) for one in party["contact_mechanisms."]]
    phones = tuple(value for kind, value in told if kind in PHONES)
    emails = tuple(value for kind, value in told if kind == "email")
    return Contact(party["id"].text, party["name"].text, phones, emails, url)


def kinds(party: Tree) -> list[str]:
    """Return which ways to reach a party are known: a mobile is a phone."""
    return ["phone" if one["type"].text in PHONES else one["type"].text for one in party["contact_mechanisms."]]


def manager(employee: Tree, users: Mapping[str, str]) -> Manager:
    """Return an employee, by the e-mail of their user if they have one, else by their party's."""
    id = employee["id"].text
    return Manager(id, employee["rec_name"].text, users.get(id) or employee["party."]["email"].text)
