"""Which kinds of CRM can be connected, and who asks their servers."""

from collections.abc import Iterable

from besedka.ports.crm import Connector
from besedka.ports.http import Http


class Crms:
    """The connectors, by their names, in the order in which they are shown."""

    def __init__(self, connectors: Iterable[Connector], http: Http) -> None:
        self.connectors = {one.name: one for one in connectors}
        self.http = http
