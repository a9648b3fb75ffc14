"""Tryton: leads are opportunities of sales, the conversation is their notes (docs/how-to/connect-tryton.md)."""

from collections.abc import AsyncIterator, Mapping, Sequence

from besedka.adapters.crm.asking import pages
from besedka.adapters.crm.tree import Tree
from besedka.adapters.crm.tryton.people import CARD, conditions, contact, kinds, manager, mechanisms
from besedka.adapters.crm.tryton.rights import missing
from besedka.adapters.crm.tryton.rpc import Rpc, at
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
    LeadSeen,
    Manager,
    Outcome,
    Pipeline,
    Placed,
    Powers,
    Stage,
    Vault,
)  # fmt: skip
from besedka.ports.http import Http

PAGE = 100
MOST = 50
LEAD, PARTY, EMPLOYEE, NOTE = "sale.opportunity", "party.party", "company.employee", "ir.note"
_OPEN = ("lead", "opportunity")
"""Where a lead may begin, and in which its title and responsible may be written."""
_OUTCOMES: Mapping[str, Outcome] = {"won": "won", "lost": "lost", "cancelled": "lost"}
_SEEN = [
    "description",
    "number",
    "state",
    "state:string",
    "amount",
    "currency.code",
    "employee.rec_name",
    "write_date",
    "create_date",
]


class Tryton(Unable):
    """One database, as one of its users."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._rpc = Rpc(vault, http)

    async def check(self) -> Checked:
        """Enter, and compare the user's rights with what is needed."""
        found = await missing(self._rpc)
        return Checked(self._rpc.user["company.rec_name"].text or (await self._vault.values())["database"], found)

    async def managers(self) -> Sequence[Manager]:
        """Return the company's employees of today."""
        users = {
            one["employee"].text: one["email"].text
            async for one in self._all("res.user", [["employee", "!=", None]], ["employee", "email"])
        }
        company = [["company", "=", self._rpc.user["company"].value]]
        return [manager(one, users) async for one in self._all(EMPLOYEE, company, ["rec_name", "party.email"])]

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the states of an opportunity, which are the only pipeline."""
        told = await self._rpc.ask(f"{LEAD}.fields_get", ["state"], shown=True)
        states = [(one[0].text, one[1].text) for one in told["state"]["selection"]]
        stages = tuple(Stage(id, title, _OUTCOMES.get(id, "open")) for id, title in states)
        return [Pipeline("state", told["state"]["string"].text, stages)]

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Look for parties by their phones and e-mails."""
        wanted = conditions(client)
        found = await self._rpc.ask(f"{PARTY}.search_read", wanted, 0, MOST, None, CARD) if wanted else ()
        return [contact(one, await self._url(PARTY, one["id"].text)) for one in found]

    async def contact(self, id: str) -> Contact | None:
        """Return a party."""
        party = await self._party(id)
        return contact(party, await self._url(PARTY, id)) if party else None

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a party's opportunities."""
        order = [["create_date", "DESC"], ["id", "DESC"]]
        party = [["party", "=", _number(contact)]]
        found = await self._rpc.ask(f"{LEAD}.search_read", party, 0, MOST, order, _SEEN, shown=True)
        return [_seen(one, await self._url(LEAD, one["id"].text)) for one in found]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a new party, who has neither mark nor manager there."""
        del origin, responsible
        told = client.name or client.phone or client.email
        party = {"name": told, "contact_mechanisms": [["create", mechanisms(client)]]}
        return (await self._rpc.ask(f"{PARTY}.create", [party]))[0].text

    async def find_lead(self, origin: str) -> Placed | None:
        """Look for our mark among the references."""
        found = await self._rpc.ask(
            f"{LEAD}.search_read", [["reference", "=", origin]], 0, 1, [["id", "ASC"]], ["party"]
        )
        return await self._placed(found[0]["id"].text, found[0]["party"].text) if found else None

    async def add_lead(self, draft: Draft) -> Placed:
        """Store an opportunity; one that is to be more than a lead becomes it by Tryton's own button."""
        await self._may_begin(draft)
        party = draft.contact or await self.add_contact(draft.client, draft.origin, "")
        lead: dict[str, object] = {"reference": draft.origin, "description": draft.title, "comment": draft.page}
        lead["party"] = _number(party)
        lead |= _amount(draft)
        if draft.responsible:
            lead["employee"] = _number(draft.responsible)
        id = (await self._rpc.ask(f"{LEAD}.create", [lead]))[0]
        if draft.stage == "opportunity":
            await self._rpc.ask(f"{LEAD}.opportunity", [id.value])
        return await self._placed(id.text, party)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write title and sum, unless the opportunity is over; tell its party what was told since."""
        lead = await self._lead(id)
        if lead["state"].text in _OPEN:
            await self._rpc.ask(f"{LEAD}.write", [_number(id)], {"description": draft.title, **_amount(draft)})
        party = await self._party(lead["party"].text or draft.contact)
        new = mechanisms(draft.client, kinds(party)) if party else []
        if new:
            await self._rpc.ask(f"{PARTY}.write", [party["id"].value], {"contact_mechanisms": [["create", new]]})
        return await self._placed(id, party["id"].text)

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Tell whether a note's first line is this."""
        notes = [one async for one in self._all(NOTE, [["resource", "=", f"{LEAD},{_number(lead)}"]], ["message"])]
        return any(one["message"].text.partition("\n")[0].strip() == mark for one in notes)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a note."""
        await self._lead(lead)
        note = {"resource": f"{LEAD},{_number(lead)}", "message": comment.text}
        await self._rpc.ask(f"{NOTE}.create", [note])

    async def assign(self, lead: str, manager: str) -> None:
        """Make an employee responsible."""
        await self._lead(lead)
        employee = await self._rpc.ask(f"{EMPLOYEE}.search_count", [["id", "=", _number(manager)]])
        if not employee.number:
            raise CrmFailed("crm_manager_gone", manager, permanent=True)
        await self._rpc.ask(f"{LEAD}.write", [_number(lead)], {"employee": _number(manager)})

    async def _may_begin(self, draft: Draft) -> None:
        """Refuse before anything is stored what Tryton would refuse after it."""
        if draft.stage not in ("", *_OPEN):
            raise CrmFailed("crm_stage_late", draft.stage, permanent=True)
        if draft.stage == "opportunity" and not draft.responsible and not await self._own_employee():
            raise CrmFailed("crm_nobodys", draft.stage, permanent=True)

    async def _own_employee(self) -> bool:
        await self._rpc.enter()
        return bool(self._rpc.user["employee"])

    async def _lead(self, id: str) -> Tree:
        """Return an opportunity. CrmFailed `crm_lead_gone`: Tryton itself would say so in words only."""
        found = await self._rpc.ask(f"{LEAD}.search_read", [["id", "=", _number(id)]], 0, 1, None, ["state", "party"])
        if not found:
            raise CrmFailed("crm_lead_gone", id, permanent=True)
        return found[0]

    async def _party(self, id: str) -> Tree:
        return (await self._rpc.ask(f"{PARTY}.search_read", [["id", "=", _number(id)]], 0, 1, None, CARD))[0]

    async def _placed(self, id: str, party: str) -> Placed:
        return Placed(id, await self._url(LEAD, id), party)

    async def _url(self, model: str, id: str) -> str:
        values = await self._vault.values()
        return f"{values['address']}/#{values['database']}/model/{model}/{id}"

    async def _all(self, model: str, where: Sequence[object], fields: list[str]) -> AsyncIterator[Tree]:
        for number in pages():
            offset = (number - 1) * PAGE
            page = list(await self._rpc.ask(f"{model}.search_read", where, offset, PAGE, [["id", "ASC"]], fields))
            for one in page:
                yield one
            if len(page) < PAGE:
                return


def _number(id: str) -> int:
    """Return an id as Tryton's own, 0 (which is nobody's) for what is none."""
    return int(id) if id.isdecimal() else 0


def _amount(draft: Draft) -> dict[str, object]:
    """Return the sum as a decimal; without its hundredths where it has none, for a currency may have none either."""
    if draft.sum is None:
        return {}
    whole, hundredths = divmod(draft.sum, 100)
    return {"amount": {"__class__": "Decimal", "decimal": told_sum(draft.sum) if hundredths else str(whole)}}


def _seen(one: Tree, url: str) -> LeadSeen:
    state = one["state"].text
    return LeadSeen(
        one["id"].text, one["description"].text or one["number"].text, one["state:string"].text, _OUTCOMES.get(state, "open"),
        one["amount"]["decimal"].text, one["currency."]["code"].text, one["employee."]["rec_name"].text, url,
        at(one["write_date"]) or at(one["create_date"]),
    )  # fmt: skip


CONNECTOR = Connector(
    name="tryton",
    title="Tryton",
    asks=(
        Ask(
            "address", "address",
            {"ru": "Адрес сервера", "en": "Address of the server"},
            {"ru": "Тот, по которому открывается Tryton в браузере", "en": "Where Tryton opens in a browser"},
        ),
        Ask(
            "database", "text",
            {"ru": "База данных", "en": "Database"},
            {
                "ru": "Стоит в окне входа в Tryton и в адресе после #",
                "en": "It stands in Tryton's login window, and in the address after #",
            },
        ),
        Ask(
            "user", "text",
            {"ru": "Логин", "en": "Login"},
            {
                "ru": "Отдельного пользователя: Администрирование → Пользователи. Ему нужны компания и группа «Sale Opportunity»",
                "en": "Of a user of its own: Administration → Users. It needs a company, and the group “Sale Opportunity”",
            },
        ),
        Ask("password", "secret", {"ru": "Пароль", "en": "Password"}),
    ),
    powers=Powers(fields=False, types=False, sums=True),
    open=Tryton,
    guide={
        "ru": "Заведите в Tryton пользователя для Беседки. Его сотрудник, если он есть, отвечает за сделки, для которых никто не подошёл.",
        "en": "Make a user for Besedka in Tryton. Its employee, if it has one, is responsible where nobody else fits.",
    },
)  # fmt: skip
