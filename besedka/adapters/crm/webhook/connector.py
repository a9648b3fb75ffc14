"""A signed webhook: leads go to any address as events, and its answer may fill the client's card (docs/how-to/connect-webhook.md)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import uuid4

from pydantic_core import to_json

from besedka.adapters.crm.asking import JSON, Asking, Pace, refusal
from besedka.adapters.crm.tree import Tree, read, said
from besedka.adapters.crm.unable import Unable
from besedka.adapters.crm.webhook.card import Card, cards, link, question
from besedka.adapters.crm.webhook.signing import key, message_id, signed
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
    Placed,
    Powers,
    Vault,
)
from besedka.ports.http import Answer, Http

WITHIN = 10.0
PER_SECOND = 10
COMMENT_LIMIT = 50_000


class Webhook(Unable):
    """One address that events are sent to."""

    def __init__(self, vault: Vault, http: Http) -> None:
        self._vault = vault
        self._asking = Asking(http, Pace(PER_SECOND), said, WITHIN)

    async def check(self) -> Checked:
        """Send an event that does nothing; the receiver may answer what it is called."""
        answer = await self._send("check", {}, str(uuid4()))
        values = await self._vault.values()
        return Checked(answer["name"].text or (urlsplit(values["address"]).hostname or ""))

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Ask the receiver who this is."""
        if not client.phone and not client.email:
            return ()
        asked = {"contact": "", "name": client.name, "phone": client.phone, "email": client.email}
        return [one.contact for one in await self._cards(asked)]

    async def contact(self, id: str) -> Contact | None:
        """Ask the receiver for somebody whom it has told of."""
        return next((one.contact for one in await self._cards(question(id))), None)

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Ask again: deals come with their contact."""
        return next((one.leads for one in await self._cards(question(contact))), ())

    async def add_lead(self, draft: Draft) -> Placed:
        """Send a lead. Sent again it bears the same id, and its receiver answers as before."""
        answer = await self._send("lead.created", _lead(draft.origin, draft), message_id("lead.created", draft.origin))
        return Placed(answer["id"].text or draft.origin, link(answer["url"]), answer["contact"].text)

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Send the lead as it is now."""
        answer = await self._send("lead.changed", _lead(id, draft), str(uuid4()))
        return Placed(id, link(answer["url"]), answer["contact"].text)

    async def comment(self, lead: str, comment: Comment) -> None:
        """Send a part of the conversation. Sent again it bears the same id."""
        data = {"lead": lead, "mark": comment.mark, "text": comment.text}
        await self._send("lead.commented", data, message_id("lead.commented", lead, comment.mark))

    async def _cards(self, asked: Mapping[str, str]) -> list[Card]:
        return cards(await self._send("client.asked", dict(asked), str(uuid4())), asked)

    async def _send(self, type: str, data: Mapping[str, object], id: str) -> Tree:
        values = await self._vault.values()
        keys = [key(values[name]) for name in ("secret", "old_secret") if values.get(name)]
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        body = to_json({"id": id, "type": type, "created_at": now, "data": data})
        headers = {"Content-Type": JSON, "Accept": JSON, **signed(id, body, keys)}
        answer = await self._asking.answer("POST", values["address"].strip(), headers, body)
        if answer.status >= 300:
            raise _refused(answer)
        return _told(answer)


def _lead(id: str, draft: Draft) -> Mapping[str, object]:
    client = {"name": draft.client.name, "phone": draft.client.phone, "email": draft.client.email}
    return {
        "id": id, "origin": draft.origin, "title": draft.title, "client": client, "contact": draft.contact, "page": draft.page,
        "visit": draft.visit,
        **({} if draft.sum is None else {"sum": told_sum(draft.sum)}),
    }  # fmt: skip


def _told(answer: Answer) -> Tree:
    """Return what an answer tells; a receiver need not say more than that it is well."""
    try:
        return read(answer)
    except CrmFailed:
        return Tree(None)


def _refused(answer: Answer) -> CrmFailed:
    """Return what a receiver's status means: 410, that it wants nothing any more."""
    if answer.status == 404 and _told(answer)["error"].text == "lead_gone":
        return CrmFailed("crm_lead_gone", said(answer), permanent=True)
    if answer.status in (404, 405):
        return CrmFailed("crm_address", said(answer), permanent=True)
    if answer.status == 410:
        return CrmFailed("crm_no_access", said(answer), permanent=True)
    if answer.status == 425:
        return CrmFailed("crm_busy", said(answer))
    return refusal(answer)


CONNECTOR = Connector(
    name="webhook",
    title={"ru": "Вебхук", "en": "Webhook"},
    asks=(
        Ask(
            "address", "text",  # not "address": its closing slash may matter, for no redirect is followed
            {"ru": "Адрес", "en": "Address"},
            {
                "ru": "Сюда отправляются события: POST с JSON. Целиком, с https://; переадресации не выполняются",
                "en": "Where events are sent: POST with JSON. In full, with https://; redirects are not followed",
            },
        ),
        Ask(
            "secret", "secret",
            {"ru": "Секрет подписи", "en": "Signing secret"},
            {
                "ru": "whsec_ и не меньше 24 случайных байт в base64: например, whsec_ и то, что напечатает openssl rand -base64 32",
                "en": "whsec_ and at least 24 random bytes in base64: say, whsec_ and what openssl rand -base64 32 prints",
            },
        ),
        Ask(
            "old_secret", "secret",
            {"ru": "Прежний секрет", "en": "Previous secret"},
            {
                "ru": "На время замены: события подписаны обоими. Когда приёмник знает новый, удалите прежний",
                "en": "While you change it: events bear both signatures. Remove it once the receiver knows the new one",
            },
            optional=True,
        ),
    ),
    powers=Powers(
        managers=False, fields=False, types=False, pipelines=False, newcomers=False, finds=False, comments=False, sums=True,
    ),
    open=Webhook,
    comment_limit=COMMENT_LIMIT,
    guide={
        "ru": "Любая программа, которая принимает POST и проверяет подпись (Standard Webhooks). Её ответ может заполнить карточку клиента.",
        "en": "Any program that takes a POST and checks its signature by Standard Webhooks. Its answer may fill the client's card.",
    },
)  # fmt: skip
