"""The other side of a way, as the port's contract suite finds it (tests/ports/test_alerts.py)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from besedka.ports.alerts import Alerter, Values
from tests.crm.vendor import Fault, Said

Harm = Literal["away", "cut", "slow", "busy", "refused", "no_access", "gone", "broken"]
"""What goes wrong there: nobody listens; the connection breaks off; the answer is too late; they ask to come again in 7 seconds; they
refuse; they let us in no more; whoever is meant is there no more; their program breaks."""
LATE = 0.8
"""Seconds after which an answer that is too late comes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader has before them. `id` tells whether it came before, empty: nothing does."""

    text: str
    link: str
    id: str


def http_faults(says: str) -> Mapping[str, Fault]:
    """Return what goes wrong at a server that is told by HTTP, by its harm; `says` is what it says then."""
    return {
        "cut": Fault("", "cut_before"),
        "slow": Fault("", "slow", seconds=LATE),
        "busy": Fault("", "said", Said(429, says, {"Retry-After": "7"})),
        "refused": Fault("", "said", Said(413, says)),
        "no_access": Fault("", "said", Said(401, says)),
        "gone": Fault("", "said", Said(410, says)),
        "broken": Fault("", "said", Said(500, says)),
    }


class World(Protocol):
    """Somebody who is told. `harms` are those that their kind can do; `secrets` must be read nowhere; `strict` tells by the same way but
    reaches nothing private, None where no address is typed."""

    @property
    def values(self) -> Values: ...

    @property
    def secrets(self) -> Collection[str]: ...

    @property
    def harms(self) -> Collection[Harm]: ...

    @property
    def alerter(self) -> Alerter: ...

    @property
    def strict(self) -> Alerter | None: ...

    def seen(self) -> list[Seen]:
        """Return what arrived, in order."""
        ...

    def harm(self, harm: Harm) -> None:
        """Go wrong from now on."""
        ...
