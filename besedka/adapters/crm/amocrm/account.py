"""One amoCRM account, as the house asks for it."""

import time
from collections.abc import Sequence
from typing import Final

from besedka.adapters.crm.amocrm import fields, seen
from besedka.adapters.crm.amocrm.door import Door
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import (
    Checked,
    Client,
    Comment,
    Contact,
    CrmFailed,
    Draft,
    Field,
    LeadSeen,
    Manager,
    Missing,
    Pipeline,
    Placed,
    Vault,
)  # fmt: skip
from besedka.ports.http import Http

NAMES_FOR: Final = 300.0
LEADS_MOST: Final = 50
PHONE_DIGITS: Final = 10
"""A phone is looked for by its last digits: it may be kept with an 8 before them, or without anything."""
_READ = (("/users", "is_admin"), ("/leads", "leads"), ("/contacts", "contacts"), (fields.PATH, "leads"))
"""What is read, and the right that it needs. Only an administrator sees users, and makes the field that keeps our marks."""


class AmoCrm:
    """The account behind a vault's values."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._door = Door(vault, http)
        self._names: tuple[seen.Names, seen.Names, str] = ({}, {}, "")
        self._names_until = 0.0

    async def check(self) -> Checked:
        """Read everything that will be read."""
        account = await self._door.ask("GET", "/account")
        missing = []
        for path, right in _READ:
            try:
                await self._door.ask("GET", path, [("limit", "1")])
            except CrmFailed as failed:
                if failed.code != "crm_no_right":
                    raise
                missing.append(Missing("crm_no_right", right))
        return Checked(account["name"].text or account["subdomain"].text, tuple(dict.fromkeys(missing)))

    async def managers(self) -> Sequence[Manager]:
        """Return all users."""
        return [seen.manager(one) for one in await self._door.all("/users", "users")]

    async def fields(self) -> Sequence[Field]:
        """Return the fields of a lead, without our own."""
        return fields.shown(await fields.lead_fields(self._door))

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the pipelines in use."""
        return seen.pipelines(await self._all_pipelines())

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Return whoever has this phone or e-mail in any field."""
        digits = "".join(one for one in client.phone if one.isdigit())[-PHONE_DIGITS:]
        found: dict[str, Tree] = {}
        for query in filter(None, (digits, client.email)):
            found |= {one["id"].text: one for one in await self._door.all("/contacts", "contacts", [("query", query)])}
        users = (await self._known())[0] if found else {}
        address = await self._door.address()
        return [seen.contact(one, address, users) for one in found.values()]

    async def contact(self, id: str) -> Contact | None:
        """Return a contact; 204 means that there is none."""
        found = await self._contact(id)
        return seen.contact(found, await self._door.address(), (await self._known())[0]) if found else None

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a contact's newest leads: theirs are the highest ids."""
        found = await self._door.ask("GET", f"/contacts/{number(contact)}", [("with", "leads")])
        newest = sorted((one["id"].number for one in found["_embedded"]["leads"]), reverse=True)[:LEADS_MOST]
        if not newest:
            return []
        leads = await self._door.all("/leads", "leads", [("filter[id][]", str(id)) for id in newest])
        address, names = await self._door.address(), await self._known()
        ordered = sorted(leads, key=lambda one: one["id"].number, reverse=True)
        return [seen.lead(one, address, *names) for one in ordered]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a contact."""
        body = {"request_id": origin, **_person(client)}
        body |= {"responsible_user_id": number(responsible)} if responsible else {}
        added = await self._door.ask("POST", "/contacts", body=[body])
        return _id(added["_embedded"]["contacts"][0])

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the lead that bears our mark: their search is vague, so each is looked at."""
        found = await self._door.all("/leads", "leads", [("query", origin)])
        lead = next((one for one in found if origin in fields.marks(one)), None)
        return None if lead is None else await self._placed(lead["id"].text)

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a lead with its client, or be told the older one that duplicate control has joined it to."""
        known = await fields.lead_fields(self._door)
        values = fields.written(draft, known)
        mark = await fields.marked(self._door, known)
        body = {
            "name": draft.title,
            "request_id": draft.origin,
            "_embedded": await self._joined(draft),
            **_place(draft),
            **_price(draft),
        }
        body["custom_fields_values"] = [*values, fields.mark(mark, [draft.origin])]
        added = (await self._door.ask("POST", "/leads/complex", body=[body]))[0]
        id = _id(added)
        if added["merged"]:
            await self._mark_too(id, draft.origin, mark)
        return await self._placed(id, added["contact_id"].text)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write title and fields again, and tell the contact what is new of its client."""
        await self._alive(id)
        values = fields.written(draft, await fields.lead_fields(self._door))
        body: dict[str, object] = {"name": draft.title, **_price(draft)}
        await self._door.ask("PATCH", f"/leads/{id}", body=body | ({"custom_fields_values": values} if values else {}))
        if draft.contact:
            await self._tell_contact(draft)
        return await self._placed(id, draft.contact)

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Look through a lead's notes."""
        notes = await self._door.all(f"/leads/{number(lead)}/notes", "notes", [("filter[note_type][]", "common")])
        return any(one["params"]["text"].text.partition("\n")[0].strip() == mark for one in notes)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a note, which shows its text as it is."""
        await self._alive(lead)
        note = {"note_type": "common", "params": {"text": comment.text}}
        await self._door.ask("POST", f"/leads/{lead}/notes", body=[note])

    async def assign(self, lead: str, manager: str) -> None:
        """Make a user responsible."""
        await self._alive(lead)
        await self._door.ask("PATCH", f"/leads/{lead}", body={"responsible_user_id": number(manager)})

    async def _alive(self, lead: str) -> None:
        """Ask for a lead first: what they say to a change of one that was deleted is written nowhere."""
        found = await self._door.ask("GET", f"/leads/{number(lead)}")
        if not found or found["is_deleted"]:
            raise CrmFailed("crm_lead_gone", lead, permanent=True)

    async def _contact(self, id: str) -> Tree:
        return await self._door.ask("GET", f"/contacts/{number(id)}")

    async def _joined(self, draft: Draft) -> dict[str, object]:
        """Return the lead's one contact: the known one if it is still there, else a new one."""
        if draft.contact and await self._contact(draft.contact):
            return {"contacts": [{"id": number(draft.contact)}]}
        person = _person(draft.client)
        return {"contacts": [person]} if person else {}

    async def _mark_too(self, lead: str, origin: str, field: int) -> None:
        bears = fields.marks(await self._door.ask("GET", f"/leads/{lead}"))
        if origin not in bears:
            values = [fields.mark(field, [*bears, origin])]
            await self._door.ask("PATCH", f"/leads/{lead}", body={"custom_fields_values": values})

    async def _tell_contact(self, draft: Draft) -> None:
        found = await self._contact(draft.contact)
        new = seen.new_ways(draft.client, found) if found else []
        if new:
            await self._door.ask("PATCH", f"/contacts/{number(draft.contact)}", body={"custom_fields_values": new})

    async def _all_pipelines(self) -> list[Tree]:
        return list((await self._door.ask("GET", "/leads/pipelines"))["_embedded"]["pipelines"])

    async def _known(self) -> tuple[seen.Names, seen.Names, str]:
        """Return what users and stages are called, and the currency: kept for a while, for every card needs them."""
        if time.monotonic() >= self._names_until:
            stages = seen.stage_names(await self._all_pipelines())
            currency = (await self._door.ask("GET", "/account"))["currency"].text
            self._names = (await self._user_names(), stages, currency)
            self._names_until = time.monotonic() + NAMES_FOR
        return self._names

    async def _user_names(self) -> seen.Names:
        try:
            return {one.id: one.name for one in await self.managers()}
        except CrmFailed as failed:
            if failed.code == "crm_no_right":
                return {}
            raise

    async def _placed(self, id: str, contact: str = "") -> Placed:
        return Placed(id, seen.lead_url(await self._door.address(), id), contact)


def number(id: str) -> int:
    """Return an id of theirs, which is a number; anything else is nothing of theirs, and gets into no address."""
    if not (id.isascii() and id.isdigit()):
        raise CrmFailed("crm_refused", f"id {id[:40]}", permanent=True)
    return int(id)


def _id(added: Tree) -> str:
    if not added["id"].number:
        raise CrmFailed("crm_strange", "id", lost=True)
    return added["id"].text


def _person(client: Client) -> dict[str, object]:
    name: dict[str, object] = {"name": client.name} if client.name else {}
    ways = seen.ways(client)
    return name | ({"custom_fields_values": ways} if ways else {})


def _place(draft: Draft) -> dict[str, object]:
    """Return where a lead begins and whose it is."""
    pipeline, _, status = draft.stage.partition(":")
    place: dict[str, object] = {"pipeline_id": number(pipeline), "status_id": number(status)} if status else {}
    return place | ({"responsible_user_id": number(draft.responsible)} if draft.responsible else {})


def _price(draft: Draft) -> dict[str, object]:
    """Return the sum, which has no kopecks there."""
    return {} if draft.sum is None else {"price": (draft.sum + 50) // 100}
