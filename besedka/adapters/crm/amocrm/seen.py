"""What amoCRM tells of people and leads, in the house's words."""

from collections.abc import Mapping, Sequence

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Client, Contact, LeadSeen, Manager, Outcome, Pipeline, Stage

_OUTCOMES: Mapping[int, Outcome] = {142: "won", 143: "lost"}
"""The two that every pipeline has under the same numbers."""
_UNSORTED = 1
Names = Mapping[str, str]


def manager(user: Tree) -> Manager:
    """Return a user."""
    return Manager(user["id"].text, user["name"].text, user["email"].text, bool(user["rights"]["is_active"]))


def pipelines(found: Sequence[Tree]) -> list[Pipeline]:
    """Return the pipelines that are in use, the main one first, with the stages into which a lead can be put."""
    used = [one for one in found if not one["is_archive"]]
    return [_pipeline(one) for one in sorted(used, key=lambda one: (not one["is_main"], one["sort"].number))]


def _pipeline(pipeline: Tree) -> Pipeline:
    statuses = sorted(pipeline["_embedded"]["statuses"], key=lambda one: one["sort"].number)
    stages = tuple(_stage(pipeline, one) for one in statuses if one["type"].number != _UNSORTED)
    return Pipeline(pipeline["id"].text, pipeline["name"].text, stages)


def _stage(pipeline: Tree, status: Tree) -> Stage:
    id = stage_id(pipeline["id"].text, status["id"].text)
    return Stage(id, status["name"].text, _OUTCOMES.get(status["id"].number, "open"))


def stage_id(pipeline: str, status: str) -> str:
    """Return a stage's id that no other pipeline has."""
    return f"{pipeline}:{status}"


def stage_names(pipelines: Sequence[Tree]) -> Names:
    """Return what every stage is called, also where no lead can be put."""
    return {
        stage_id(pipeline["id"].text, status["id"].text): status["name"].text
        for pipeline in pipelines
        for status in pipeline["_embedded"]["statuses"]
    }


def contact(found: Tree, address: str, users: Names) -> Contact:
    """Return a contact."""
    id = found["id"].text
    return Contact(
        id, found["name"].text, _values(found, "PHONE"), _values(found, "EMAIL"), f"{address}/contacts/detail/{id}",
        users.get(found["responsible_user_id"].text, ""),
    )  # fmt: skip


def lead_url(address: str, id: str) -> str:
    """Return what opens a lead."""
    return f"{address}/leads/detail/{id}"


def lead(found: Tree, address: str, users: Names, stages: Names, currency: str) -> LeadSeen:
    """Return a lead as it stands."""
    price = found["price"].text
    return LeadSeen(
        found["id"].text, found["name"].text,
        stages.get(stage_id(found["pipeline_id"].text, found["status_id"].text), ""),
        _OUTCOMES.get(found["status_id"].number, "open"), "" if price == "0" else price, currency,
        users.get(found["responsible_user_id"].text, ""), lead_url(address, found["id"].text),
        found["updated_at"].number * 1000,
    )  # fmt: skip


def ways(client: Client) -> list[dict[str, object]]:
    """Return a client's phone and e-mail as a contact's fields."""
    return [_way(code, [value]) for code, value in _known(client) if value]


def new_ways(client: Client, found: Tree) -> list[dict[str, object]]:
    """Return the fields of a contact that gain what the client has told since; what stands there stays, and stays first."""
    gained = []
    for code, value in _known(client):
        kept = _values(found, code)
        if value and _plain(value) not in [_plain(one) for one in kept]:
            gained.append(_way(code, [*kept, value]))
    return gained


def _known(client: Client) -> Sequence[tuple[str, str]]:
    return ("PHONE", client.phone), ("EMAIL", client.email)


def _way(code: str, values: Sequence[str]) -> dict[str, object]:
    return {"field_code": code, "values": [{"value": value, "enum_code": "WORK"} for value in values]}


def _values(entity: Tree, code: str) -> tuple[str, ...]:
    fields = [one for one in entity["custom_fields_values"] if one["field_code"].text == code]
    return tuple(value["value"].text for one in fields for value in one["values"] if value["value"].text)


def _plain(way: str) -> str:
    """An e-mail in small letters, or a phone's last ten digits: it may stand there with an 8 or with brackets."""
    return way.casefold() if "@" in way else "".join(one for one in way if one.isdigit())[-10:]
