"""HubSpot as a Crm: deals with contacts, notes on deals, owners.

The search lags behind what is written, so it is never asked about what we ourselves may just have done: a deal is read by our own unique
property (which also lets HubSpot refuse a second one), a contact by its e-mail, a note by the deal's associations.
"""

import time
from collections.abc import Mapping, Sequence

from besedka.adapters.crm.hubspot.account import Account, Refused
from besedka.adapters.crm.hubspot.checks import missing
from besedka.adapters.crm.hubspot.records import BATCH, OBJECTS, OWNER, Records, gone, unfit
from besedka.adapters.crm.hubspot.shapes import (
    CONTACT,
    DEAL,
    MARK,
    contact,
    deal,
    fields,
    links,
    manager,
    person,
    pipelines,
    seen,
    wanted,
)  # fmt: skip
from besedka.adapters.crm.markup import first_line, html
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

_SHOWN = 50
_DEAL_TO_CONTACT, _NOTE_TO_DEAL = 3, 214
"""HubSpot's own kinds of associations."""


class Hubspot:
    """One account of HubSpot."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._records = Records(account)
        self._place = ""
        self._first = ""
        self._owners: Mapping[str, str] | None = None

    async def check(self) -> Checked:
        """Ask for the account, then try each right on records that there are none of."""
        details = await self._account.get("/account-info/v3/details")
        return Checked(f"HubSpot {details['portalId'].text}".strip(), await missing(self._account))

    async def managers(self) -> Sequence[Manager]:
        """Return the owners that are people; who was archived is not among them."""
        return [manager(one) for one in await self._records.pages("/crm/v3/owners") if one["type"].text != "QUEUE"]

    async def fields(self) -> Sequence[Field]:
        """Return the properties of a deal that may be written."""
        return fields((await self._account.get("/crm/v3/properties/deals"))["results"])

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the pipelines of deals."""
        return pipelines((await self._account.get("/crm/v3/pipelines/deals"))["results"])

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Read by the e-mail, and search for the phone."""
        found = [] if not client.email else [await self._records.by("contacts", "email", client.email, CONTACT)]
        groups = wanted(client)
        if groups:
            body = {"filterGroups": groups, "properties": CONTACT, "sorts": [], "limit": BATCH, "after": "0"}
            found += (await self._account.post(f"{OBJECTS}/contacts/search", body))["results"]
        known = {one["id"].text: one for one in found if one is not None}
        return [await self._contact(one) for one in known.values()]

    async def contact(self, id: str) -> Contact | None:
        """Read a contact."""
        record = await self._records.read("contacts", id, CONTACT)
        return None if record is None else await self._contact(record)

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Read the deals that are associated with a contact."""
        records = await self._records.associated("contacts", contact, "deals", DEAL)
        records.sort(key=lambda one: (one["properties"]["createdate"].text, one["id"].number), reverse=True)
        stages = (
            {stage.id: stage for pipeline in await self.pipelines() for stage in pipeline.stages} if records else {}
        )
        names = await self._names(records)
        return [seen(one, await self._url("0-3", one["id"].text), stages, names) for one in records[:_SHOWN]]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Make a contact; one with the e-mail or of this conversation is it."""
        told = {**person(client), MARK: origin} | ({OWNER: responsible} if responsible else {})
        return await self._records.make("contacts", told, [])

    async def find_lead(self, origin: str) -> Placed | None:
        """Read the deal whose property says so."""
        record = await self._records.by("deals", MARK, origin, ("dealname",))
        return None if record is None else await self._placed(record["id"].text)

    async def add_lead(self, draft: Draft) -> Placed:
        """Make a deal."""
        await self._where()
        pipeline, _, stage = (draft.stage or await self._first_stage()).partition("/")
        told = {**deal(draft, await self._several(draft)), "pipeline": pipeline, "dealstage": stage, MARK: draft.origin}
        told |= {OWNER: draft.responsible} if draft.responsible else {}
        id = await self._records.make("deals", told, links(draft.contact, _DEAL_TO_CONTACT))
        return await self._placed(id, draft.contact)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write a deal's properties, join it to its contact, and fill what the contact lacks."""
        placed = await self._placed(id, draft.contact)
        try:
            await self._records.write("deals", id, deal(draft, await self._several(draft)))
        except Refused as refused:
            raise gone(refused) from None
        if draft.contact:
            await self._records.join(id, draft.contact)
            await self._fill(draft)
        return placed

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Compare the first lines of the deal's notes."""
        notes = await self._records.associated("deals", lead, "notes", ("hs_note_body",))
        return any(first_line(one["properties"]["hs_note_body"].text) == mark for one in notes)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Make a note of the deal, dated now."""
        properties = {"hs_timestamp": str(int(time.time() * 1000)), "hs_note_body": html(comment.text)}
        body = {"properties": properties, "associations": links(lead, _NOTE_TO_DEAL)}
        try:
            await self._account.post(f"{OBJECTS}/notes", body)
        except Refused as refused:
            if refused.status in (400, 404) and await self._records.read("deals", lead, ("dealname",)) is None:
                raise CrmFailed("crm_lead_gone", refused.detail, permanent=True) from refused
            raise

    async def assign(self, lead: str, manager: str) -> None:
        """Write the deal's owner."""
        try:
            await self._records.write("deals", lead, {OWNER: manager})
        except Refused as refused:
            raise gone(refused) from None

    async def _fill(self, draft: Draft) -> None:
        """Tell the contact what it does not know yet. An e-mail that is another contact's stays theirs."""
        record = await self._records.read("contacts", draft.contact, CONTACT)
        has = Tree(None) if record is None else record["properties"]
        told = person(draft.client)
        if has["firstname"].text or has["lastname"].text:
            told = {name: value for name, value in told.items() if name not in ("firstname", "lastname")}
        new = {name: value for name, value in told.items() if not has[name].text}
        if record is not None and new:
            await self._tell(draft.contact, new)

    async def _tell(self, id: str, properties: Mapping[str, str]) -> None:
        try:
            await self._records.write("contacts", id, properties)
        except Refused as refused:
            rest = {name: value for name, value in properties.items() if name != "email"}
            if not refused.existing or rest == properties:
                raise unfit(refused) from None
            if rest:
                await self._tell(id, rest)

    async def _several(self, draft: Draft) -> list[str]:
        """Return those of a lead's fields that are choices; asked only when a value has more than one line."""
        if not any("\n" in value for value in draft.extra.values()):
            return []
        return [field.id for field in await self.fields() if field.type == "choices"]

    async def _first_stage(self) -> str:
        if not self._first:
            self._first = next(stage.id for pipeline in await self.pipelines() for stage in pipeline.stages)
        return self._first

    async def _names(self, records: Sequence[Tree]) -> Mapping[str, str]:
        """Return the owners' names by id; asked only when one of the records has an owner."""
        if self._owners is None and any(one["properties"][OWNER].text for one in records):
            self._owners = {one.id: one.name for one in await self.managers()}
        return self._owners or {}

    async def _contact(self, record: Tree) -> Contact:
        return contact(record, await self._url("0-1", record["id"].text), await self._names([record]))

    async def _placed(self, id: str, contact: str = "") -> Placed:
        return Placed(id, await self._url("0-3", id), contact)

    async def _url(self, kind: str, id: str) -> str:
        return f"{await self._where()}/record/{kind}/{id}"

    async def _where(self) -> str:
        """Return where the account's records are opened. Asked before anything is written."""
        if not self._place:
            details = await self._account.get("/account-info/v3/details")
            self._place = f"https://{details['uiDomain'].text or 'app.hubspot.com'}/contacts/{details['portalId'].text}"
        return self._place
