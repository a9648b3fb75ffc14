"""HubSpot's records, none of them by its search: that lags behind what is written by seconds."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from besedka.adapters.crm.asking import pages
from besedka.adapters.crm.hubspot.account import Account, Refused
from besedka.adapters.crm.hubspot.shapes import MARK
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed

OBJECTS = "/crm/v3/objects"
BATCH = 100
"""As many records are read at once."""
OWNER = "hubspot_owner_id"
_GROUPS = {"deals": "dealinformation", "contacts": "contactinformation"}
_OURS = frozenset({"dealname", "pipeline", "dealstage", "firstname", "lastname", "email", "phone"})


class Records:
    """Reads and makes records of one account."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def make(self, kind: str, properties: Mapping[str, str], associations: object) -> str:
        """Make a record and return its id, with our property made first when the account does not have it yet. One that has the same e-mail
        or the same mark is there already: its id is returned."""
        body = {"properties": properties, "associations": associations}
        for again in (True, False):
            try:
                return (await self._account.post(f"{OBJECTS}/{kind}", body))["id"].text
            except Refused as refused:
                if refused.existing and refused.unfit in ("", MARK):
                    return await self._there(kind, refused)
                if refused.unfit != MARK:
                    raise unfit(refused) from None
                if again:
                    await self._make_mark(kind)
        raise CrmFailed("crm_broken", MARK)

    async def write(self, kind: str, id: str, properties: Mapping[str, str]) -> None:
        """Write a record's properties. Refused when it is there no more."""
        await self._account.ask("PATCH", f"{OBJECTS}/{kind}/{quote(id, safe='')}", {"properties": properties})

    async def read(self, kind: str, id: str, properties: Iterable[str]) -> Tree | None:
        """Return a record; None when it is there no more."""
        query = urlencode({"properties": ",".join(properties)})
        try:
            return await self._account.get(f"{OBJECTS}/{kind}/{quote(id, safe='')}?{query}")
        except Refused as refused:
            if refused.status == 404:
                return None
            raise

    async def by(self, kind: str, name: str, value: str, properties: Iterable[str]) -> Tree | None:
        """Return the record that alone has this value; None also while the account does not have the property."""
        query = urlencode({"idProperty": name, "properties": ",".join(properties)})
        try:
            return await self._account.get(f"{OBJECTS}/{kind}/{quote(value, safe='')}?{query}")
        except Refused as refused:
            if refused.status == 404 or (refused.status == 400 and not await self._has(kind, name)):
                return None
            raise

    async def associated(self, kind: str, id: str, other: str, properties: Sequence[str]) -> list[Tree]:
        """Return the records of another kind that are associated with one; none when it is there no more."""
        try:
            found = await self.pages(f"/crm/v4/objects/{kind}/{quote(id, safe='')}/associations/{other}")
        except Refused as refused:
            if refused.status == 404:
                return []
            raise
        ids = [one["toObjectId"].text for one in found]
        records: list[Tree] = []
        for at in range(0, len(ids), BATCH):
            inputs = [{"id": one} for one in ids[at : at + BATCH]]
            body = {"inputs": inputs, "properties": properties, "propertiesWithHistory": []}
            records += (await self._account.post(f"{OBJECTS}/{other}/batch/read", body))["results"]
        return records

    async def join(self, deal: str, contact: str) -> None:
        """Associate a deal with a contact; done twice it is done once."""
        pair = f"deals/{quote(deal, safe='')}/associations/default/contacts/{quote(contact, safe='')}"
        await self._account.ask("PUT", f"/crm/v4/objects/{pair}")

    async def pages(self, path: str) -> list[Tree]:
        """Return everything of a list, however many pages it has."""
        found: list[Tree] = []
        after = ""
        for _ in pages():
            query = urlencode({"limit": str(BATCH), "after": after} if after else {"limit": str(BATCH)})
            page = await self._account.get(f"{path}?{query}")
            found += page["results"]
            after = page["paging"]["next"]["after"].text
            if not after:
                break
        return found

    async def _has(self, kind: str, name: str) -> bool:
        try:
            return bool(await self._account.get(f"/crm/v3/properties/{kind}/{name}"))
        except Refused as refused:
            if refused.status == 404:
                return False
            raise

    async def _there(self, kind: str, refused: Refused) -> str:
        """Return the record that has what was to be unique, unless it has been deleted."""
        if await self.read(kind, refused.existing, ("hs_object_id",)) is None:
            raise CrmFailed("crm_refused", refused.detail, permanent=True) from refused
        return refused.existing

    async def _make_mark(self, kind: str) -> None:
        body: dict[str, object] = {
            "name": MARK, "label": "Besedka: conversation", "groupName": _GROUPS[kind], "type": "string", "fieldType": "text",
            "hasUniqueValue": True, "formField": False,
        }  # fmt: skip
        try:
            await self._account.post(f"/crm/v3/properties/{kind}", body)
        except Refused as refused:
            if refused.status != 409:
                raise


def unfit(refused: Refused) -> CrmFailed:
    """Return a refusal with its property told apart: an owner who is no more, what we write ourselves, or an additional field."""
    if refused.code != "crm_field":
        return refused
    if refused.unfit == OWNER:
        return CrmFailed("crm_manager_gone", refused.detail, permanent=True)
    if refused.unfit in _OURS:
        return CrmFailed("crm_refused", refused.detail, permanent=True)
    return refused


def gone(refused: Refused) -> CrmFailed:
    """Return the refusal of a deal's change: it may be there no more."""
    return CrmFailed("crm_lead_gone", refused.detail, permanent=True) if refused.status == 404 else unfit(refused)
