"""Which kinds of CRM can be connected, who asks their servers, and what this node remembers of the connected ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from besedka.domain.crm import Contact, LeadSeen
from besedka.domain.ids import Instant, ProjectNumber
from besedka.ports.crm import Connector, Crm
from besedka.ports.http import Http


@dataclass(frozen=True, slots=True)
class Opened:
    """An account that was opened: of which kind, and which connection of it."""

    connector: str
    since: Instant
    crm: Crm


@dataclass(frozen=True, slots=True)
class Found:
    """What a CRM knows of a client at `at`. `leads` are the chosen contact's, or the only one's."""

    at: Instant
    contacts: Sequence[Contact] = ()
    chosen: str = ""
    leads: Sequence[LeadSeen] = ()
    code: str = ""
    detail: str = ""


Asked: TypeAlias = tuple[int, str, str, str, str, int]
"""Of whom a CRM was asked, and which one: project, phone, e-mail, the chosen contact, the connector, since when it is connected."""


class Crms:
    """The connectors, by their names, in the order in which they are shown. `opened`: a connector paces its questions, so an account is
    opened once; `found`: a card that is opened again and again does not ask again and again."""

    def __init__(self, connectors: Iterable[Connector], http: Http) -> None:
        self.connectors = {one.name: one for one in connectors}
        self.http = http
        self.opened: dict[ProjectNumber, Opened] = {}
        self.found: dict[Asked, Found] = {}
