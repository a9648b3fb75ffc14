"""Pipedrive: a lead is a deal, our mark a field of it, the conversation its notes (INTEGRATIONS.md 1.7)."""

from collections.abc import Sequence
from urllib.parse import quote

from besedka.adapters.crm.pipedrive import reading
from besedka.adapters.crm.pipedrive.api import PAGE, V1, V2, Api, NotThere, about_a_lead, root
from besedka.adapters.crm.pipedrive.checking import check
from besedka.adapters.crm.pipedrive.fields import all_fields, find_mark, make_mark, written
from besedka.adapters.crm.pipedrive.hooks import hear
from besedka.adapters.crm.pipedrive.words import ASKS, GUIDE
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import (
    Checked,
    Client,
    Comment,
    Connector,
    Contact,
    CrmFailed,
    Draft,
    Field,
    LeadSeen,
    Manager,
    Pipeline,
    Placed,
    Powers,
    Stage,
    Vault,
)
from besedka.ports.http import Http

_NEWEST = [("sort_by", "add_time"), ("sort_direction", "desc")]
_SHOWN = 50
_LATELY = 20
"""So many newcomers may be unknown to the search, which is behind by seconds."""


class Pipedrive:
    """One company. The code of our field and names of users are asked for once."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._api = Api(vault, http)
        self._mark = ""
        self._names: dict[str, str] = {}

    async def check(self) -> Checked:
        """Ask for the token's user and permissions."""
        return await check(self._api)

    async def managers(self) -> Sequence[Manager]:
        """Return the company's users."""
        return [
            Manager(row["id"].text, row["name"].text, row["email"].text, row["active_flag"].value is True)
            for row in await self._api.get(f"{V1}/users")
        ]

    async def fields(self) -> Sequence[Field]:
        """Return the custom fields of deals."""
        return await all_fields(self._api)

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the pipelines as they stand in Pipedrive: the first is the default."""
        stages = sorted(await self._api.all("stages"), key=_order)
        return [
            Pipeline(row["id"].text, row["name"].text, tuple(map(_stage, _of(stages, row["id"].text))))
            for row in sorted(await self._api.all("pipelines"), key=_order)
        ]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Search for the exact e-mail and phone, and for the phone's digits where nobody has exactly it."""
        found = await self._search("email", client.email, exact=True) if client.email else []
        if client.phone:
            exact = await self._search("phone", client.phone, exact=True)
            found += exact or await self._search("phone", reading.core(client.phone), exact=False)
        items = {item["id"].text: item for item in found}
        at = await self._root()
        return [reading.found_contact(one, at, await self._name(one["owner"]["id"].text)) for one in items.values()]

    async def contact(self, id: str) -> Contact | None:
        """Return a person; one who was deleted is told for a month still."""
        try:
            row = await self._api.get(f"{V2}/persons/{quote(id, safe='')}")
        except NotThere:
            return None
        if row["is_deleted"].value is True:
            return None
        return reading.contact(row, await self._root(), await self._name(row["owner_id"].text))

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a person's deals."""
        rows = list(await self._api.get(f"{V2}/deals", [("person_id", contact), *_NEWEST, ("limit", str(_SHOWN))]))
        stages = {row["id"].text: row["name"].text for row in await self._api.all("stages")} if rows else {}
        at = await self._root()
        return [
            reading.lead(row, at, stages.get(row["stage_id"].text, ""), await self._name(row["owner_id"].text))
            for row in rows
        ]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:  # noqa: ARG002 (no field of a person keeps it)
        """Store a person, unless they are among the newest: the search may not know them yet."""
        if client.phone or client.email:
            lately = await self._api.get(f"{V2}/persons", [*_NEWEST, ("limit", str(_LATELY))])
            same = next((row for row in lately if reading.is_same(row, client)), None)
            if same is not None:
                return same["id"].text
        row = reading.person(client) | _owner(responsible)
        return (await self._api.send("POST", f"{V2}/persons", row))["id"].text

    async def find_lead(self, origin: str) -> Placed | None:
        """Look for our mark among the newest deals, which the search may not know yet, and then by the search."""
        lately = await self._api.get(f"{V2}/deals", [*_NEWEST, ("limit", str(PAGE))])
        for row in lately:
            if origin in [value.text for _, value in row["custom_fields"].items()]:
                return await self._placed(row)
        query = [("term", origin), ("fields", "custom_fields"), ("exact_match", "true")]
        found = (await self._api.get(f"{V2}/deals/search", query))["items"]
        kept = await self._read(found[0]["item"]["id"].text) if found else None
        return None if kept is None else await self._placed(kept)

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a deal that bears our mark in our field, which is made when it is not there."""
        self._mark = self._mark or await find_mark(self._api) or await make_mark(self._api)
        extra = await written(self._api, draft.extra) | {self._mark: draft.origin}
        row = {"title": draft.title, "custom_fields": extra} | _owner(draft.responsible) | _value(draft)
        row |= {"person_id": _number(draft.contact)} if draft.contact else {}
        row |= {"stage_id": _number(draft.stage)} if draft.stage else {}
        try:
            return await self._placed(await self._api.send("POST", f"{V2}/deals", row))
        except CrmFailed as failed:
            if failed.code == "crm_refused" and self._mark != await find_mark(self._api):
                self._mark = ""
                return await self.add_lead(draft)
            raise await self._why(failed, draft.responsible) from failed

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write the deal again, and to its person what the client has told since."""
        deal = await self._there(id)
        extra = await written(self._api, draft.extra)
        more: dict[str, object] = {"custom_fields": extra} if extra else {}
        placed = await self._placed(await self._change(id, {"title": draft.title} | more | _value(draft)))
        if deal["person_id"]:
            path = f"{V2}/persons/{deal['person_id'].text}"
            told = reading.told_since(await self._api.get(path), draft.client)
            await self._api.send("PATCH", path, told) if told else None
        return placed

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Look for a note that begins with the mark."""
        return any(reading.first_line(row["content"].text) == mark for row in await self._api.all_notes(lead))

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a note to a deal."""
        await self._there(lead)
        with about_a_lead():
            row = {"content": reading.note(comment.text), "deal_id": _number(lead)}
            await self._api.send("POST", f"{V1}/notes", row)

    async def assign(self, lead: str, manager: str) -> None:
        """Make a user the deal's owner."""
        await self._there(lead)
        try:
            await self._change(lead, _owner(manager))
        except CrmFailed as failed:
            raise await self._why(failed, manager) from failed

    async def _search(self, field: str, term: str, *, exact: bool) -> list[Tree]:
        query = [("term", term), ("fields", field), ("exact_match", "true" if exact else "false")]
        found = (
            await self._api.get(f"{V2}/persons/search", [*query, ("limit", str(PAGE))]) if len(term) > 1 else Tree(None)
        )
        return [one["item"] for one in found["items"]]

    async def _read(self, id: str) -> Tree | None:
        """Return a deal; one that was deleted is told, and even changed, for a month still."""
        try:
            row = await self._api.get(f"{V2}/deals/{quote(id, safe='')}")
        except NotThere:
            return None
        return None if row["is_deleted"].value is True else row

    async def _there(self, id: str) -> Tree:
        row = await self._read(id)
        if row is None:
            raise CrmFailed("crm_lead_gone", id, permanent=True)
        return row

    async def _change(self, id: str, row: dict[str, object]) -> Tree:
        with about_a_lead():
            return await self._api.send("PATCH", f"{V2}/deals/{quote(id, safe='')}", row)

    async def _why(self, failed: CrmFailed, manager: str) -> CrmFailed:
        """Return what a refusal means: the manager has left, or what it says."""
        active = [one.id for one in await self.managers() if one.active] if failed.code == "crm_refused" else [manager]
        gone = manager and manager not in active
        return CrmFailed("crm_manager_gone", failed.detail, permanent=True) if gone else failed

    async def _placed(self, row: Tree) -> Placed:
        id = row["id"].text
        return Placed(id, reading.deal_url(await self._root(), id), row["person_id"].text)

    async def _root(self) -> str:
        return root(await self._api.vault.values())

    async def _name(self, user: str) -> str:
        if user and user not in self._names:
            self._names = {one.id: one.name for one in await self.managers()}
        return self._names.setdefault(user, "")


def _number(id: str) -> object:
    return int(id) if id.isdecimal() else id


def _owner(id: str) -> dict[str, object]:
    return {"owner_id": _number(id)} if id else {}


def _value(draft: Draft) -> dict[str, object]:
    return {} if draft.sum is None else {"value": draft.sum / 100}


def _order(row: Tree) -> tuple[int, int]:
    return row["order_nr"].number, row["id"].number


def _of(stages: Sequence[Tree], pipeline: str) -> Sequence[Tree]:
    return [row for row in stages if row["pipeline_id"].text == pipeline]


def _stage(row: Tree) -> Stage:
    return Stage(row["id"].text, row["name"].text)


CONNECTOR = Connector("pipedrive", "Pipedrive", ASKS, Powers(sums=True, news=True), Pipedrive, hear, guide=GUIDE)
