"""Contacts of EspoCRM, and what a client tells that is not there yet."""

import re

from besedka.adapters.crm.espocrm.api import Espo, Refused, record, where
from besedka.adapters.crm.espocrm.words import names
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact

MOST = 20
"""Who may be one client: more are nobody's choice."""
_ENOUGH = 7
"""Digits at a number's end by which it is looked for, for it may stand there as 8 (916) 123-45-67."""


class People:
    """The contacts of one site."""

    def __init__(self, espo: Espo) -> None:
        self._espo = espo

    async def find(self, client: Client) -> list[Contact]:
        """Return who may be this client."""
        ways = []
        if client.email:
            ways.append(where("equals", "emailAddress", client.email.lower()))
        if digits := _digits(client.phone):
            ways.append(where("endsWith", "phoneNumberNumeric", digits[-_ENOUGH:]))
        if not ways:
            return []
        query = {"select": "id", "where": [{"type": "or", "value": ways}], "orderBy": "createdAt", "order": "desc"}
        found = [await self.contact(row["id"].text) for row in await self._espo.rows("Contact", query, MOST)]
        return [one for one in found if one is not None]

    async def contact(self, id: str) -> Contact | None:
        """Return a contact with all phones and e-mails: a list has the first ones only."""
        row = await self._read(id)
        if row is None:
            return None
        url = f"{await self._espo.site()}/#Contact/view/{id}"
        return Contact(id, row["name"].text, _phones(row), _emails(row), url, row["assignedUserName"].text)

    async def add(self, client: Client, origin: str, responsible: str) -> str:
        """Store a contact. A namesake is not the same person: only one with the same phone or e-mail is, or one that bears our mark."""
        first, last = names(client.name or client.phone or client.email)
        body: dict[str, object] = {"firstName": first, "lastName": last, "description": origin}
        if client.email:
            body["emailAddress"] = client.email
        if client.phone:
            body["phoneNumber"] = client.phone
        if responsible:
            body["assignedUserId"] = responsible
        try:
            row = await self._espo.post("Contact", body)
        except Refused as refused:
            if refused.status != 409:
                raise
            same = [one["id"].text for one in refused.records if await self._same(one, client, origin)]
            return same[0] if same else (await self._espo.post("Contact", body, doubled=True))["id"].text
        return row["id"].text

    async def tell(self, id: str, client: Client) -> None:
        """Add the client's phone and e-mail to a contact where it has them not."""
        row = await self._read(id)
        if row is None:
            return
        told: dict[str, object] = {}
        if client.phone and not _has_phone(row, client.phone):
            told |= _added(row, "phoneNumber", client.phone)
        if client.email and not _has_email(row, client.email):
            told |= _added(row, "emailAddress", client.email)
        if told:
            await self._espo.put(record("Contact", id), told)

    async def _same(self, row: Tree, client: Client, origin: str) -> bool:
        known = await self._read(row["id"].text)
        return known is not None and (
            known["description"].text == origin
            or (bool(client.phone) and _has_phone(known, client.phone))
            or (bool(client.email) and _has_email(known, client.email))
        )

    async def _read(self, id: str) -> Tree | None:
        try:
            row = await self._espo.get(record("Contact", id))
        except Refused as refused:
            if refused.not_there:
                return None
            raise
        return row if row["id"].text else None


def _added(row: Tree, name: str, value: str) -> dict[str, object]:
    """Return what adds a phone or an e-mail: the list replaces the one that is there, so that goes along."""
    there = [one.value for one in row[f"{name}Data"]]
    if not there:
        return {name: value}
    return {f"{name}Data": [*there, {name: value, "primary": False, "optOut": False, "invalid": False}]}


def _phones(row: Tree) -> tuple[str, ...]:
    return _values(row, "phoneNumber")


def _emails(row: Tree) -> tuple[str, ...]:
    return _values(row, "emailAddress")


def _values(row: Tree, name: str) -> tuple[str, ...]:
    found = [row[name].text, *(one[name].text for one in row[f"{name}Data"])]
    return tuple(dict.fromkeys(one for one in found if one))


def _has_phone(row: Tree, phone: str) -> bool:
    return _digits(phone)[-10:] in [_digits(one)[-10:] for one in _phones(row)]


def _has_email(row: Tree, email: str) -> bool:
    return email.casefold() in [one.casefold() for one in _emails(row)]


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
