"""Somebody who is told by a signed webhook: a receiver that believes nothing whose signature the standard's own library does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from besedka.adapters.alerts.webhook import WebhookAlerter
from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.alerts import Values
from tests.alerts.world import Harm, Seen, http_faults
from tests.crm.vendor import Asked, Said, Vendor

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DOOR = "/hooks/a-door-that-nobody-guesses"


class Receiver(Vendor):
    """Takes notices. `secrets` are those that it knows."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets = [SECRET]
        self.events: list[dict[str, Any]] = []

    @property
    def values(self) -> dict[str, str]:
        """What opens the way to it."""
        return {"url": self.url + DOOR, "secret": SECRET}

    @property
    def ids(self) -> list[str]:
        """The ids of what was taken, in order."""
        return [event["id"] for event in self.events]

    def answer(self, asked: Asked) -> Said:
        if (asked.method, asked.path) != ("POST", DOOR):
            return Said(404, f"Cannot {asked.method} {asked.path}")
        if not any(_fits(secret, asked) for secret in self.secrets):
            return Said(401, {"error": "signature"})
        event = asked.json()
        if not isinstance(event, dict) or event["id"] != asked.headers["webhook-id"] or event["version"] != 1:
            return Said(400, {"error": "envelope"})
        self.events.append(event)
        return Said(204)


class WebhookWorld:
    """The reader."""

    harms: tuple[Harm, ...] = ("away", "cut", "slow", "busy", "refused", "no_access", "gone", "broken")

    def __init__(self, server: Receiver) -> None:
        self.server = server
        self.values: Values = server.values
        self.secrets = (SECRET, DOOR)
        self.alerter = WebhookAlerter(GuardedHttp(read_networks("127.0.0.0/8")))
        self.strict = WebhookAlerter(GuardedHttp())

    def seen(self) -> list[Seen]:
        return [
            Seen(f"{one['data']['title']}\n{one['data']['text']}", one["data"]["link"], one["id"])
            for one in self.server.events
        ]

    def harm(self, harm: Harm) -> None:
        if harm == "away":
            self.server.stop()
        else:
            self.server.faults.append(http_faults(f"at {DOOR} with {SECRET}: no")[harm])


def _fits(secret: str, asked: Asked) -> bool:
    try:
        Webhook(secret).verify(asked.body, asked.headers)
    except WebhookVerificationError:
        return False
    return True


@contextmanager
def by_webhook() -> Iterator[WebhookWorld]:
    """Open it."""
    with Receiver() as server:
        yield WebhookWorld(server)
