"""What Pipedrive tells of persons, deals and notes, in the house's words; and ours in its."""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, LeadSeen, Outcome

_BREAK = re.compile(r"\s*<br\s*/?>\s*|</(?:p|div|li)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def found_contact(item: Tree, root: str, responsible: str) -> Contact:
    """Read a person as a search tells them: phones and e-mails are texts."""
    phones, emails = (tuple(one.text for one in item[kind]) for kind in ("phones", "emails"))
    return Contact(item["id"].text, item["name"].text, phones, emails, person_url(root, item["id"].text), responsible)


def contact(row: Tree, root: str, responsible: str) -> Contact:
    """Read a person: phones and e-mails are objects."""
    id = row["id"].text
    return Contact(
        id, row["name"].text, _values(row["phones"]), _values(row["emails"]), person_url(root, id), responsible
    )


def lead(row: Tree, root: str, stage: str, responsible: str) -> LeadSeen:
    """Read a deal. Won and lost are its own, whatever its stage."""
    outcomes: dict[str, Outcome] = {"won": "won", "lost": "lost"}
    worth = row["value"].text if row["value"] else ""
    return LeadSeen(
        row["id"].text, row["title"].text, stage, outcomes.get(row["status"].text, "open"), worth, row["currency"].text if worth else "",
        responsible, deal_url(root, row["id"].text), _moment(row["update_time"].text or row["add_time"].text),
    )  # fmt: skip


def deal_url(root: str, id: str) -> str:
    """Return what opens a deal."""
    return f"{root}/deal/{id}"


def person_url(root: str, id: str) -> str:
    """Return what opens a person."""
    return f"{root}/person/{id}"


def person(client: Client) -> dict[str, object]:
    """Return a client as a person's record has them; a name is required."""
    name = client.name or client.email or client.phone or "?"
    return {"name": name} | _list("emails", [client.email]) | _list("phones", [client.phone])


def told_since(row: Tree, client: Client) -> dict[str, object]:
    """Return what a person's record lacks of what the client has told. Lists are sent whole, or the others are lost."""
    emails, phones = _values(row["emails"]), _values(row["phones"])
    more: dict[str, object] = {}
    if client.email and client.email.casefold() not in (one.casefold() for one in emails):
        more |= _list("emails", [*emails, client.email])
    if client.phone and core(client.phone) not in map(core, phones):
        more |= _list("phones", [*phones, client.phone])
    return more


def is_same(row: Tree, client: Client) -> bool:
    """Tell whether a person has the client's phone or e-mail."""
    emails = [one.casefold() for one in _values(row["emails"])]
    phones = [core(one) for one in _values(row["phones"])]
    return bool(client.email and client.email.casefold() in emails) or bool(
        client.phone and core(client.phone) in phones
    )


def note(text: str) -> str:
    """Return a text as a note's HTML: data, never markup."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def first_line(content: str) -> str:
    """Return the first line of a note's HTML, as it is read."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", content))).strip().partition("\n")[0].strip()


def core(phone: str) -> str:
    """Return the digits by which a number is the same with `+7` and with `8`."""
    return "".join(filter(str.isdigit, phone))[-10:]


def _values(rows: Tree) -> tuple[str, ...]:
    return tuple(one["value"].text for one in rows if one["value"].text)


def _list(kind: str, values: Iterable[str]) -> dict[str, object]:
    """Return a list of phones or e-mails, the first of which is the main one."""
    rows = [{"value": one, "primary": at == 0, "label": "work"} for at, one in enumerate(one for one in values if one)]
    return {kind: rows} if rows else {}


def _moment(text: str) -> int:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)
