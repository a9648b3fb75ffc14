"""Bodies of questions to HubSpot: what must be in them, and nothing else."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from tests.crm.hubspot.records import Refused
from tests.crm.vendor import Asked


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)


class Id(Body):
    id: str


class Types(Body):
    association_category: str
    association_type_id: int


class Association(Body):
    to: Id
    types: list[Types]


class NewBody(Body):
    """Both keys are required."""

    properties: dict[str, str]
    associations: list[Association]


class WriteBody(Body):
    properties: dict[str, str]


class ManyBody(Body):
    inputs: list[Id]
    properties: list[str]
    properties_with_history: list[str]


class PropertyBody(Body):
    name: str
    label: str
    group_name: str
    type: str
    field_type: str
    has_unique_value: bool = False
    form_field: bool = False


class Filter(Body):
    property_name: str
    operator: str
    value: str


class Group(Body):
    filters: list[Filter]


class SearchBody(Body):
    filter_groups: list[Group]
    limit: int
    properties: list[str] = []
    sorts: list[str] = []
    after: str = "0"


T = TypeVar("T", bound=Body)


def read(kind: type[T], asked: Asked) -> T:
    """Return the body of a question."""
    try:
        return kind.model_validate_json(asked.body)
    except ValidationError as error:
        raise Refused(400, "VALIDATION_ERROR", f"Invalid input JSON on line 1, column 2: {error}") from error
