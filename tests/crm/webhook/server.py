"""A receiver of signed events as docs/how-to/connect-webhook.md describes it. Signatures are checked by the standard's own library."""

from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from tests.crm.vendor import Asked, Said, Vendor

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass(slots=True)
class Person:
    """A client, with what they have told."""

    id: str
    name: str
    phone: str
    email: str


@dataclass(slots=True)
class Lead:
    """A lead, with what was said."""

    id: str
    data: dict[str, Any]
    person: str
    comments: dict[str, str] = field(default_factory=dict)
    """By the event's id, for one that comes twice is one."""


class Receiver(Vendor):
    """Takes events, each once. `secrets` are those that it knows; `gone`: it wants nothing any more."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets = [SECRET]
        self.gone = False
        self.people: list[Person] = []
        self.leads: list[Lead] = []
        self.events: list[dict[str, Any]] = []

    def place(self, asked: Asked) -> str:
        return str(self._body(asked).get("type"))

    def answer(self, asked: Asked) -> Said:
        if self.gone:
            return Said(410)
        if asked.method != "POST" or asked.path != "/hook":
            return Said(404, "<h1>Not found</h1>")
        if not self._is_signed(asked):
            return Said(401, {"error": "signature"})
        event = self._body(asked)
        if event["id"] != asked.headers["webhook-id"] or not event["created_at"]:
            return Said(400, {"error": "envelope"})
        self.events.append(event)
        return self._take(event["type"], event["data"], event["id"])

    def person(self, name: str, phone: str, email: str) -> str:
        """Return the id of a client, who is new when neither phone nor e-mail is known."""
        return next((one.id for one in self._known(phone, email)), None) or self.add(name, phone, email)

    def add(self, name: str, phone: str, email: str) -> str:
        """Keep a new client and return their id."""
        self.people.append(Person(f"c{len(self.people) + 1}", name, phone, email))
        return self.people[-1].id

    def _take(self, type: str, data: dict[str, Any], id: str) -> Said:
        match type:
            case "check":
                return Said(200, {"name": "Магазин ламп"})
            case "client.asked":
                return Said(200, {"contacts": [self._card(one) for one in self._asked(data)]})
            case "lead.created":
                return self._created(data)
            case "lead.changed" | "lead.commented":
                return self._follow(type, data, id)
        return Said(202, "ignored")

    def _created(self, data: dict[str, Any]) -> Said:
        lead = next((one for one in self.leads if one.data["origin"] == data["origin"]), None)
        if lead is None:
            person = data["contact"] or self.person(**data["client"])
            lead = Lead(f"l{len(self.leads) + 1}", data, person)
            self.leads.append(lead)
        return Said(201, {"id": lead.id, "url": f"https://crm.example/{lead.id}", "contact": lead.person})

    def _follow(self, type: str, data: dict[str, Any], id: str) -> Said:
        wanted = data["id"] if type == "lead.changed" else data["lead"]
        lead = next((one for one in self.leads if one.id == wanted), None)
        if lead is None:
            return Said(404, {"error": "lead_gone"})
        if type == "lead.changed":
            lead.data |= data
        else:
            lead.comments.setdefault(id, data["text"])
        return Said(204)

    def _asked(self, data: dict[str, Any]) -> list[Person]:
        if data["contact"]:
            return [one for one in self.people if one.id == data["contact"]]
        return self._known(data["phone"], data["email"])

    def _known(self, phone: str, email: str) -> list[Person]:
        mail = email.casefold()
        return [one for one in self.people if (phone and one.phone == phone) or (mail and one.email.casefold() == mail)]

    def _card(self, one: Person) -> dict[str, Any]:
        deals = [
            {"id": lead.id, "title": lead.data["title"], "status": "Новая", "url": f"https://crm.example/{lead.id}"}
            for lead in reversed(self.leads)
            if lead.person == one.id
        ]
        url = f"https://crm.example/{one.id}"
        return {
            "id": one.id,
            "name": one.name,
            "phones": [one.phone],
            "emails": [one.email],
            "url": url,
            "deals": deals,
        }

    def _is_signed(self, asked: Asked) -> bool:
        return any(_fits(secret, asked) for secret in self.secrets)

    def _body(self, asked: Asked) -> dict[str, Any]:
        body = asked.json()
        return body if isinstance(body, dict) else {}


def _fits(secret: str, asked: Asked) -> bool:
    try:
        Webhook(secret).verify(asked.body, asked.headers)
    except WebhookVerificationError:
        return False
    return True
