"""The cabinet's words of a project's settings."""

from typing import Annotated, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT
from besedka.wire.staff import NotifyUnassigned, Routing, WorkSettings


class Work(TypedDict):
    """The settings of the work, and the version to name when changing them."""

    version: str
    settings: WorkSettings


Seconds = Annotated[int, Field(ge=0, le=2**31)]
"""A number of a setting; its own limits are refused by name (`setting_out_of_range`)."""


@with_config(STRICT)
class WorkChanges(TypedDict):
    """What is to be changed; what is left out stays."""

    answer_within: NotRequired[Seconds]
    edit_limit: NotRequired[Seconds]
    confirm_closing: NotRequired[bool]
    ask_rating: NotRequired[bool]
    show_client_typing: NotRequired[bool]
    notify_unassigned: NotRequired[NotifyUnassigned]
    routing: NotRequired[Routing]
    load_limit: NotRequired[Seconds]
    pass_on_after: NotRequired[Seconds]
    file_limit: NotRequired[Seconds]
    conversation_files: NotRequired[Seconds]
    project_files: NotRequired[Seconds]


@with_config(STRICT)
class WorkChange(TypedDict):
    """Changes to the settings that were seen as `version`."""

    version: Annotated[str, StringConstraints(max_length=64)]
    changes: WorkChanges
