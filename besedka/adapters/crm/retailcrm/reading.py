"""What RetailCRM tells of clients and orders, in the house's words; and a client in its."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, LeadSeen, Outcome, Stage

BETWEEN = "\n\n— — —\n\n"
"""An order has one comment of the manager's: parts of a conversation follow each other in it."""
_OUTCOMES: Mapping[str, Outcome] = {"complete": "won", "cancel": "lost"}
"""By the code of a status's group: these two are the vendor's own."""


def contact(row: Tree, root: str, responsible: str) -> Contact:
    """Read a customer."""
    phones = tuple(phone["number"].text for phone in row["phones"] if phone["number"].text)
    emails = (row["email"].text,) if row["email"].text else ()
    name = full_name(row)
    return Contact(row["id"].text, name, phones, emails, f"{root}/customers/{row['id'].text}", responsible)


def lead(row: Tree, root: str, stage: Stage, responsible: str, zone: tzinfo) -> LeadSeen:
    """Read an order. It has no title: the client's first words stand for one, or its number."""
    title = row["customerComment"].text.strip().partition("\n")[0] or f"№ {row['number'].text}"
    return LeadSeen(
        row["id"].text, title, stage.title, stage.outcome, row["totalSumm"].text, row["currency"].text, responsible,
        order_url(root, row["id"].text), _moment(row["statusUpdatedAt"].text or row["createdAt"].text, zone),
    )  # fmt: skip


def stage(row: Tree) -> Stage:
    """Read a status."""
    return Stage(row["code"].text, row["name"].text, _OUTCOMES.get(row["group"].text, "open"))


def order_url(root: str, id: str) -> str:
    """Return what opens an order."""
    return f"{root}/orders/{id}/edit"


def full_name(row: Tree) -> str:
    """Return a person's name."""
    return " ".join(part for part in (row[key].text for key in ("firstName", "patronymic", "lastName")) if part)


def buyer(client: Client) -> dict[str, object]:
    """Return a client as an order has them. The name is not taken apart: which part is the family's cannot be known."""
    name = client.name or client.phone or client.email
    said = {"firstName": name, "phone": client.phone, "email": client.email}
    return {key: value for key, value in said.items() if value}


def customer(client: Client) -> dict[str, object]:
    """Return a client as a customer's record has them."""
    row = buyer(client)
    phone = row.pop("phone", "")
    return row | ({"phones": [{"number": phone}]} if phone else {})


def told_since(row: Tree, client: Client) -> dict[str, object]:
    """Return what a customer's record lacks of what the client has told. Phones are sent all at once, or the others are lost."""
    phones = [one["number"].text for one in row["phones"]]
    more: dict[str, object] = {}
    if client.phone and core(client.phone) not in map(core, phones):
        more["phones"] = [{"number": number} for number in (*phones, client.phone)]
    if client.email and not row["email"].text:
        more["email"] = client.email
    if client.name and not full_name(row):
        more["firstName"] = client.name
    return more


def parts(comment: str) -> Iterator[str]:
    """Return the parts of a manager's comment, however the lines end."""
    return iter("\n".join(comment.splitlines()).split(BETWEEN))


def core(phone: str) -> str:
    """Return the digits by which a number is the same with `+7` and with `8`."""
    return "".join(filter(str.isdigit, phone))[-10:]


def number(id: str) -> object:
    """Return an id as the API takes it."""
    return int(id) if id.isdecimal() else id


def _moment(text: str, zone: tzinfo) -> int:
    try:
        return int(datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone).timestamp() * 1000)
    except ValueError:
        return 0
