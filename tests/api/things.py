"""What the table of rights is about: fresh things of a shop, made behind the doors, so that every request meets an untouched one.

A new kind of thing is one function here and one line in MAKERS, under the word that stands before its id in addresses.
"""

import secrets
from collections.abc import Awaitable, Callable

from besedka.actions import pipelines
from besedka.actions.alerts import ways
from besedka.actions.conversations import OperatorVerb
from besedka.actions.crm.leads import MakeLead
from besedka.actions.messages import OperatorPost, Origin, VisitorPost
from besedka.actions.notes import AddNote
from besedka.app import House
from besedka.domain.alert import Way, WayId
from besedka.domain.canned import Canned, Folder
from besedka.domain.deal import Deal
from besedka.domain.delivery import Delivery, DeliveryId
from besedka.domain.file import File, Use
from besedka.domain.ids import (
    CannedId,
    ConversationId,
    DealId,
    FileId,
    FolderId,
    Instant,
    MessageId,
    NoteId,
    OperatorId,
    OwnerId,
    TagId,
    new_id,
)
from besedka.domain.lead import Wanted
from besedka.domain.operator import Operator, Owner
from besedka.domain.signature import minted
from besedka.domain.tag import Tag
from besedka.domain.visitor import mint_key
from besedka.domain.way_ticket import WayTicket, WayTicketId
from besedka.ports.database import Save, Script
from besedka.store import alerts, conversations, deals, deliveries, files, members, people, sessions, tags, way_tickets
from besedka.store import canned as canned_store
from besedka.store.schema import CONSENTS
from tests.people import Shop, cheap_hash

SEEN = Instant(1_700_000_000_000)
"""When the canned responses were changed last."""


async def conversation(house: House, shop: Shop, on: str) -> str:
    """Return a conversation that is Anna's, Igor's (`on` "igor"), or nobody's (`on` "nobody")."""
    id = await _started(house, shop)
    if on != "nobody":
        by = shop.igor if on == "igor" else shop.anna
        now = house.deps.clock.now()
        await house.deps.committer.ask(lambda done: OperatorVerb(shop.number, by, True, id, "take", now, done))
    return id.hex()


async def _started(house: House, shop: Shop) -> ConversationId:
    deps, now = house.deps, house.deps.clock.now()
    key = mint_key(deps.secret, shop.number, now)
    id, origin = MessageId(new_id(now)), Origin("", "", "", "ru", "")
    await deps.committer.ask(lambda done: VisitorPost(shop.number, key, id, "hello", now, origin, None, done))
    found = (await deps.database.read(conversations.of_visitor(key.visitor, key.secret_hash))).conversation
    assert found is not None
    return found.id


async def operator(house: House, shop: Shop, on: str) -> str:
    """Return an operator; an administrator with `on` "admin"."""
    now = house.deps.clock.now()
    id = OperatorId(new_id(now))
    email = f"{id.hex()[16:]}@shop.example"
    row = Operator(id, shop.number, "Олег", email, None, "admin" if on == "admin" else "operator", False)
    await house.deps.committer.run(lambda: people.add_operator(row, email, cheap_hash("oleg's password"), now))
    return id.hex()


async def member(house: House, shop: Shop, on: str) -> str:
    """Return somebody whom the owner let into the cabinet; the owner with `on` "owner"."""
    if on == "owner":
        return shop.owner.hex()
    now = house.deps.clock.now()
    id = OwnerId(new_id(now))
    person = Owner(id, "Павел", f"{id.hex()[16:]}@shop.example")

    def script() -> Script[None]:
        yield from people.add_owner(person, person.email, cheap_hash("pavel's password"), now)
        yield from members.add(shop.number, id, now)

    await house.deps.committer.run(script)
    return id.hex()


async def project(house: House, shop: Shop, on: str) -> str:
    """Return the shop's number."""
    return str(shop.number)


async def file(house: House, shop: Shop, on: str) -> str:
    """Return a file of Anna's conversation; one in a note there with `on` "note"; one that she uploads and has not posted with
    "upload"; the owner's with "cabinet"."""
    deps, now = house.deps, house.deps.clock.now()
    id, key, by = FileId(new_id(now)), secrets.token_bytes(16), shop.owner if on == "cabinet" else shop.anna
    c, size = None, 1
    loose = on in ("upload", "cabinet")
    if not loose:
        c = ConversationId(bytes.fromhex(await conversation(house, shop, "anna")))
    await deps.files.put(key.hex(), b"x" * size)
    use: Use = "" if loose else "note" if on == "note" else "message"
    row = File(
        id, shop.number, c, use, c, 0, "operator", by, key, "a.txt", "text/plain", size, None, None, 0,
        "ready", now,
    )  # fmt: skip
    await deps.committer.run(lambda: files.add(row))
    return id.hex()


async def device(house: House, shop: Shop, on: str) -> str:
    """Return Igor's browser, on which he is told."""
    now = house.deps.clock.now()
    id = WayId(new_id(now))
    row = Way(
        id, shop.number, shop.igor, "push", "Chrome", "push.example", id.hex(), b"", "", "", "ru", 1, "", "Игорь", now, now,
    )  # fmt: skip
    await house.deps.committer.run(lambda: alerts.keep_way(row))
    return id.hex()


async def canned(house: House, shop: Shop, on: str) -> str:
    """Return a canned response, as of `SEEN`."""
    id = CannedId(new_id(house.deps.clock.now()))
    row = Canned(id, shop.number, None, "Срок", "Завтра", SEEN, SEEN, None)
    await house.deps.committer.run(lambda: canned_store.keep(row))
    return id.hex()


async def folder(house: House, shop: Shop, on: str) -> str:
    """Return a folder of canned responses."""
    id = FolderId(new_id(house.deps.clock.now()))
    await house.deps.committer.run(lambda: canned_store.keep_folder(Folder(id, shop.number, "Продажи", 1)))
    return id.hex()


async def tag(house: House, shop: Shop, on: str) -> str:
    """Return a tag."""
    now = house.deps.clock.now()
    id = TagId(new_id(now))
    await house.deps.committer.run(lambda: tags.keep(Tag(id, shop.number, id.hex(), id.hex(), "amber", 1, now)))
    return id.hex()


async def deal(house: House, shop: Shop, on: str) -> str:
    """Return a lead of the built-in CRM that is Anna's, Igor's (`on` "igor"), or nobody's ("nobody")."""
    now = house.deps.clock.now()
    id = DealId(new_id(now))
    whose = {"igor": shop.igor, "nobody": None}.get(on, shop.anna)

    def script() -> Script[None]:
        first = (yield from pipelines.made(shop.number, now))[0].stages[0]
        stage = bytes.fromhex(first.id)
        yield from deals.keep(Deal(id, shop.number, "", None, None, "Маяк", stage, whose, 100, "", "", "", now, now))

    await house.deps.committer.run(script)
    return id.hex()


async def pipeline(house: House, shop: Shop, on: str) -> str:
    """Return the project's first pipeline."""
    return (await pipelines.of(house.deps, shop.number))[0].id


async def message(house: House, shop: Shop, on: str, parent: str) -> str:
    """Return an answer in the conversation `parent`: Anna's, or Igor's with `on` "igor"."""
    deps, now = house.deps, house.deps.clock.now()
    by = shop.igor if on == "igor" else shop.anna
    id, conversation = MessageId(new_id(now)), ConversationId(bytes.fromhex(parent))
    await deps.committer.ask(lambda done: OperatorPost(shop.number, by, True, conversation, id, "an answer", now, done))
    return id.hex()


async def note(house: House, shop: Shop, on: str, parent: str) -> str:
    """Return a note in the conversation `parent`: Anna's, or Igor's with `on` "igor"."""
    deps, now = house.deps, house.deps.clock.now()
    by = await deps.database.read(people.operator_by_id(shop.igor if on == "igor" else shop.anna))
    assert by is not None
    id, conversation = NoteId(new_id(now)), ConversationId(bytes.fromhex(parent))
    await deps.committer.ask(lambda done: AddNote(by, conversation, now, done, id, "a note"))
    return id.hex()


async def session(house: House, shop: Shop, on: str, parent: str = "") -> str:
    """Return a session of the operator or member `parent`; of nobody in particular: Igor's, or the owner's with `on` "owner"."""
    now, token = house.deps.clock.now(), secrets.token_bytes(32)
    person = bytes.fromhex(parent) if parent else shop.owner if on == "owner" else shop.igor
    operator = await house.deps.database.read(people.operator_by_id(OperatorId(person)))
    kind, project = ("owner", None) if operator is None else ("operator", shop.number)
    row = sessions.Session(token, kind, person, project, now, Instant(now + 3_600_000), "Firefox", now)
    await house.deps.committer.run(lambda: sessions.add(row))
    return row.id


async def consent(house: House, shop: Shop, on: str) -> str:
    """Return a consent that was given with a conversation's first message."""
    now = house.deps.clock.now()
    c = bytes.fromhex(await conversation(house, shop, "nobody"))
    row = (
        new_id(now), shop.number, c, c, now, "version", "Согласие", "", "ru", "offline", "127.0.0.1", "", "Test/1", None,
    )  # fmt: skip

    def script() -> Script[None]:
        yield Save(CONSENTS, [row])

    await house.deps.committer.run(script)
    return row[0].hex()


async def lead(house: House, shop: Shop, on: str) -> str:
    """Return a conversation whose lead is in the outbox."""
    c = await conversation(house, shop, on)
    now = house.deps.clock.now()
    id = ConversationId(bytes.fromhex(c))
    wanted = Wanted("Заявка", "Ольга")
    await house.deps.committer.ask(lambda done: MakeLead(shop.number, id, wanted, "contact", now, done))
    return c


NESTED: dict[str, Callable[[House, Shop, str, str], Awaitable[str]]] = {
    "messages": message,
    "notes": note,
    "sessions": session,
}
"""What stands in an address after the thing that it is in; the last parameter is that thing."""
Maker = Callable[[House, Shop, str], Awaitable[str]]


async def way(house: House, shop: Shop, on: str) -> str:
    """Return a webhook by which the project's people are told of problems; an operator's own with `on` "igor"."""
    mark = secrets.token_hex(16)
    values = {"url": f"https://{mark}.example", "secret": minted(bytes(32))}
    whose = shop.igor if on == "igor" else None
    row = ways.new_way(house.deps, shop.number, whose, "webhook", "Дежурный", mark, values, "ru")
    await house.deps.committer.run(lambda: ways.keep_new(row))
    return row.id.hex()


async def invitation(house: House, shop: Shop, on: str) -> str:
    """Return an invitation to Telegram that nobody has opened; a chat of Igor's with `on` "igor"."""
    if on == "igor":
        chat = ways.new_way(
            house.deps, shop.number, shop.igor, "telegram", "Игорь", secrets.token_hex(16), {"chat": "7"}, "ru"
        )
        await house.deps.committer.run(lambda: ways.keep_new(chat))
        return chat.id.hex()
    now, hidden = house.deps.clock.now(), secrets.token_bytes(32)
    id, end = WayTicketId(new_id(now)), Instant(now + 600_000)
    ticket = WayTicket(id, hidden, shop.number, None, "", "ru", "Марина", shop.owner, end)
    await house.deps.committer.run(lambda: way_tickets.add(ticket))
    return ticket.id.hex()


async def delivery(house: House, shop: Shop, on: str) -> str:
    """Return a delivery of such a way that has failed."""
    by, now = WayId(bytes.fromhex(await way(house, shop, on))), house.deps.clock.now()
    row = Delivery(
        DeliveryId(new_id(now)), shop.number, by, None, "webhook", "test", None, None, "{}", 0, now, now, "failed"
    )
    await house.deps.committer.run(lambda: deliveries.add([row]))
    return row.id.hex()


MAKERS: dict[str, Maker] = {
    "conversations": conversation,
    "operators": operator,
    "members": member,
    "files": file,
    "projects": project,
    "canned": canned,
    "folders": folder,
    "tags": tag,
    "deals": deal,
    "devices": device,
    "pipelines": pipeline,
    "sessions": session,
    "consents": consent,
    "leads": lead,
    "ways": way,
    "deliveries": delivery,
    "telegram": invitation,
}
"""By the word before the id in an address, as in `/conversations/{id}`."""
