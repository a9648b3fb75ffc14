"""Odoo as a Crm: leads of its CRM with partners, notes in the chatter, users.

Odoo is one database and what it stored it finds at once: a lead whose answer was lost is found by our own field.
"""

from collections.abc import Mapping, Sequence

from besedka.adapters.crm.asking import pages
from besedka.adapters.crm.markup import first_line, html
from besedka.adapters.crm.odoo.checks import missing
from besedka.adapters.crm.odoo.rpc import Refused, Rpc
from besedka.adapters.crm.odoo.shapes import (
    DESCRIBED,
    FOUND_BY,
    LEAD,
    MARK,
    PARTNER,
    contact,
    domain,
    field,
    kind,
    manager,
    number,
    person,
    reached,
    seen,
    stage,
    written,
)  # fmt: skip
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
    Option,
    Pipeline,
    Placed,
)  # fmt: skip

PAGE = 200
"""As many users are read at once, and as many options a field may have at most."""
_SHOWN = 50
_ALL: Mapping[str, object] = {"active_test": False}
"""Also what is archived: a lead that was lost, a user who left."""


class Odoo:
    """One database of Odoo."""

    def __init__(self, rpc: Rpc) -> None:
        self._rpc = rpc
        self._partner: tuple[str, ...] = ()
        self._lang = ""

    async def check(self) -> Checked:
        """Ask who the key's user is, then for each right."""
        user = (await self._rpc.call("res.users", "context_get", {}))["uid"].number
        told = await self._rpc.call("res.users", "read", {"ids": [user], "fields": ["company_id"]})
        return Checked(told[0]["company_id"][1].text or "Odoo", await missing(self._rpc))

    async def managers(self) -> Sequence[Manager]:
        """Return the users who work there; who was archived is inactive."""
        found: list[Manager] = []
        for _ in pages():
            page = await self._search(
                "res.users", [["share", "=", False]], ("name", "login", "email", "active"), order="id", limit=PAGE, offset=len(found)
            )  # fmt: skip
            found += [manager(one) for one in page]
            if len(page) < PAGE:
                break
        return found

    async def fields(self) -> Sequence[Field]:
        """Return the fields of a lead that were made by hand, and a few of Odoo's own."""
        body = {"attributes": DESCRIBED, "context": await self._language()}
        columns = await self._rpc.call("crm.lead", "fields_get", body)
        found = [await self._field(name, column) for name, column in columns.items()]
        return [one for one in found if one is not None]

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the stages, which Odoo has in one row."""
        body = {"domain": [], "fields": ("name", "is_won"), "order": "sequence, id", "context": await self._language()}
        return [
            Pipeline("crm", "CRM", tuple(stage(one) for one in await self._rpc.call("crm.stage", "search_read", body)))
        ]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Search by e-mail and phone, in the ways that this installation knows."""
        asked = domain(client, await self._columns()) if client.email or client.phone else []
        return [await self._contact(one) for one in await self._partners(asked)] if asked else []

    async def contact(self, id: str) -> Contact | None:
        """Read a partner."""
        found = await self._partners([["id", "=", int(id)]]) if id.isdecimal() else []
        return await self._contact(found[0]) if found else None

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Read a partner's leads, and those of the people of a company."""
        mine = [["partner_id", "child_of", int(contact)]] if contact.isdecimal() else [["id", "=", 0]]
        found = await self._search("crm.lead", mine, LEAD, order="create_date desc, id desc", limit=_SHOWN)
        stages = {one.id: one for pipeline in await self.pipelines() for one in pipeline.stages} if found else {}
        return [seen(one, await self._url("crm.lead", one["id"].text), stages) for one in found]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:  # noqa: ARG002 (found at once by what they told)
        """Make a partner."""
        told = person(client) | ({"user_id": int(responsible)} if responsible.isdecimal() else {})
        return await self._make("res.partner", told, responsible)

    async def find_lead(self, origin: str) -> Placed | None:
        """Search by our field; an account without it has no lead of ours."""
        try:
            found = await self._search("crm.lead", [[MARK, "=", origin]], ("name",), order="id", limit=1)
        except Refused as refused:
            if refused.unfit == MARK:
                return None
            raise
        return await self._placed(found[0]["id"].text) if found else None

    async def add_lead(self, draft: Draft) -> Placed:
        """Make a lead. Nobody's, unless somebody is responsible: Odoo would make it the key's user's."""
        whose = int(draft.responsible) if draft.responsible.isdecimal() else False
        told = {**await self._written(draft), "type": "opportunity", "user_id": whose, MARK: draft.origin}
        told |= {"partner_id": int(draft.contact)} if draft.contact.isdecimal() else reached(draft.client)
        told |= {"stage_id": int(draft.stage)} if draft.stage.isdecimal() else {}
        try:
            id = await self._make("crm.lead", told, draft.responsible)
        except Refused as refused:
            if refused.unfit != MARK:
                raise
            await self._make_mark()
            id = await self._make("crm.lead", told, draft.responsible)
        return await self._placed(id, draft.contact)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write a lead's title and fields, join it to its partner if it has none, and fill what the partner lacks."""
        stands = await self._lead(id, ("partner_id",))
        told = await self._written(draft)
        told |= {"partner_id": int(draft.contact)} if draft.contact.isdecimal() and not stands["partner_id"] else {}
        await self._write(id, told)
        if draft.contact.isdecimal():
            await self._fill(int(draft.contact), draft.client)
        return await self._placed(id, draft.contact)

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Compare the first lines of the lead's messages."""
        if not lead.isdecimal():
            return False
        asked = [["model", "=", "crm.lead"], ["res_id", "=", int(lead)], ["message_type", "=", "comment"]]
        found = await self._search("mail.message", asked, ("body",), order="id desc")
        return any(first_line(one["body"].text) == mark for one in found)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Post a note: any other message would be sent by e-mail to a client who follows the lead."""
        body = {
            "ids": [number(lead)], "body": html(comment.text), "body_is_html": True, "message_type": "comment",
            "subtype_xmlid": "mail.mt_note",
        }  # fmt: skip
        try:
            await self._rpc.call("crm.lead", "message_post", body)
        except Refused as refused:
            raise _gone(refused) from None

    async def assign(self, lead: str, manager: str) -> None:
        """Write the lead's salesperson."""
        if not manager.isdecimal():
            raise CrmFailed("crm_manager_gone", permanent=True)
        try:
            await self._write(lead, {"user_id": int(manager)})
        except Refused as refused:
            raise await self._whose(refused, manager) from None

    # ── what the promises above are made of ──────────────────────────────────────────────────────────────────────

    async def _search(
        self, model: str, asked: Sequence[object], names: Sequence[str], *, order: str, limit: int = 0, offset: int = 0
    ) -> list[Tree]:  # fmt: skip
        body = {
            "domain": asked,
            "fields": names,
            "order": order,
            "offset": offset,
            "limit": limit or None,
            "context": _ALL,
        }
        return list(await self._rpc.call(model, "search_read", body))

    async def _make(self, model: str, told: Mapping[str, object], responsible: str) -> str:
        try:
            return (await self._rpc.call(model, "create", {"vals_list": [told]}))[0].text
        except Refused as refused:
            raise await self._whose(refused, responsible) from None

    async def _make_mark(self) -> None:
        """Make our field: indexed, and not copied with a lead. It takes a user who may change settings."""
        model = (
            await self._rpc.call("ir.model", "search_read", {"domain": [["model", "=", "crm.lead"]], "fields": ["id"]})
        )[0]
        told = {
            "name": MARK, "field_description": "Besedka", "model_id": model["id"].number, "ttype": "char", "index": True, "copied": False
        }  # fmt: skip
        await self._rpc.call("ir.model.fields", "create", {"vals_list": [told]})

    async def _lead(self, id: str, names: Sequence[str]) -> Tree:
        found = await self._search("crm.lead", [["id", "=", number(id)]], names, order="id")
        if not found:
            raise CrmFailed("crm_lead_gone", permanent=True)
        return found[0]

    async def _write(self, id: str, told: Mapping[str, object]) -> None:
        try:
            await self._rpc.call("crm.lead", "write", {"ids": [number(id)], "vals": told})
        except Refused as refused:
            raise _gone(refused) from None

    async def _whose(self, refused: Refused, manager: str) -> CrmFailed:
        """Return a refusal, or what it is about when the manager is there no more: Odoo's own words do not tell."""
        if not manager.isdecimal() or refused.code != "crm_refused":
            return refused
        asked = [["id", "=", int(manager)], ["active", "=", True]]
        there = await self._rpc.call("res.users", "search_count", {"domain": asked})
        return refused if there.number else CrmFailed("crm_manager_gone", refused.detail, permanent=True)

    async def _written(self, draft: Draft) -> dict[str, object]:
        extra = {name: value for name, value in draft.extra.items() if value}
        columns = Tree(None)
        if extra:
            columns = await self._rpc.call("crm.lead", "fields_get", {"allfields": list(extra), "attributes": ["type"]})
        told = {name: written(name, columns[name], value) for name, value in extra.items()}
        worth = {} if draft.sum is None else {"expected_revenue": draft.sum / 100}
        return {"name": draft.title, **told, **worth}

    async def _field(self, name: str, column: Tree) -> Field | None:
        takes = kind(name, column)
        if takes is None:
            return None
        options = await self._options(column["relation"].text) if column["relation"] else []
        return (
            None
            if takes == "choice" and not options and not column["selection"]
            else field(name, column, takes, options)
        )

    async def _options(self, model: str) -> list[Option]:
        """Return the records that a field may lead to; none when there are too many to choose from, or the user may not see them."""
        body = {"domain": [], "fields": ["display_name"], "limit": PAGE + 1, "context": await self._language()}
        try:
            found = list(await self._rpc.call(model, "search_read", body))
        except Refused as refused:
            if refused.code == "crm_no_right":
                return []
            raise
        return [Option(one["id"].text, one["display_name"].text) for one in found] if len(found) <= PAGE else []

    async def _columns(self) -> tuple[str, ...]:
        """Return what this installation's partners have of what we ask for."""
        if not self._partner:
            asked = {"allfields": [*PARTNER, *FOUND_BY], "attributes": ["type"]}
            self._partner = tuple(
                name for name, _ in (await self._rpc.call("res.partner", "fields_get", asked)).items()
            )
        return self._partner

    async def _partners(self, asked: Sequence[object]) -> list[Tree]:
        names = [name for name in await self._columns() if name in PARTNER]
        return await self._search("res.partner", asked, names, order="id", limit=_SHOWN)

    async def _fill(self, id: int, client: Client) -> None:
        found = await self._partners([["id", "=", id]])
        new = {name: value for name, value in person(client).items() if found and not found[0][name]}
        if new:
            await self._rpc.call("res.partner", "write", {"ids": [id], "vals": new})

    async def _language(self) -> Mapping[str, object]:
        """Return the user's language: titles come in it."""
        if not self._lang:
            self._lang = (await self._rpc.call("res.users", "context_get", {}))["lang"].text or "en_US"
        return {"lang": self._lang}

    async def _contact(self, record: Tree) -> Contact:
        return contact(record, await self._url("res.partner", record["id"].text))

    async def _placed(self, id: str, contact: str = "") -> Placed:
        return Placed(id, await self._url("crm.lead", id), contact)

    async def _url(self, model: str, id: str) -> str:
        return f"{await self._rpc.address()}/mail/view?model={model}&res_id={id}"


def _gone(refused: Refused) -> CrmFailed:
    return CrmFailed("crm_lead_gone", refused.detail, permanent=True) if refused.gone else refused
