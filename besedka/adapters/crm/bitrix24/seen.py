"""What Bitrix24 tells of people and leads, in the house's words; its keys are capital in one method and small in the next."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, LeadSeen, Manager, Outcome, Pipeline, Stage

_OUTCOMES: Mapping[str, Outcome] = {"S": "won", "F": "lost", "success": "won", "failure": "lost", "apology": "lost"}
_BREAK = "\N{ZERO WIDTH SPACE}"
_CODE = re.compile(r"\[(?=[A-Za-z/*])")
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a lead of ours becomes there."""

    number: int
    name: str
    stages: str
    """The dictionary of its stages; a pipeline that is not the general one has its number behind."""


DEAL, LEAD = Kind(2, "deal", "DEAL_STAGE"), Kind(1, "lead", "STATUS")
CONTACT = 3


def manager(user: Tree) -> Manager:
    """Return an employee; a name may be missing."""
    name = " ".join(filter(None, (user["NAME"].text, user["LAST_NAME"].text)))
    return Manager(user["ID"].text, name or user["EMAIL"].text, user["EMAIL"].text, user["ACTIVE"].value in (True, "Y"))


def pipeline(id: str, title: str, statuses: Sequence[Tree]) -> Pipeline:
    """Return a pipeline with its stages."""
    ordered = sorted(statuses, key=lambda one: one["SORT"].number)
    return Pipeline(id, title, tuple(_stage(one) for one in ordered))


def _stage(status: Tree) -> Stage:
    meaning = status["SEMANTICS"].text or status["EXTRA"]["SEMANTICS"].text
    return Stage(status["STATUS_ID"].text, status["NAME"].text, _OUTCOMES.get(meaning, "open"))


def category(stage: str) -> int:
    """Return the number of the pipeline that a deal's stage is of: it stands before the colon, unless it is the general one."""
    found = re.match(r"C(\d+):", stage)
    return int(found[1]) if found else 0


def contact(found: Tree, address: str, users: Names) -> Contact:
    """Return a contact."""
    id = found["id"].text
    parts = (found["name"].text, found["secondName"].text, found["lastName"].text)
    return Contact(
        id, " ".join(filter(None, parts)), ways(found, "PHONE"), ways(found, "EMAIL"), f"{address}/crm/contact/details/{id}/",
        users.get(found["assignedById"].text, ""),
    )  # fmt: skip


def ways(found: Tree, kind: str) -> tuple[str, ...]:
    """Return a contact's phones or e-mails."""
    return tuple(one["value"].text for one in found["fm"] if one["typeId"].text == kind and one["value"].text)


def lead_url(address: str, kind: Kind, id: str) -> str:
    """Return what opens a lead."""
    return f"{address}/crm/{kind.name}/details/{id}/"


def lead(found: Tree, address: str, kind: Kind, users: Names, stages: Names) -> LeadSeen:
    """Return a lead as it stands."""
    total = found["opportunity"].text
    return LeadSeen(
        found["id"].text, found["title"].text, stages.get(found["stageId"].text, found["stageId"].text),
        _OUTCOMES.get(found["stageSemanticId"].text, "open"), "" if total in ("0", "0.0", "0.00") else total, found["currencyId"].text,
        users.get(found["assignedById"].text, ""), lead_url(address, kind, found["id"].text), _at(found["updatedTime"].text),
    )  # fmt: skip


def person(client: Client) -> dict[str, object]:
    """Return a client as a contact's fields: what stands before the first space is the name, the rest the surname."""
    first, _, last = client.name.partition(" ")
    known: dict[str, object] = {"name": first, "lastName": last, "fm": new_ways(client, Tree(None))}
    return {key: value for key, value in known.items() if value}


def new_ways(client: Client, found: Tree) -> list[dict[str, str]]:
    """Return the phone and the e-mail that a contact has not. A change only adds to them, so what stands there stays."""
    told = (("PHONE", client.phone), ("EMAIL", client.email))
    new = [(kind, value) for kind, value in told if value and _plain(value) not in map(_plain, ways(found, kind))]
    return [{"typeId": kind, "valueType": "WORK", "value": value} for kind, value in new]


def phones(phone: str) -> list[str]:
    """Return the ways in which people write a phone: their search compares digits, and ignores an extension."""
    return [phone, f"8{phone[2:]}"] if phone.startswith("+7") else [phone]


def plain(text: str) -> str:
    """Return a text without what their comments would take for markup: an unseen space breaks every code, for they know no escape."""
    return _CODE.sub(f"[{_BREAK}", text)


def first_line(comment: str) -> str:
    """Return a comment's first line as it was written."""
    return comment.replace(_BREAK, "").partition("\n")[0].strip()


def _plain(way: str) -> str:
    return way.casefold() if "@" in way else "".join(one for one in way if one.isdigit())[-10:]


def _at(time: str) -> int:
    try:
        return int(datetime.fromisoformat(time).timestamp() * 1000)
    except ValueError:
        return 0
