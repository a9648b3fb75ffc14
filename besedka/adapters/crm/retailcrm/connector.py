"""RetailCRM (Simla), API v5: a lead is an order, our mark its external id, the conversation the manager's comment (INTEGRATIONS.md 1.3)."""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from besedka.adapters.crm.retailcrm import reading
from besedka.adapters.crm.retailcrm.api import PAGE, Api, NotThere, about_a_lead, one, root
from besedka.adapters.crm.retailcrm.checking import check
from besedka.adapters.crm.retailcrm.fields import all_fields, written
from besedka.adapters.crm.retailcrm.words import ASKS, GUIDE
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

_BY_ID = [("by", "id")]
_METHOD = "live-chat"
"""The way of ordering that a new account has for chats."""
_SHOWN = 50


class RetailCrm:
    """One account. Names of managers, the time zone and the way of ordering are asked for once."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._api = Api(vault, http)
        self._names: dict[str, str] = {}
        self._zone: tzinfo | None = None
        self._method: str | None = None

    async def check(self) -> Checked:
        """Ask for the key's rights and shops."""
        return await check(self._api)

    async def managers(self) -> Sequence[Manager]:
        """Return the users who are managers."""
        return [
            Manager(row["id"].text, reading.full_name(row), row["email"].text, row["active"].value is True)
            for row in await self._api.pages("v5/users", "users", [("filter[isManager]", "1")])
        ]

    async def fields(self) -> Sequence[Field]:
        """Return the additional fields of orders."""
        return await all_fields(self._api)

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the one way that orders go: the statuses in use, group by group."""
        groups = (await self._api.get("v5/reference/status-groups"))["statusGroups"]
        rows = [row for _, row in (await self._api.get("v5/reference/statuses"))["statuses"].items() if row["active"]]
        rows.sort(key=lambda row: (groups[row["group"].text]["ordering"].number, row["ordering"].number))
        return [Pipeline("orders", "RetailCRM", tuple(map(reading.stage, rows)))]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Search by e-mail, and by phone, for which the search of names is."""
        asked = [("filter[email]", client.email), ("filter[name]", reading.core(client.phone))]
        found: dict[str, Tree] = {}
        for name, value in asked:
            if value:
                answer = await self._api.get("v5/customers", [(name, value), ("limit", PAGE)])
                found |= {row["id"].text: row for row in answer["customers"]}
        return [await self._contact(row) for row in found.values()]

    async def contact(self, id: str) -> Contact | None:
        """Return a customer; of two that were joined, the one that is left."""
        try:
            row = await self._api.get(one("customers", id), _BY_ID)
        except NotThere as failed:
            return await self.contact(failed.instead) if failed.instead not in ("", id) else None
        return await self._contact(row["customer"])

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a customer's orders."""
        rows = await self._orders("filter[customerId]", contact)
        if not rows:
            return []
        known = {row["code"].text: reading.stage(row) for row in await self._statuses()}
        rows.sort(key=lambda row: (row["createdAt"].text, row["id"].number), reverse=True)
        return [await self._lead(row, known) for row in rows[:_SHOWN]]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a customer whose external id is our mark: one that is refused because it is there is found by it."""
        row = reading.customer(client) | {"externalId": origin} | _manager(responsible)
        try:
            return (await self._api.post("v5/customers/create", "customer", row))["id"].text
        except CrmFailed as failed:
            there = await self._there(failed, "customers", origin)
            return there["id"].text

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the order whose external id is our mark."""
        rows = await self._orders("filter[externalIds][]", origin)
        return await self._placed(rows[0]) if rows else None

    async def add_lead(self, draft: Draft) -> Placed:
        """Store an order; one that is refused because it is there is found by our mark."""
        row = await self._order(draft) | reading.buyer(draft.client) | _manager(draft.responsible)
        row |= {"externalId": draft.origin} | ({"orderMethod": method} if (method := await self._way()) else {})
        row |= {"customer": {"id": reading.number(draft.contact)}} if draft.contact else {}
        row |= {"status": draft.stage} if draft.stage else {}
        try:
            return await self._placed((await self._api.post("v5/orders/create", "order", row))["order"])
        except CrmFailed as failed:
            return await self._placed(await self._there(failed, "orders", draft.origin))

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write the order again, and to it and to the customer what the client has told since."""
        row = await self._read(id)
        buyer = {key: value for key, value in reading.buyer(draft.client).items() if not row[key]}
        placed = await self._placed(await self._edit(id, await self._order(draft) | buyer))
        more = reading.told_since(row["customer"], draft.client)
        if more and row["customer"]["id"]:
            await self._api.post(f"{one('customers', row['customer']['id'].text)}/edit", "customer", more, "id")
        return placed

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Look for a part of the manager's comment that begins with the mark."""
        said = (await self._read(lead))["managerComment"].text
        return any(part.strip().partition("\n")[0].strip() == mark for part in reading.parts(said))

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a part to the manager's comment, after what stands there."""
        said = (await self._read(lead))["managerComment"].text
        await self._edit(lead, {"managerComment": f"{said}{reading.BETWEEN}{comment.text}" if said else comment.text})

    async def assign(self, lead: str, manager: str) -> None:
        """Make a manager the order's."""
        await self._edit(lead, _manager(manager))

    async def _order(self, draft: Draft) -> dict[str, object]:
        """Return what is written at every sending."""
        extra = await written(self._api, draft.extra)
        return {"customerComment": draft.title} | ({"customFields": extra} if extra else {})

    async def _read(self, id: str) -> Tree:
        with about_a_lead():
            return (await self._api.get(one("orders", id), _BY_ID))["order"]

    async def _edit(self, id: str, row: dict[str, object]) -> Tree:
        with about_a_lead():
            return (await self._api.post(f"{one('orders', id)}/edit", "order", row, "id"))["order"]

    async def _orders(self, name: str, value: str) -> list[Tree]:
        return list((await self._api.get("v5/orders", [(name, value), ("limit", PAGE)]))["orders"])

    async def _there(self, failed: CrmFailed, kind: str, origin: str) -> Tree:
        """Return the record that bears our mark, if that is why another was refused."""
        if failed.code != "crm_refused":
            raise failed
        answer = await self._api.get(f"v5/{kind}", [("filter[externalIds][]", origin), ("limit", PAGE)])
        if not answer[kind]:
            raise failed
        return answer[kind][0]

    async def _placed(self, row: Tree) -> Placed:
        id = row["id"].text
        return Placed(id, reading.order_url(await self._root(), id), row["customer"]["id"].text)

    async def _contact(self, row: Tree) -> Contact:
        return reading.contact(row, await self._root(), await self._name(row["managerId"].text))

    async def _lead(self, row: Tree, known: dict[str, Stage]) -> LeadSeen:
        code = row["status"].text
        zone, name = await self._time_zone(), await self._name(row["managerId"].text)
        return reading.lead(row, await self._root(), known.get(code, Stage(code, code)), name, zone)

    async def _statuses(self) -> list[Tree]:
        return [row for _, row in (await self._api.get("v5/reference/statuses"))["statuses"].items()]

    async def _root(self) -> str:
        return root(await self._api.vault.values())

    async def _name(self, manager: str) -> str:
        if manager and manager not in self._names:
            rows = await self._api.pages("v5/users", "users")
            self._names = {row["id"].text: reading.full_name(row) for row in rows}
        return self._names.setdefault(manager, "")

    async def _way(self) -> str:
        """Return the way of ordering that is for chats, empty where the shop has none."""
        if self._method is None:
            found = (await self._api.get("v5/reference/order-methods"))["orderMethods"][_METHOD]
            self._method = _METHOD if found["active"].value is True else ""
        return self._method

    async def _time_zone(self) -> tzinfo:
        """Return the account's: its times are told without one."""
        if self._zone is None:
            name = (await self._api.get("v5/settings"))["settings"]["timezone"]["value"].text
            try:
                self._zone = ZoneInfo(name)
            except (ValueError, OSError, KeyError):
                self._zone = UTC
        return self._zone


def _manager(id: str) -> dict[str, object]:
    return {"managerId": reading.number(id)} if id else {}


CONNECTOR = Connector("retailcrm", "RetailCRM", ASKS, Powers(), RetailCrm, guide=GUIDE)
