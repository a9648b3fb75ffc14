"""What every CRM of the contract suite is like: a small firm's account, as the suite finds it, whatever the vendor."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from besedka.ports.crm import Connector, Values

ANNA, BORIS = "Anna@Shop.Example", "boris@shop.example"
"""The e-mails of the two managers, as the CRM has them: Anna works, Boris does no more (where the CRM tells)."""
MANY = 3
"""There are more managers than that, and the vendor's server has pages of no more (a live CRM: as it has them)."""
PRODUCT, DISCOUNT, NOTE = "Товар", "Скидка", "Откуда"
"""The titles of the three additional fields of a lead: a choice of `PRODUCTS`, a number, a text. Where the CRM has fields."""
PRODUCTS = ("Лампа", "Маяк")


@dataclass(frozen=True, slots=True)
class KeptContact:
    """A contact as the vendor keeps it."""

    id: str
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class KeptLead:
    """A lead as the vendor keeps it. `responsible` is the manager's e-mail, empty: nobody's or the default; `extra` by the field's title;
    `comments` are texts as a person sees them there, in their order, markup resolved; `sum` is told by `money`."""

    id: str
    title: str
    contact: str
    responsible: str
    stage: str
    comments: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    sum: str = ""


def money(kept: object) -> str:
    """Return a sum as it is kept there in one spelling for all: `1500.00`, empty for none."""
    return f"{float(str(kept)):.2f}" if kept else ""


class World(Protocol):
    """One account at a vendor's server (or a live CRM)."""

    connector: Connector
    values: Values

    def leads(self) -> list[KeptLead]:
        """Return all leads, in the order in which they came."""
        ...

    def contacts(self) -> list[KeptContact]:
        """Return all contacts, in the order in which they came."""
        ...

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a contact there that others have made; return its id."""
        ...

    def remove_lead(self, id: str) -> None:
        """Delete a lead, as a manager would."""
        ...

    def remove_field(self, title: str) -> None:
        """Delete an additional field, as an administrator would."""
        ...

    def forget_access(self) -> None:
        """Revoke the key or token that `values` holds, for good."""
        ...

    def cut_answer(self, step: str) -> None:
        """Do what the next question of this step (`contact`, `lead`, `comment`, `responsible`) asks, and break the connection before the
        answer."""
        ...

    def limit(self, seconds: int) -> None:
        """Refuse the next question as this vendor does when there were too many, asking to wait so long where the vendor says so."""
        ...

    def fail(self) -> None:
        """Answer the next question as this vendor does when it is broken."""
        ...


Opens = Callable[[], AbstractContextManager[World]]
"""Opens an account as the suite expects it, for one test. A server that is dear to start stays up between them; what a test revokes,
deletes or breaks is whole again for the next one."""


class Purse:
    """The vault of a test: what is renewed stays in memory."""

    def __init__(self, values: Values) -> None:
        self._values = dict(values)

    async def values(self) -> Values:
        """Return them."""
        return dict(self._values)

    async def renew(self, stale: str, ask: Callable[[Values], Awaitable[Values]]) -> Values:
        """Renew them, unless somebody has."""
        if self._values.get("access_token", "") == stale:
            self._values |= await ask(dict(self._values))
        return dict(self._values)
