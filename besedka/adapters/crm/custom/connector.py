"""Somebody's own CRM, by the protocol that Roistat made common (docs/how-to/connect-custom.md): one address, actions in its query."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from pydantic_core import to_json

from besedka.adapters.crm.custom.line import Line, token_of
from besedka.adapters.crm.custom.mirror import Mirror, names
from besedka.adapters.crm.custom.rows import Order, keys_of, read_client, read_order, wanted
from besedka.adapters.crm.tree import Tree
from besedka.adapters.crm.unable import Unable
from besedka.domain.sum import told_sum
from besedka.ports.crm import (
    Ask,
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
    Missing,
    Placed,
    Powers,
    Vault,
)  # fmt: skip
from besedka.ports.http import Http

MOST_LEADS = 50
_START = {"date": "0", "offset": "0"}
_AS_THERE = {
    "ru": "Логин и пароль проверяет ваш скрипт: token — это md5 от них подряд",
    "en": "Your script checks user and password: token is the md5 of both, one after the other",
}


class Custom(Unable):
    """One account, which is one address, a user and a password."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._line = Line(vault, http)
        self._clients = Mirror(self._line, "export_clients", "clients", read_client, keys_of)
        self._orders = Mirror(self._line, "export", "orders", read_order, _of_whom)

    async def check(self) -> Checked:
        """Read the scheme, and a page of each export."""
        scheme = await self._line.get("import_scheme", {})
        missing = [_strange("import_scheme", name) for name in ("statuses", "managers") if not _is_list(scheme, name)]
        exports = [await self._lacks("export_clients", "clients"), await self._lacks("export", "orders")]
        host = urlsplit((await self._vault.values())["address"].strip()).hostname or ""
        return Checked(host, (*missing, *(one for one in exports if one)))

    async def managers(self) -> Sequence[Manager]:
        """Return those of the scheme, who all work."""
        scheme = await self._line.get("import_scheme", {})
        return [Manager(one["id"].text, one["name"].text, one["email"].text) for one in scheme["managers"]]

    async def fields(self) -> Sequence[Field]:
        """Return those of the scheme, of which nothing but a name is known."""
        scheme = await self._line.get("import_scheme", {})
        return [Field(one["id"].text, one["name"].text, "text") for one in scheme["fields"]]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Look among all that were exported."""
        keys = wanted(client)
        return await self._clients.find(keys) if keys else ()

    async def contact(self, id: str) -> Contact | None:
        """Look among all that were exported."""
        return await self._clients.get(id)

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Look among all that were exported; those of one second in the order in which they came."""
        orders = await self._orders.find([contact])
        scheme = self._orders.scheme
        statuses, managers = names(scheme["statuses"]), names(scheme["managers"])
        orders.reverse()
        orders.sort(key=lambda one: one.at, reverse=True)
        return [_seen(one, statuses, managers) for one in orders[:MOST_LEADS]]

    async def add_lead(self, draft: Draft) -> Placed:
        """Send a lead with our mark as its id. Sent again it is the same, and the same order's id is answered."""
        told = await self._line.post("lead", _lead(draft))
        return Placed(told["order_id"].text or told["lead_id"].text or draft.origin)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Send a message, whose title tells it from any other of this lead."""
        fields = {"leadId": lead, "title": comment.mark, "message": comment.text}
        try:
            await self._line.post("message", fields)
        except CrmFailed as failed:
            if failed.code == "crm_address":
                raise CrmFailed("crm_lead_gone", failed.detail, permanent=True) from failed
            raise

    async def _lacks(self, action: str, name: str) -> Missing | None:
        try:
            page = await self._line.get(action, _START)
        except CrmFailed as failed:
            if failed.permanent or failed.code == "crm_strange":
                return Missing(failed.code, f"{action}: {failed.detail}")
            raise
        return None if _is_list(page, name) and page["pagination"]["limit"].number > 0 else _strange(action, name)


def _lead(draft: Draft) -> Mapping[str, str]:
    besides = (("roistat", draft.visit), ("page", draft.page), ("price", told_sum(draft.sum)))
    more = {**draft.extra, **{name: value for name, value in besides if value}}
    return {
        "id": draft.origin, "visit": draft.visit, "title": draft.title, "text": draft.text, "name": draft.client.name,
        "phone": draft.client.phone, "email": draft.client.email, "data": to_json(more).decode(),
        "created_date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"), "manager_id": draft.responsible,
    }  # fmt: skip


def _of_whom(order: Order) -> list[str]:
    return [order.client]


def _seen(one: Order, statuses: Mapping[str, str], managers: Mapping[str, str]) -> LeadSeen:
    """Return an order; nothing tells whether it was won or lost, nor what its price is in."""
    stage = statuses.get(one.status, one.status)
    return LeadSeen(one.id, one.name, stage, sum=one.price, responsible=managers.get(one.manager, ""), at=one.at)


def _is_list(told: Tree, name: str) -> bool:
    return isinstance(told[name].value, list)


def _strange(action: str, name: str) -> Missing:
    return Missing("crm_strange", f"{action}: {name}")


CONNECTOR = Connector(
    name="custom",
    title={"ru": "Своя CRM", "en": "Own CRM"},
    asks=(
        Ask(
            "address", "text",  # not "address": it may have a query, and its closing slash may matter
            {"ru": "Адрес скрипта интеграции", "en": "Address of the integration's script"},
            {
                "ru": "Тот, что стоит в Roistat у «Своей CRM»: например, https://shop.ru/roistat.php",
                "en": "The one that Roistat has for “Own CRM”: say, https://shop.com/roistat.php",
            },
        ),
        Ask("user", "text", {"ru": "Логин", "en": "User"}, _AS_THERE),
        Ask("password", "secret", {"ru": "Пароль", "en": "Password"}, _AS_THERE),
    ),
    powers=Powers(types=False, pipelines=False, newcomers=False, finds=False, changes=False, comments=False, sums=True, carries=True),
    open=Custom,
    derived=lambda values: (token_of(values),),
    guide={
        "ru": "CRM, написанная для вас и понимающая протокол «Своей CRM»: import_scheme, export, export_clients, lead, message.",
        "en": "A CRM written for you that knows the “own CRM” protocol: import_scheme, export, export_clients, lead, message.",
    },
)  # fmt: skip
