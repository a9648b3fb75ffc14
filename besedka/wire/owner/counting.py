"""The cabinet's words of what a project counts on its sites."""

from typing import Annotated, NotRequired

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT


class Counting(TypedDict):
    """Where goals are reported: a measurement id of Google Analytics, the number of a counter of Yandex Metrika, empty for none;
    whether browsers get visit numbers; and the version to name when changing it."""

    version: str
    analytics: str
    metrika: str
    visits: bool


@with_config(STRICT)
class CountingChanges(TypedDict):
    """What is to be changed; what is left out stays."""

    analytics: NotRequired[Annotated[str, StringConstraints(max_length=200)]]
    metrika: NotRequired[Annotated[str, StringConstraints(max_length=200)]]
    visits: NotRequired[bool]


@with_config(STRICT)
class CountingChange(TypedDict):
    """Changes to what was seen as `version`."""

    version: Annotated[str, StringConstraints(max_length=64)]
    changes: CountingChanges
