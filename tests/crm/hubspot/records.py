"""What a HubSpot account holds: properties, records, associations, and an index for the search that is always a little behind."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.crm.vendor import Said

KINDS = {"contacts": "CONTACT", "deals": "DEAL", "notes": "NOTE"}
ASSOCIATIONS = {("deals", 3): "contacts", ("contacts", 4): "deals", ("notes", 214): "deals", ("notes", 202): "contacts"}
"""Which association types a new record may name, and what they lead to."""
DEFAULTS = {
    "contacts": ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"),
    "deals": (
        "amount",
        "closedate",
        "createdate",
        "dealname",
        "dealstage",
        "hs_lastmodifieddate",
        "hs_object_id",
        "pipeline",
    ),
    "notes": ("hs_createdate", "hs_lastmodifieddate", "hs_object_id"),
}
"""The few properties that an answer has when no others are asked for."""
_CHANGED = {"contacts": "lastmodifieddate", "deals": "hs_lastmodifieddate", "notes": "hs_lastmodifieddate"}
_CREATED = {"contacts": "createdate", "deals": "createdate", "notes": "hs_createdate"}
_BEGAN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


class Refused(Exception):
    """What HubSpot refuses, with its answer."""

    def __init__(self, status: int, category: str, message: str, **more: object) -> None:
        super().__init__(message)
        told = {"status": "error", "message": message, "correlationId": str(uuid4()), "category": category, **more}
        self.said = Said(status, told)


@dataclass(slots=True)
class Property:
    """A property of a kind of record. `options` are value and label."""

    name: str
    label: str
    type: str = "string"
    field_type: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    unique: bool = False
    read_only: bool = False
    hidden: bool = False
    external: bool = False
    """Its options come from elsewhere (owners) and are not told."""

    def told(self) -> dict[str, object]:
        """Return it as the properties API does."""
        options = [
            {"label": label, "value": value, "hidden": False, "displayOrder": at}
            for at, (value, label) in enumerate(self.options)
        ]
        return {
            "name": self.name, "label": self.label, "type": self.type, "fieldType": self.field_type, "description": "",
            "groupName": "information", "options": options, "hidden": self.hidden, "calculated": self.read_only, "archived": False,
            "externalOptions": self.external, "hasUniqueValue": self.unique, "formField": True, "displayOrder": -1,
            "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": self.read_only},
        }  # fmt: skip


@dataclass(slots=True)
class Record:
    """One record. Who deletes it archives it."""

    id: str
    kind: str
    created: datetime
    changed: datetime
    values: dict[str, str] = field(default_factory=dict)
    archived: bool = False

    def told(self, names: Iterable[str] = ()) -> dict[str, object]:
        """Return it with the properties that were asked for, or those few."""
        own = {
            "hs_object_id": self.id, _CREATED[self.kind]: moment(self.created), _CHANGED[self.kind]: moment(self.changed)
        }  # fmt: skip
        shown = {name: {**self.values, **own}.get(name) for name in (tuple(names) or DEFAULTS[self.kind])}
        return {
            "id": self.id, "properties": {**shown, **own}, "createdAt": moment(self.created), "updatedAt": moment(self.changed),
            "archived": self.archived,
        }  # fmt: skip


def moment(at: datetime) -> str:
    """Return a time as HubSpot writes it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Records:
    """All records of an account, by kind and id."""

    def __init__(self, properties: Mapping[str, list[Property]]) -> None:
        self.properties = {kind: {one.name: one for one in properties[kind]} for kind in KINDS}
        self.of: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        self.index: dict[str, dict[str, str]] = {}
        self.links: list[tuple[str, str, str, str]] = []
        self.owners: set[str] = set()
        self.stages: dict[str, set[str]] = {}
        self._ids = 40_000_000_000
        self._now = _BEGAN

    def settle(self) -> None:
        """Let the search see what has been written."""
        self.index = {one.id: dict(one.values) for one in self.of["contacts"].values() if not one.archived}

    def make(self, kind: str, properties: Mapping[str, str], links: Iterable[tuple[str, str]]) -> Record:
        """Store a new record."""
        self._ids += 7919
        self._now += timedelta(seconds=1)
        new = Record(str(self._ids), kind, self._now, self._now)
        new.values = self._fit(new, properties)
        for other, id in links:
            if id not in self.of[other] or self.of[other][id].archived:
                raise Refused(400, "VALIDATION_ERROR", f"Could not find {KINDS[other]} {id} to associate with.")
        self.of[kind][new.id] = new
        for other, id in links:
            self.link(kind, new.id, other, id)
        return new

    def change(self, record: Record, properties: Mapping[str, str]) -> None:
        """Write some properties of a record."""
        self._now += timedelta(seconds=1)
        record.values |= self._fit(record, properties)
        record.changed = self._now

    def find(self, kind: str, id: str, by: str = "") -> Record:
        """Return a record by its id, or by a property whose values are unique."""
        known = self.properties[kind].get(by)
        if by and (known is None or not known.unique):
            raise Refused(
                400, "VALIDATION_ERROR", f"Property {by} is not a unique identifier property for {KINDS[kind]}"
            )
        value = id.lower() if by == "email" else id
        found = [one for one in self.of[kind].values() if (one.values.get(by) == value if by else one.id == id)]
        if not found or found[0].archived:
            raise Refused(404, "OBJECT_NOT_FOUND", "resource not found")
        return found[0]

    def link(self, kind: str, id: str, other: str, other_id: str) -> None:
        """Associate two records, both ways."""
        for pair in ((kind, id, other, other_id), (other, other_id, kind, id)):
            if pair not in self.links:
                self.links.append(pair)

    def linked(self, kind: str, id: str, other: str) -> list[str]:
        """Return the ids of the other kind that a record is associated with."""
        return [
            to
            for one, own, which, to in self.links
            if (one, own, which) == (kind, id, other) and not self.of[other][to].archived
        ]

    def _fit(self, record: Record, properties: Mapping[str, str]) -> dict[str, str]:
        wrong = [fault for name, value in properties.items() if (fault := self._fault(record.kind, name, value))]
        stage = properties.get("dealstage", "")
        if stage and stage not in self.stages.get(
            properties.get("pipeline", record.values.get("pipeline", "default")), set()
        ):
            wrong.append(_invalid("dealstage", "INVALID_OPTION", f"{stage} is not a stage of the pipeline"))
        if wrong:
            raise Refused(400, "VALIDATION_ERROR", f"Property values were not valid: {json.dumps(wrong)}")
        told = {name: value.lower() if name == "email" else value for name, value in properties.items()}
        for name, value in told.items():
            self._alone(record, name, value)
        return told

    def _fault(self, kind: str, name: str, value: str) -> dict[str, object] | None:
        known = self.properties[kind].get(name)
        if known is None:
            return _invalid(name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist')
        if known.read_only:
            return _invalid(name, "READ_ONLY_VALUE", f'"{name}" is a read only property')
        if known.external and value and value not in self.owners:
            return _invalid(name, "INVALID_OWNER_ID", f"Owner {value} does not exist")
        if known.type == "number" and value and not value.replace(".", "", 1).lstrip("-").isdigit():
            return _invalid(name, "INVALID_FLOAT", f"{value} was not a valid number.")
        several = value.split(";") if known.field_type == "checkbox" else [value]
        if known.options and value and not set(several) <= {one for one, _ in known.options}:
            return _invalid(name, "INVALID_OPTION", f"{value} was not one of the allowed options")
        return None

    def _alone(self, record: Record, name: str, value: str) -> None:
        known = self.properties[record.kind][name]
        if not known.unique or not value:
            return
        other = next(
            (one for one in self.of[record.kind].values() if one.values.get(name) == value and one is not record), None
        )
        if other is not None and name == "email":
            raise Refused(409, "CONFLICT", f"Contact already exists. Existing ID: {other.id}")
        if other is not None:
            type_id = f"ObjectTypeId{{legacyObjectType={KINDS[record.kind]}}}"
            what = f"portalId=123456, objectTypeId={type_id}, propertyName={name}, value={value}"
            message = (
                f"Cannot set PropertyValueCoordinates{{{what}}} on {record.id}. {other.id} already has that value."
            )
            raise Refused(400, "VALIDATION_ERROR", message)


def _invalid(name: str, error: str, message: str) -> dict[str, object]:
    return {
        "isValid": False,
        "message": message,
        "error": error,
        "name": name,
        "localizedErrorMessage": message,
        "portalId": 123456,
    }
