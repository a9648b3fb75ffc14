"""What the built-in CRM does with what the outbox sends: contacts, leads and comments, in one transaction each."""

from collections.abc import Sequence
from dataclasses import replace

from besedka.actions import pipelines
from besedka.actions.deals import history
from besedka.domain import deal as rules
from besedka.domain.contact import Contact, claims, columns
from besedka.domain.conversation import Conversation
from besedka.domain.crm import Client, Pipeline
from besedka.domain.deal import Deal, DealSeen
from besedka.domain.errors import NotFound
from besedka.domain.ids import ContactId, ConversationId, DealId, Instant, OperatorId, ProjectNumber, new_id
from besedka.domain.lead import ORIGIN
from besedka.domain.operator import fold_email
from besedka.domain.pipeline import stage_of
from besedka.ports.crm import Draft
from besedka.ports.database import Script
from besedka.store import contacts, conversations, people
from besedka.store import deals as store
from besedka.store.schema import DEAL_COMMENTS


def contact(project: ProjectNumber, client: Client, origin: str, now: Instant) -> Script[ContactId]:
    """Return who the client is: the conversation's own contact, unless that is known under another phone or e-mail; else a new one."""
    c = yield from _conversation(project, origin)
    known = (yield from contacts.by_id(project, c.contact)) if c is not None and c.contact is not None else None
    if known is not None and _agrees(known, client):
        yield from learn(known, client, now)
        return known.id
    told = _told(client)
    id = ContactId(new_id(now))
    fresh = Contact(
        id, project, told.get("name"), told.get("phone"), told.get("email"), told.get("email_folded"), None, now, now
    )
    yield contacts.added(fresh)
    return id


def add(project: ProjectNumber, draft: Draft, now: Instant) -> Script[Deal]:
    """Store a lead; what bears its mark already is it."""
    kept = yield from pipelines.made(project, now)
    known = yield from store.by_origin(project, draft.origin)
    if known is not None:
        return known
    c = yield from _conversation(project, draft.origin)
    who = yield from _client(project, draft, c, now)
    manager = (yield from people.operator_of(project, _operator(draft.responsible))) if draft.responsible else None
    id = yield from store.next_id(project, now)
    deal = Deal(
        id, project, draft.origin, c.id if c else None, who.id if who else None, rules.clean_title(draft.title), _stage(kept, draft.stage),
        manager.id if manager else None, draft.sum, "", draft.page, draft.visit, now, now,
    )  # fmt: skip
    yield from history.made(deal, (who.name if who else None) or "", None)
    return deal


def change(project: ProjectNumber, id: DealId, draft: Draft, now: Instant) -> Script[Deal]:
    """Write a lead's title again, and what the client has told since to their contact. NotFound `crm_lead_gone`."""
    seen = yield from _known(project, id)
    kept = yield from pipelines.made(project, now)
    who = (yield from contacts.by_id(project, seen.deal.contact)) if seen.deal.contact else None
    if who is None:
        c = yield from _conversation(project, draft.origin)
        who = yield from _client(project, draft, c, now)
    else:
        yield from learn(who, draft.client, now)
    total = seen.deal.sum if draft.sum is None else draft.sum
    deal = replace(seen.deal, title=rules.clean_title(draft.title), contact=who.id if who else None, sum=total)
    yield from history.stored(replace(seen, name=seen.name or draft.client.name), deal, kept, None, now)
    return deal


def comment(project: ProjectNumber, id: DealId, mark: str, text: str, now: Instant) -> Script[None]:
    """Add a part of the conversation. NotFound `crm_lead_gone`."""
    seen = yield from _known(project, id)
    line = yield from store.next_line(id, DEAL_COMMENTS, now)
    yield from store.comment(seen.deal, line, now, None, mark, text.replace("\0", "\ufffd"))


def assign(project: ProjectNumber, id: DealId, to: OperatorId, now: Instant) -> Script[None]:
    """Make an operator responsible. NotFound `crm_lead_gone`, `crm_manager_gone`."""
    seen = yield from _known(project, id)
    manager = yield from people.operator_of(project, to)
    if manager is None or manager.disabled:
        raise NotFound("crm_manager_gone")
    kept = yield from pipelines.made(project, now)
    yield from history.stored(seen, replace(seen.deal, responsible=to), kept, None, now)


def _known(project: ProjectNumber, id: DealId) -> Script[DealSeen]:
    found = yield from store.by_id(project, id, lock=True)
    if found is None:
        raise NotFound("crm_lead_gone")
    return found


def _conversation(project: ProjectNumber, origin: str) -> Script[Conversation | None]:
    try:
        id = ConversationId(bytes.fromhex(origin.removeprefix(ORIGIN)))
    except ValueError:
        return None
    found = yield from conversations.by_id(project, id)
    return found


def _client(project: ProjectNumber, draft: Draft, c: Conversation | None, now: Instant) -> Script[Contact | None]:
    """Return the contact of a lead: whom it names, else the conversation's; a new one for a client who has told a name or more."""
    chosen = (yield from contacts.by_id(project, ContactId(_hex(draft.contact)))) if draft.contact else None
    if chosen is not None:
        yield from learn(chosen, draft.client, now)
        return chosen
    if (c is None or c.contact is None) and not _told(draft.client):
        return None
    id = yield from contact(project, draft.client, draft.origin, now)
    return (yield from contacts.by_id(project, id))


def _agrees(known: Contact, client: Client) -> bool:
    phone = not (known.phone and client.phone) or known.phone == client.phone
    return phone and (not (known.email_folded and client.email) or known.email_folded == fold_email(client.email))


def learn(known: Contact, client: Client, now: Instant) -> Script[None]:
    """Write down what was not known of a contact; what stands there is not overwritten."""
    news = {name: text for name, text in _told(client).items() if getattr(known, name) is None}
    if news:
        claimed = " ".join(name for name in known.claimed.split() if name not in news)
        yield contacts.changed(known.id, dict(news), claimed, now)


def _told(client: Client) -> dict[str, str]:
    told = claims({"name": client.name, "phone": client.phone, "email": client.email})
    return {name: text for name, text in columns(told).items() if text}


def _stage(kept: Sequence[Pipeline], stage: str) -> bytes:
    """Return the stage, or where leads begin when there is no such one any more: a lead is worth more than its place."""
    return bytes.fromhex(stage if stage_of(kept, stage) else kept[0].stages[0].id)


def _operator(id: str) -> OperatorId:
    return OperatorId(_hex(id))


def _hex(id: str) -> bytes:
    try:
        return bytes.fromhex(id)
    except ValueError:
        return b""
