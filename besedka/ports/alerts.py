"""Alerts: how somebody outside is told of something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from besedka.domain.ids import Instant

Values: TypeAlias = Mapping[str, str]
"""What opens a way: an e-mail's `address`; a telegram's `chat`; a webhook's `url` and `secret`; a push subscription's `endpoint`, `p256dh`
and `auth`."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told, in the words of its reader. All of it is data: whoever shows it escapes it.

    `id` is the same whenever the same thing is told again; `kind` an alert's kind, `ladder` or `test`; `link` leads into our own
    pages, empty when nobody knows our address. `conversation` are its hex digits, empty: it is about none. `tag`: what bears the same
    one takes the other's place where only one is shown. `badge`: how many wait for the reader; None: unknown. `facts` are for machines.
    `operator`: the digits of whose it is, by which a device knows its own; empty: somebody's of the cabinet.
    """

    id: str
    kind: str
    at: Instant
    project: int
    project_name: str
    language: str
    title: str
    text: str
    link: str = ""
    conversation: str = ""
    tag: str = ""
    badge: int | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    operator: str = ""


class Alerter(Protocol):
    """Tells people by one kind of way."""

    async def tell(self, values: Values, notice: Notice) -> None:
        """Hand the notice over; it is the other side's when this returns. AlertFailed when it was not taken."""
        ...


class AlertFailed(Exception):
    """It was not taken. `permanent`: it never will be; `gone`: nor will anything else, the way is no more; `wait`: seconds that the other
    side asks for. `code` is one of `alert_address`, `alert_private`, `alert_unsafe`, `alert_away`, `alert_slow`, `alert_busy`,
    `alert_refused`, `alert_no_access`, `alert_gone`, `alert_unset` (the server is not set up for it), `alert_strange`; `detail` is what the
    other side said, without any secret."""

    def __init__(
        self, code: str, detail: str = "", *, permanent: bool = False, gone: bool = False, wait: float = 0.0
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.permanent = permanent or gone
        self.gone = gone
        self.wait = wait
