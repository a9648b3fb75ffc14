"""Somebody who is told by web push: a browser at a push service that takes only what is signed (tests/pushing.py)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from besedka.adapters.alerts.webpush import Sender, WebPush, new_key
from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.alerts import Values
from tests.alerts.world import Harm, Seen, http_faults
from tests.clock import FrozenClock
from tests.pushing import Browser, Served, push_service
from tests.strangers import HERE

SENDER = Sender(new_key(), "https://chat.example")


class PushWorld:
    """The reader."""

    harms: tuple[Harm, ...] = ("away", "cut", "slow", "busy", "refused", "no_access", "gone", "broken")

    def __init__(self, served: Served) -> None:
        self.service, self.browser = served.service, Browser(served.service)
        self.values: Values = self.browser.values
        self.secrets = (self.browser.path, self.browser.values["auth"])
        self.alerter = WebPush(GuardedHttp(HERE, served.trust), FrozenClock(), SENDER)
        self.strict = WebPush(GuardedHttp((), served.trust), FrozenClock(), SENDER)

    def seen(self) -> list[Seen]:
        opened = [self.browser.opens(asked) for asked in self.service.asked]
        return [Seen(f"{one['title']}\n{one['text']}", str(one["link"]), str(one["id"])) for one in opened]

    def harm(self, harm: Harm) -> None:
        if harm == "away":
            self.service.stop()
        else:
            self.service.faults.append(
                http_faults(f"at {self.browser.path} with {self.browser.values['auth']}: no")[harm]
            )


@contextmanager
def by_push() -> Iterator[PushWorld]:
    """Open it."""
    with tempfile.TemporaryDirectory() as folder, push_service(Path(folder)) as served:
        yield PushWorld(served)
