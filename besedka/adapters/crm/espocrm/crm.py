"""EspoCRM as the house uses it. A lead is an opportunity; it bears our mark in its description, where anybody may look it up."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from besedka.adapters.crm.espocrm.api import Espo, Refused, record, where
from besedka.adapters.crm.espocrm.people import People
from besedka.adapters.crm.espocrm.rights import missing
from besedka.adapters.crm.espocrm.shape import ENTITY, Shape
from besedka.adapters.crm.espocrm.words import named, plain
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
    Pipeline,
    Placed,
)  # fmt: skip

FRESH = 600
"""Seconds for which what an opportunity is like is believed: an administrator changes it once a year."""
CLOSES_IN = timedelta(days=30)
"""EspoCRM wants to know when an opportunity will be closed; nobody knows that of a chat."""
MOST_LEADS = 50
MAX_TITLE = 200
_PEOPLE = frozenset({"", "regular", "admin", "super-admin"})
_SEEN = "id,name,stage,amount,amountCurrency,assignedUserName,createdAt,modifiedAt"


class EspoCrm:
    """One site."""

    def __init__(self, espo: Espo) -> None:
        self._espo = espo
        self._people = People(espo)
        self._known: Shape | None = None

    async def check(self) -> Checked:
        """Ask who we are: EspoCRM tells a user its rights along with it."""
        me = await self._espo.get("App/user")
        if not me["user"]["id"].text:
            raise CrmFailed("crm_strange", "App/user")
        title = me["settings"]["applicationName"].text or "EspoCRM"
        return Checked(f"{title} · {me['user']['userName'].text}", tuple(missing(me["acl"])))

    async def managers(self) -> Sequence[Manager]:
        """Return the people: users of the API, of portals and of the system itself are none."""
        rows = await self._espo.rows(
            "User", {"select": "id,name,userName,emailAddress,isActive,type", "orderBy": "userName"}
        )
        return [
            Manager(
                row["id"].text, row["name"].text or row["userName"].text, row["emailAddress"].text, bool(row["isActive"])
            )
            for row in rows
            if row["type"].text in _PEOPLE
        ]  # fmt: skip

    async def fields(self) -> Sequence[Field]:
        """Return the fields as they are now."""
        return list((await self._shape(fresh=True)).extra())

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the one pipeline as it is now."""
        return [(await self._shape(fresh=True)).pipeline()]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Return who may be this client."""
        return await self._people.find(client)

    async def contact(self, id: str) -> Contact | None:
        """Return a contact by its id."""
        return await self._people.contact(id)

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a contact's leads, the newest first."""
        shape, site = await self._shape(), await self._espo.site()
        query = {"select": _SEEN, "orderBy": "createdAt", "order": "desc"}
        rows = await self._espo.rows(record("Contact", contact, "/opportunities"), query, MOST_LEADS)
        return [_seen(row, shape, site) for row in rows]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a contact, or return the one that is the same."""
        try:
            return await self._people.add(client, origin, responsible)
        except Refused as refused:
            raise _about(refused, new=True) from refused

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the lead that has our mark on a line of its own."""
        query = {
            "select": "id,description",
            "where": [where("contains", "description", origin)],
            "orderBy": "createdAt",
        }
        for row in await self._espo.rows(ENTITY, query, MOST_LEADS):
            if origin in row["description"].text.splitlines():
                return await self._placed(row)
        return None

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a lead; a contact that was deleted meanwhile is stored anew with it."""
        shape = await self._shape()
        if not shape.knows(draft.extra):
            shape = await self._shape(fresh=True)
        if draft.contact:
            await self._people.tell(draft.contact, draft.client)
        body = _lead(draft, shape)
        try:
            return await self._placed(await self._espo.post(ENTITY, body))
        except Refused as refused:
            if refused.unlinked != "contacts":
                raise _about(refused, draft, new=True) from refused
        contact = await self.add_contact(draft.client, draft.origin, draft.responsible)
        return await self._placed(await self._espo.post(ENTITY, {**body, "contactsIds": [contact]}), contact)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write title and fields again, and what the client has told since."""
        shape = await self._shape()
        if not shape.knows(draft.extra):
            shape = await self._shape(fresh=True)
        try:
            body = {"name": named(draft.title, MAX_TITLE), **shape.written(draft.extra), **_sum(draft)}
            row = await self._espo.put(record(ENTITY, id), body)
        except Refused as refused:
            raise _about(refused, draft) from refused
        if draft.contact:
            await self._people.tell(draft.contact, draft.client)
        return await self._placed(row)

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Look through a lead's stream."""
        try:
            rows = await self._espo.rows(record(ENTITY, lead, "/stream"), {"filter": "posts"})
        except Refused as refused:
            raise _about(refused) from refused
        return any(row["post"].text.split("\n", 1)[0] == plain(mark) for row in rows)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Post into a lead's stream. Who may not, and who posts to a deleted lead, are refused alike."""
        post = {"type": "Post", "parentType": ENTITY, "parentId": lead, "post": plain(comment.text)}
        try:
            await self._espo.post("Note", post)
        except Refused as refused:
            if refused.status in (403, 404):
                await self._there(lead)
            raise _about(refused) from refused

    async def assign(self, lead: str, manager: str) -> None:
        """Make a manager responsible."""
        try:
            await self._espo.put(record(ENTITY, lead), {"assignedUserId": manager})
        except Refused as refused:
            raise _about(refused) from refused

    async def _there(self, lead: str) -> None:
        """Read a lead: who may not write to it and who finds none are told the same."""
        try:
            await self._espo.get(record(ENTITY, lead))
        except Refused as refused:
            raise _about(refused) from refused

    async def _placed(self, row: Tree, contact: str = "") -> Placed:
        id = row["id"].text
        if not id:
            raise CrmFailed("crm_strange", ENTITY, lost=True)
        return Placed(id, f"{await self._espo.site()}/#{ENTITY}/view/{id}", contact)

    async def _shape(self, *, fresh: bool = False) -> Shape:
        known = self._known
        if known is None or fresh or time.monotonic() - known.read_at > FRESH:
            fields = await self._espo.get("Metadata", {"key": f"entityDefs.{ENTITY}.fields"})
            if fields["entityDefs"]:
                fields = fields["entityDefs"][ENTITY]["fields"]
            if not fields["stage"]:
                raise CrmFailed("crm_no_right", f"{ENTITY}: read", permanent=True)
            known = self._known = Shape(fields, (await self._espo.get("I18n"))[ENTITY], time.monotonic())
        return known


def _lead(draft: Draft, shape: Shape) -> dict[str, object]:
    """Return a new opportunity with all that EspoCRM wants of one."""
    stage = draft.stage or shape.first_stage
    visit = f"roistat: {draft.visit}" if draft.visit else ""
    body: dict[str, object] = {
        "name": named(draft.title, MAX_TITLE), "stage": stage, "probability": shape.probability(stage), "amount": 0,
        "closeDate": (datetime.now(UTC) + CLOSES_IN).date().isoformat(),
        "description": "\n".join(filter(None, (draft.page, visit, draft.origin))),
        **shape.written(draft.extra), **_sum(draft),
    }  # fmt: skip
    if draft.contact:
        body["contactsIds"] = [draft.contact]
    if draft.responsible:
        body["assignedUserId"] = draft.responsible
    return body


def _sum(draft: Draft) -> dict[str, object]:
    return {} if draft.sum is None else {"amount": draft.sum / 100}


def _seen(row: Tree, shape: Shape, site: str) -> LeadSeen:
    id, stage, amount = row["id"].text, row["stage"].text, row["amount"]
    return LeadSeen(
        id, row["name"].text, shape.stage_title(stage), shape.outcome(stage), amount.text if amount.number else "",
        row["amountCurrency"].text, row["assignedUserName"].text, f"{site}/#{ENTITY}/view/{id}", _millis(row["modifiedAt"].text),
    )  # fmt: skip


def _millis(text: str) -> int:
    """Read EspoCRM's moment, which is in UTC."""
    try:
        return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return 0


def _about(refused: Refused, draft: Draft | None = None, *, new: bool = False) -> CrmFailed:
    """Return what a refusal means for a lead: it is gone, its manager is, or one of its fields is not taken."""
    if refused.not_there and not new:
        return CrmFailed("crm_lead_gone", refused.detail, permanent=True)
    if refused.unlinked == "assignedUser":
        return CrmFailed("crm_manager_gone", refused.detail, permanent=True)
    if draft is not None and refused.invalid in draft.extra:
        return CrmFailed("crm_field", refused.detail, permanent=True, field=refused.invalid)
    return refused
