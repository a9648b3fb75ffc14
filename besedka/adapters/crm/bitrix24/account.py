"""One Bitrix24 portal, as the house asks for it."""

import time
from collections.abc import Awaitable, Sequence
from typing import Final
from urllib.parse import urlsplit

from besedka.adapters.crm.bitrix24 import fields, seen
from besedka.adapters.crm.bitrix24.door import Door, is_missing
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
)
from besedka.ports.http import Http

ORIGIN: Final = "besedka"
NAMES_FOR: Final = 300.0
LEADS_MOST: Final = 50
_SHOWN = ["id", "title", "stageId", "stageSemanticId", "assignedById", "opportunity", "currencyId", "updatedTime"]


class Bitrix24:
    """The portal behind a vault's values."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._door = Door(vault, http)
        self._names: tuple[seen.Names, seen.Names] = ({}, {})
        self._names_until = 0.0

    async def check(self) -> Checked:
        """Look at the scopes that were granted, and at what the employee behind the key may read."""
        granted = {one.text.casefold() for one in (await self._door.ask("scope", {}))["result"]}
        missing = [] if "crm" in granted else [Missing("crm_no_right", "crm")]
        missing += [] if granted & {"user", "user_basic"} else [Missing("crm_no_right", "user")]
        if "crm" in granted:
            kind = await self._kind()
            missing += [*await self._closed(kind.number, kind.name), *await self._closed(seen.CONTACT, "contact")]
        return Checked(urlsplit(await self._door.address()).netloc, tuple(missing))

    async def managers(self) -> Sequence[Manager]:
        """Return the employees who work."""
        asked = {"FILTER": {"ACTIVE": True, "USER_TYPE": "employee"}}
        return [seen.manager(one) for one in await self._door.all("user.get", asked)]

    async def fields(self) -> Sequence[Field]:
        """Return the firm's own fields of a lead, and theirs that it may fill."""
        return fields.shown(await self._fields())

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the pipelines, the general one first. What they call leads have one, without a name."""
        kind = await self._kind()
        if kind is seen.LEAD:
            return [seen.pipeline("0", "CRM", await self._statuses(kind.stages))]
        found = (await self._door.ask("crm.category.list", {"entityTypeId": kind.number}))["result"]["categories"]
        ordered = sorted(found, key=lambda one: (one["isDefault"].text != "Y", one["sort"].number))
        return [
            seen.pipeline(one["id"].text, one["name"].text, await self._stages(one["id"].number)) for one in ordered
        ]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Return the contacts that their own search for doubles finds."""
        ids: list[int] = []
        for kind, values in (("PHONE", seen.phones(client.phone)), ("EMAIL", [client.email, client.email.lower()])):
            if values[0]:
                asked = {"type": kind, "values": list(dict.fromkeys(values)), "entity_type": "CONTACT"}
                found = (await self._door.ask("crm.duplicate.findbycomm", asked))["result"]
                ids += [one.number for one in found["CONTACT"]]
        if not ids:
            return []
        asked_for = {"entityTypeId": seen.CONTACT, "filter": {"@id": list(dict.fromkeys(ids))}, "select": ["*"]}
        contacts = await self._door.all("crm.item.list", asked_for, "items")
        address, (users, _) = await self._door.address(), await self._known()
        return [seen.contact(one, address, users) for one in contacts]

    async def contact(self, id: str) -> Contact | None:
        """Return a contact."""
        found = await self._item(seen.CONTACT, id)
        return seen.contact(found, await self._door.address(), (await self._known())[0]) if found else None

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a contact's leads."""
        kind = await self._kind()
        asked = {
            "entityTypeId": kind.number,
            "filter": {"contactId": number(contact)},
            "select": _SHOWN,
            "order": {"id": "DESC"},
        }
        found = await self._door.all("crm.item.list", asked, "items", LEADS_MOST)
        if not found:
            return []
        address, (users, stages) = await self._door.address(), await self._known()
        return [seen.lead(one, address, kind, users, stages) for one in found]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a contact."""
        known = seen.person(client) | {"originatorId": ORIGIN, "originId": origin, "sourceId": "WEB"}
        known |= {"assignedById": number(responsible)} if responsible else {}
        return _id(await self._door.ask("crm.item.add", {"entityTypeId": seen.CONTACT, "fields": known}))

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the lead that bears our mark, in the two fields that are made for that."""
        kind = await self._kind()
        asked = {
            "entityTypeId": kind.number,
            "filter": {"originatorId": ORIGIN, "originId": origin},
            "select": ["id", "contactId"],
        }
        found = (await self._door.ask("crm.item.list", asked))["result"]["items"][0]
        return await self._placed(found["id"].text, found["contactId"].text) if found else None

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a lead, joined to its contact."""
        known = await self._fields()
        lead = fields.written(draft, known) | {"title": draft.title, "originatorId": ORIGIN, "originId": draft.origin}
        page = {"sourceDescription": draft.page} if draft.page else {}
        lead = {"sourceId": "WEB", **page, **lead, **_place(draft), **_sum(draft)}
        contact = await self._contact_of(draft)
        lead |= {"contactIds": [number(contact)]} if contact else {}
        asked = {"entityTypeId": (await self._kind()).number, "fields": lead}
        return await self._placed(_id(await self._written("crm.item.add", asked, known)), contact)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write title and fields again, and tell the contact what is new of its client."""
        known = await self._fields()
        lead = fields.written(draft, known) | {"title": draft.title} | _sum(draft)
        asked = {"entityTypeId": (await self._kind()).number, "id": number(id), "fields": lead}
        await self._on_lead(id, self._written("crm.item.update", asked, known))
        if draft.contact:
            await self._tell_contact(draft)
        return await self._placed(id, draft.contact)

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Look through a lead's comments, the newest first."""
        where = {"ENTITY_ID": number(lead), "ENTITY_TYPE": (await self._kind()).name}
        asked = {"filter": where, "select": ["ID", "COMMENT"], "order": {"ID": "DESC"}}
        comments = await self._door.all("crm.timeline.comment.list", asked)
        return any(seen.first_line(one["COMMENT"].text) == mark for one in comments)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a comment to a lead's timeline."""
        where = {"ENTITY_ID": number(lead), "ENTITY_TYPE": (await self._kind()).name}
        asked = {"fields": {**where, "COMMENT": seen.plain(comment.text)}}
        await self._on_lead(lead, self._door.ask("crm.timeline.comment.add", asked))

    async def assign(self, lead: str, manager: str) -> None:
        """Make an employee responsible. One who is not there may be passed over in silence, so the answer is looked at."""
        wanted = number(manager)
        asked = {"entityTypeId": (await self._kind()).number, "id": number(lead), "fields": {"assignedById": wanted}}
        try:
            said = await self._on_lead(lead, self._door.ask("crm.item.update", asked))
        except CrmFailed as failed:
            if failed.code == "crm_refused":
                raise CrmFailed("crm_manager_gone", failed.detail, permanent=True) from failed
            raise
        if said["result"]["item"]["assignedById"].number != wanted:
            raise CrmFailed("crm_manager_gone", manager, permanent=True)

    async def _kind(self) -> seen.Kind:
        return seen.LEAD if (await self._vault.values()).get("kind") == "lead" else seen.DEAL

    async def _fields(self) -> Tree:
        return (await self._door.ask("crm.item.fields", {"entityTypeId": (await self._kind()).number}))["result"][
            "fields"
        ]

    async def _closed(self, kind: int, name: str) -> list[Missing]:
        try:
            await self._door.ask("crm.item.fields", {"entityTypeId": kind})
        except CrmFailed as failed:
            if failed.code == "crm_no_right":
                return [Missing("crm_no_right", f"crm: {name}")]
            raise
        return []

    async def _item(self, kind: int, id: str) -> Tree:
        """Return a record; empty when it is not there."""
        try:
            return (await self._door.ask("crm.item.get", {"entityTypeId": kind, "id": number(id)}))["result"]["item"]
        except CrmFailed as failed:
            if is_missing(failed):
                return Tree(None)
            raise

    async def _on_lead(self, lead: str, call: Awaitable[Tree]) -> Tree:
        """Do something to a lead. What is refused is looked into: one that is gone may be told of as a right that is missing."""
        try:
            return await call
        except CrmFailed as failed:
            unclear = failed.code in ("crm_refused", "crm_no_right")
            if is_missing(failed) or (unclear and not await self._item((await self._kind()).number, lead)):
                raise CrmFailed("crm_lead_gone", lead, permanent=True) from failed
            raise

    async def _written(self, method: str, asked: dict[str, object], known: Tree) -> Tree:
        try:
            return await self._door.ask(method, asked)
        except CrmFailed as failed:
            field = fields.named(known, failed.detail) if failed.detail.startswith("CRM_FIELD_ERROR") else ""
            raise CrmFailed("crm_field", failed.detail, permanent=True, field=field) if field else failed from None

    async def _contact_of(self, draft: Draft) -> str:
        """Return the lead's contact: a new one if the known one is there no more."""
        if not draft.contact or await self._item(seen.CONTACT, draft.contact):
            return draft.contact
        return await self.add_contact(draft.client, draft.origin, "")

    async def _tell_contact(self, draft: Draft) -> None:
        found = await self._item(seen.CONTACT, draft.contact)
        new = seen.new_ways(draft.client, found) if found else []
        if new:
            asked = {"entityTypeId": seen.CONTACT, "id": number(draft.contact), "fields": {"fm": new}}
            await self._door.ask("crm.item.update", asked)

    async def _statuses(self, dictionary: str) -> list[Tree]:
        asked = {"filter": {"ENTITY_ID": dictionary}, "order": {"SORT": "ASC"}}
        return await self._door.all("crm.status.list", asked)

    async def _stages(self, category: int) -> list[Tree]:
        return await self._statuses(f"DEAL_STAGE_{category}" if category else "DEAL_STAGE")

    async def _known(self) -> tuple[seen.Names, seen.Names]:
        """Return what employees and stages are called: kept for a while, for every card needs them."""
        if time.monotonic() >= self._names_until:
            stages = {stage.id: stage.title for pipeline in await self.pipelines() for stage in pipeline.stages}
            self._names = (await self._user_names(), stages)
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
        return Placed(id, seen.lead_url(await self._door.address(), await self._kind(), id), contact)


def number(id: str) -> int:
    """Return an id of theirs, which is a number; anything else is nothing of theirs."""
    if not (id.isascii() and id.isdigit()):
        raise CrmFailed("crm_refused", f"id {id[:40]}", permanent=True)
    return int(id)


def _id(said: Tree) -> str:
    id = said["result"]["item"]["id"]
    if not id.number:
        raise CrmFailed("crm_strange", "id", lost=True)
    return id.text


def _place(draft: Draft) -> dict[str, object]:
    """Return where a lead begins and whose it is."""
    place: dict[str, object] = {}
    if draft.stage:
        place = {"stageId": draft.stage, "categoryId": seen.category(draft.stage)}
    return place | ({"assignedById": number(draft.responsible)} if draft.responsible else {})


def _sum(draft: Draft) -> dict[str, object]:
    return {} if draft.sum is None else {"opportunity": draft.sum / 100}
