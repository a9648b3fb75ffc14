"""amoCRM's webhooks: forms of nested keys, which nothing signs. They are believed to name ids of this account, and no more."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from besedka.adapters.crm.amocrm.door import Door
from besedka.ports.crm import Heard, Knock, Values, Vault
from besedka.ports.http import Http

EVENTS: Final = (
    "add_lead", "update_lead", "status_lead", "responsible_lead", "delete_lead", "add_contact", "update_contact",
)  # fmt: skip
PARTS_MOST: Final = 5_000
_ID = re.compile(r"(leads|contacts)\[(\w+)\]\[(\d+)\]\[id\]")
_COMPANY = re.compile(r"contacts\[(\w+)\]\[(\d+)\]\[type\]")


def hear(values: Values, knock: Knock) -> Heard | None:
    """Return the ids of leads and contacts that have changed; None when it is not from this account. Companies come as contacts too."""
    try:
        form = parse_qsl(knock.body.decode(), keep_blank_values=True, max_num_fields=PARTS_MOST)
    except ValueError:
        return None
    account = (urlsplit(values["address"]).hostname or "").partition(".")[0]
    if dict(form).get("account[subdomain]") != account:
        return None
    companies = {found.groups() for name, value in form if value == "company" and (found := _COMPANY.fullmatch(name))}
    named = [
        (found.groups(), id) for name, id in form if (found := _ID.fullmatch(name)) and id.isascii() and id.isdigit()
    ]
    contacts = [id for (kind, *where), id in named if kind == "contacts" and tuple(where) not in companies]
    return Heard(_once(contacts), _once([id for (kind, *_), id in named if kind == "leads"]))


async def listen(vault: Vault, http: Http, address: str, on: bool) -> None:
    """Have the account tell of changes at an address, or tell it no more. What was not there is gone as well."""
    door = Door(vault, http)
    if on:
        await door.ask("POST", "/webhooks", body={"destination": address, "settings": EVENTS})
        return
    hooks = await door.all("/webhooks", "webhooks")
    if address in [one["destination"].text for one in hooks]:
        await door.ask("DELETE", "/webhooks", body={"destination": address})


def _once(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
