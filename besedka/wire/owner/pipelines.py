"""The pipelines of the project's own CRM, in the cabinet's words."""

from typing import Annotated

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.operator.leads import LeadOutcome
from besedka.wire.shapes import STRICT, HexId

Title = Annotated[str, StringConstraints(max_length=1000)]


@with_config(STRICT)
class OwnStage(TypedDict):
    """A stage: `id` made by the client once."""

    id: HexId
    title: Title
    outcome: LeadOutcome


@with_config(STRICT)
class OwnPipeline(TypedDict):
    """A pipeline: `id` made by the client once; the first stage, an open one, is where leads begin. `currency` as in ISO 4217."""

    id: HexId
    title: Title
    currency: Title
    stages: Annotated[list[OwnStage], Field(max_length=100)]


class Pipelines(TypedDict):
    """The pipelines in their order, the `version` to name when changing them, and how many leads stand in each stage, by its id."""

    version: str
    pipelines: list[OwnPipeline]
    leads: dict[str, int]


@with_config(STRICT)
class PipelinesChange(TypedDict):
    """All pipelines as they are to be. `moved` tells for a stage that goes into which its leads come."""

    version: str
    pipelines: Annotated[list[OwnPipeline], Field(max_length=100)]
    moved: dict[HexId, HexId]
