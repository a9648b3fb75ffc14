"""HubSpot's API, as far as a chat needs it, with its quirks: INTEGRATIONS.md 1.4 and the vendor's API descriptions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from tests.crm.hubspot.bodies import Filter, ManyBody, NewBody, PropertyBody, SearchBody, Types, WriteBody, read
from tests.crm.hubspot.records import ASSOCIATIONS, KINDS, Property, Record, Records, Refused
from tests.crm.vendor import Asked, Said, Vendor

SCOPES = frozenset({
    "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.objects.deals.read", "crm.objects.deals.write",
    "crm.objects.owners.read", "crm.schemas.contacts.write", "crm.schemas.deals.write",
})  # fmt: skip
PAGE = 3
"""As much as a page of a list has, whatever is asked for."""
_AT = "2025-10-01T14:00:00.000Z"
_OPERATORS = {"EQ", "CONTAINS_TOKEN"}
_SEARCHABLE = {
    "phone": "hs_searchable_calculated_phone_number",
    "mobilephone": "hs_searchable_calculated_mobile_number",
}


@dataclass(frozen=True, slots=True)
class Pipe:
    """A pipeline. A stage is its id, its label and its probability, which is 1.0 or 0.0 where it is closed."""

    id: str
    label: str
    stages: Sequence[tuple[str, str, str]]

    def told(self, at: int) -> dict[str, object]:
        """Return it as the pipelines API does."""
        shown = [self._stage(at, *one) for at, one in enumerate(self.stages)]
        times = {"createdAt": _AT, "updatedAt": _AT}
        return {"id": self.id, "label": self.label, "displayOrder": at, "archived": False, "stages": shown, **times}

    def _stage(self, at: int, id: str, label: str, probability: str) -> dict[str, object]:
        meta = {"isClosed": "true" if probability in ("0.0", "1.0") else "false", "probability": probability}
        return {
            "id": id,
            "label": label,
            "displayOrder": at,
            "metadata": meta,
            "archived": False,
            "createdAt": _AT,
            "updatedAt": _AT,
        }


class HubspotServer(Vendor):
    """One account. `token` opens it; `scopes` are what the token may."""

    def __init__(self, properties: dict[str, list[Property]]) -> None:
        super().__init__()
        self.token = "pat-eu1-secret"
        self.scopes = set(SCOPES)
        self.records = Records(properties)
        self.owners: list[dict[str, object]] = []
        self.pipelines: list[Pipe] = []

    def answer(self, asked: Asked) -> Said:
        """Answer one question."""
        try:
            if asked.headers.get("authorization") != f"Bearer {self.token}":
                raise Refused(
                    401, "INVALID_AUTHENTICATION", "Authentication credentials not found. This API supports OAuth 2.0."
                )
            return self._route(asked)
        except Refused as refused:
            return refused.said

    def _route(self, asked: Asked) -> Said:
        for method, pattern, scope, does in self._routes():
            found = re.fullmatch(pattern, asked.path.rstrip("/"))
            if found is not None and method == asked.method:
                parts = [unquote(part) for part in found.groups()]
                self._may(scope.format(*("contacts" if part == "notes" else part for part in parts)))
                return does(asked, *parts)
        return Said(404, "<html><body><h1>404 Not Found</h1></body></html>")

    def _routes(self) -> Sequence[tuple[str, str, str, Callable[..., Said]]]:
        objects = rf"/crm/v3/objects/({'|'.join(KINDS)})"
        return (
            ("GET", "/account-info/v3/details", "", self._details),
            ("GET", "/crm/v3/owners", "crm.objects.owners.read", self._owners),
            (
                "GET",
                "/crm/v3/pipelines/deals",
                "crm.objects.deals.read",
                self._pipelines,
            ),
            ("GET", "/crm/v3/properties/(contacts|deals)", "crm.objects.{0}.read", self._properties),
            ("POST", "/crm/v3/properties/(contacts|deals)", "crm.schemas.{0}.write", self._new_property),
            ("GET", "/crm/v3/properties/(contacts|deals)/([^/]+)", "crm.objects.{0}.read", self._property),
            ("PATCH", "/crm/v3/properties/(contacts|deals)/([^/]+)", "crm.schemas.{0}.write", self._property),
            ("POST", objects + "/search", "crm.objects.{0}.read", self._search),
            ("POST", objects + "/batch/read", "crm.objects.{0}.read", self._batch),
            ("GET", objects, "crm.objects.{0}.read", self._list),
            ("POST", objects, "crm.objects.{0}.write", self._new),
            ("GET", objects + "/([^/]+)", "crm.objects.{0}.read", self._read),
            ("PATCH", objects + "/([^/]+)", "crm.objects.{0}.write", self._change),
            ("DELETE", objects + "/([^/]+)", "crm.objects.{0}.write", self._archive),
            ("GET", "/crm/v4/objects/([^/]+)/([^/]+)/associations/([^/]+)", "crm.objects.{0}.read", self._linked),
            (
                "PUT",
                "/crm/v4/objects/([^/]+)/([^/]+)/associations/default/([^/]+)/([^/]+)",
                "crm.objects.{0}.write",
                self._link,
            ),
        )

    def _may(self, scope: str) -> None:
        if scope and scope not in self.scopes:
            needed = [
                {
                    "message": "One or more of the following scopes are required.",
                    "context": {"requiredGranularScopes": [scope]},
                }
            ]
            message = "This app hasn't been granted all required scopes to make this call."
            raise Refused(403, "MISSING_SCOPES", message, errors=needed)

    def _details(self, asked: Asked) -> Said:
        return Said(200, {
            "portalId": 123456, "accountType": "STANDARD", "timeZone": "Europe/Moscow", "companyCurrency": "RUB",
            "additionalCurrencies": [], "utcOffset": "+03:00", "utcOffsetMilliseconds": 10800000, "uiDomain": "app-eu1.hubspot.com",
            "dataHostingLocation": "eu1",
        })  # fmt: skip

    def _owners(self, asked: Asked) -> Said:
        archived = asked.asks("archived") == "true"
        return _page(asked, [one for one in self.owners if one["archived"] is archived])

    def _pipelines(self, asked: Asked) -> Said:
        return Said(200, {"results": [one.told(at) for at, one in enumerate(self.pipelines)]})

    def _properties(self, asked: Asked, kind: str) -> Said:
        return Said(200, {"results": [one.told() for one in self.records.properties[kind].values()]})

    def _property(self, asked: Asked, kind: str, name: str) -> Said:
        if name not in self.records.properties[kind]:
            raise Refused(404, "OBJECT_NOT_FOUND", f"Property {name} does not exist")
        return Said(200, self.records.properties[kind][name].told())

    def _new_property(self, asked: Asked, kind: str) -> Said:
        body = read(PropertyBody, asked)
        if body.group_name != f"{kind[:-1]}information":
            raise Refused(400, "VALIDATION_ERROR", f"Property group {body.group_name} does not exist")
        if body.name in self.records.properties[kind]:
            raise Refused(409, "CONFLICT", f"A property named '{body.name}' already exists.")
        made = Property(body.name, body.label, body.type, body.field_type, unique=body.has_unique_value)
        self.records.properties[kind][made.name] = made
        return Said(201, made.told())

    def _new(self, asked: Asked, kind: str) -> Said:
        body = read(NewBody, asked)
        links = [(self._target(kind, one.types[0]), one.to.id) for one in body.associations]
        if kind == "notes" and not body.properties.get("hs_timestamp"):
            raise Refused(
                400,
                "VALIDATION_ERROR",
                "Some required properties were not set.",
                context={"properties": ["hs_timestamp"]},
            )
        return Said(201, self.records.make(kind, body.properties, links).told())

    def _target(self, kind: str, spec: Types) -> str:
        other = ASSOCIATIONS.get((kind, spec.association_type_id))
        if spec.association_category != "HUBSPOT_DEFINED" or other is None:
            raise Refused(400, "VALIDATION_ERROR", f"{spec} is not an association of {kind}")
        return other

    def _read(self, asked: Asked, kind: str, id: str) -> Said:
        return Said(200, self.records.find(kind, id, asked.asks("idProperty")).told(_names(asked)))

    def _change(self, asked: Asked, kind: str, id: str) -> Said:
        properties = read(WriteBody, asked).properties
        if not properties:
            raise Refused(400, "VALIDATION_ERROR", "No properties found to update, please provide at least one.")
        record = self.records.find(kind, id)
        self.records.change(record, properties)
        return Said(200, record.told(tuple(properties)))

    def _archive(self, asked: Asked, kind: str, id: str) -> Said:
        self.records.find(kind, id).archived = True
        return Said(204)

    def _list(self, asked: Asked, kind: str) -> Said:
        return _page(asked, [one.told(_names(asked)) for one in self.records.of[kind].values() if not one.archived])

    def _batch(self, asked: Asked, kind: str) -> Said:
        body = read(ManyBody, asked)
        if not 0 < len(body.inputs) <= 100:
            raise Refused(400, "VALIDATION_ERROR", "The maximum number of inputs supported in a batch request is 100.")
        known = self.records.of[kind]
        found = [known[one.id].told(body.properties) for one in body.inputs if one.id in known]
        return Said(200, {"status": "COMPLETE", "results": found, "startedAt": _AT, "completedAt": _AT})

    def _linked(self, asked: Asked, kind: str, id: str, other: str) -> Said:
        self.records.find(kind, id)
        types = [{"category": "HUBSPOT_DEFINED", "typeId": 1, "label": None}]
        return _page(
            asked, [{"toObjectId": int(to), "associationTypes": types} for to in self.records.linked(kind, id, other)]
        )

    def _link(self, asked: Asked, kind: str, id: str, other: str, other_id: str) -> Said:
        self.records.link(kind, self.records.find(kind, id).id, other, self.records.find(other, other_id).id)
        return Said(200, {"status": "COMPLETE", "results": [], "startedAt": _AT, "completedAt": _AT})

    def _search(self, asked: Asked, kind: str) -> Said:
        body = read(SearchBody, asked)
        filters = [one for group in body.filter_groups for one in group.filters]
        if len(body.filter_groups) > 5 or len(filters) > 18 or not 0 < body.limit <= 200:
            raise Refused(400, "VALIDATION_ERROR", "There was a problem with the request.")
        for one in filters:
            known = {*self.records.properties[kind], *_SEARCHABLE.values()}
            if one.property_name not in known or one.operator not in _OPERATORS or not one.value:
                raise Refused(400, "VALIDATION_ERROR", f"There was a problem with the request: {one}")
        found = [one for one in self.records.of[kind].values() if self._meets(one, body)]
        return Said(200, {"total": len(found), "results": [one.told(body.properties) for one in found[: body.limit]]})

    def _meets(self, record: Record, body: SearchBody) -> bool:
        values = dict(self.records.index.get(record.id, {}))
        for name, calculated in _SEARCHABLE.items():
            values[calculated] = "".join(one for one in values.get(name, "") if one.isdigit())[-10:]
        return any(
            all(_met(values.get(one.property_name, ""), one) for one in group.filters) for group in body.filter_groups
        )


def _met(value: str, one: Filter) -> bool:
    if one.operator == "EQ":
        return value.lower() == one.value.lower()
    pattern = re.escape(one.value.lower()).replace(r"\*", ".*")
    return any(re.fullmatch(pattern, token) for token in value.lower().split(";") if token)


def _names(asked: Asked) -> tuple[str, ...]:
    return tuple(name for key, value in asked.query if key == "properties" for name in value.split(",") if name)


def _page(asked: Asked, everything: list[dict[str, object]]) -> Said:
    """Return a page of a list, and where the next begins."""
    at, limit = int(asked.asks("after") or 0), min(int(asked.asks("limit") or 100), PAGE)
    more = {"paging": {"next": {"after": str(at + limit), "link": "?after"}}} if at + limit < len(everything) else {}
    return Said(200, {"results": everything[at : at + limit], **more})


def owner(
    id: str, first: str, last: str, email: str, *, archived: bool = False, kind: str = "PERSON"
) -> dict[str, object]:
    """Return an owner of records."""
    return {
        "id": id, "email": email, "type": kind, "firstName": first, "lastName": last, "userId": int(id) + 7, "teams": [],
        "userIdIncludingInactive": int(id) + 7, "createdAt": _AT, "updatedAt": _AT, "archived": archived,
    }  # fmt: skip
