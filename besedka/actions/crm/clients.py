"""What the CRM knows of a conversation's client, asked while the operator looks (PRODUCT.md 4.5, 5.4)."""

import asyncio
from dataclasses import dataclass, replace

from besedka.actions import access
from besedka.actions.act import Act
from besedka.actions.contacts import Before, bearers
from besedka.actions.crm import calls
from besedka.actions.crm.accounts import Account, account, hidden
from besedka.actions.crms import Asked, Found
from besedka.actions.deps import Deps
from besedka.domain.contact import Contact as Known
from besedka.domain.conversation import Conversation
from besedka.domain.crm import Client
from besedka.domain.ids import ContactId, ConversationId, Instant, new_id
from besedka.domain.lead import MAX_ID
from besedka.domain.matching import those_of
from besedka.domain.message import clean_line
from besedka.domain.operator import Operator
from besedka.ports.crm import CrmFailed
from besedka.ports.database import Script
from besedka.store import contacts, crms, leads
from besedka.store.crms import Connection
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs

FRESH = 30_000
"""Milliseconds for which an answer is good: a card that is opened again and again does not ask again and again."""
WITHIN = 15.0
"""Seconds for all questions together: somebody is waiting."""
MOST = 10


@dataclass(frozen=True, slots=True)
class _Who:
    client: Client
    chosen: str
    crm: Connection


def who(me: Operator, id: ConversationId) -> Script[_Who]:
    """Return by what the CRM is asked of a conversation's client. NotFound beyond the operator's scope."""
    c = (yield from access.view(me, id)).conversation
    known = None if c.contact is None else (yield from contacts.by_id(me.project, c.contact))
    lead = yield from leads.by_conversation(me.project, id)
    placed = lead.contact if lead else ""
    crm = (yield from crms.of_project(me.project)) or crms.unconnected(me.project)
    if known is None:
        return _Who(Client(), placed, crm)
    return _Who(Client(known.name or "", known.phone or "", known.email or ""), known.crm_id or placed, crm)


async def look(deps: Deps, me: Operator, id: ConversationId, *, anew: bool) -> Found:
    """Return what the CRM knows of the client; what it was asked within half a minute is not asked again, unless it is to be `anew`."""
    asked = await deps.database.read(who(me, id))
    key: Asked = (
        me.project,
        asked.client.phone,
        asked.client.email,
        asked.chosen,
        asked.crm.connector,
        asked.crm.connected_at,
    )
    ours, now = deps.crms.found, deps.clock.now()
    for old in [one for one, found in ours.items() if found.at + FRESH <= now]:
        del ours[old]
    if anew or key not in ours:
        with calls.about(id):
            ours[key] = await _asked(deps, me, asked, now)
    return ours[key]


async def _asked(deps: Deps, me: Operator, of: _Who, now: Instant) -> Found:
    try:
        async with asyncio.timeout(WITHIN):
            return await _look(await account(deps, me.project), of, now)
    except TimeoutError:
        return Found(now, code="crm_slow")
    except CrmFailed as failed:
        return Found(now, code=failed.code, detail=await hidden(deps, me.project, failed.detail))


async def _look(to: Account, of: _Who, now: Instant) -> Found:
    if not to.powers.contacts:
        return Found(now)
    known = await to.crm.contact(of.chosen) if of.chosen else None
    client = of.client
    found = those_of(client, await to.crm.find_contacts(client)) if client.phone or client.email else []
    everybody = [*([known] if known else []), *(one for one in found if known is None or one.id != known.id)][:MOST]
    one = known or (everybody[0] if len(everybody) == 1 else None)
    return Found(now, everybody, known.id if known else "", await to.crm.leads_of(one.id) if one else ())


@dataclass(slots=True)
class ChooseContact(Act[Conversation]):
    """Say who of the CRM's contacts the client is; empty: none after all."""

    contact: str
    before: Before

    def need(self, needs: Needs) -> None:
        """This conversation, its lead, and the others of the contact."""
        Act.need(self, needs)
        needs.leads.add(self.conversation)
        for id in self.before.conversations:
            needs.conversations[id] = self.me.project

    def act(self, ledger: Ledger, c: Conversation) -> Conversation:
        """Keep it with the client; a lead that has not gone yet goes to them."""
        known, self.contact = self.before.contact, clean_line(self.contact, MAX_ID)
        if known is None or c.contact != known.id:
            self._add(ledger, c)
        else:
            ledger.also(contacts.changed(known.id, {"crm_id": self.contact or None}, known.claimed, self.at))
        lead = ledger.leads.get(c.id)
        if lead is not None and not lead.placed:
            ledger.also(leads.keep(replace(lead, contact=self.contact)))
        for one in bearers(ledger, c, self.before):
            ledger.announce(one, "contact_changed", self.at, "operator", self.me.id)
        return c

    def _add(self, ledger: Ledger, c: Conversation) -> None:
        c.contact = ContactId(new_id(self.at))
        fresh = Known(c.contact, c.project, c.visitor_name, None, None, None, self.contact or None, self.at, self.at)
        ledger.also(contacts.added(fresh), contacts.of_visitor(c.visitor, c.contact))
