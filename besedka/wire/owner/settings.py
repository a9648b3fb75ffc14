"""The cabinet's words of a project's settings."""

from typing import Annotated, NotRequired

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT
from besedka.wire.staff import NotifyUnassigned, Routing, WorkSettings


class Work(TypedDict):
    """The settings of the work, and the version to name when changing them."""

    version: str
    settings: WorkSettings


Number = int
"""A number of a setting. Any is heard: its own limits are refused by name (`setting_out_of_range`)."""


@with_config(STRICT)
class WorkChanges(TypedDict):
    """What is to be changed; what is left out stays."""

    answer_within: NotRequired[Number]
    edit_limit: NotRequired[Number]
    confirm_closing: NotRequired[bool]
    ask_rating: NotRequired[bool]
    show_client_typing: NotRequired[bool]
    show_wait: NotRequired[bool]
    show_position: NotRequired[bool]
    notify_unassigned: NotRequired[NotifyUnassigned]
    routing: NotRequired[Routing]
    load_limit: NotRequired[Number]
    pass_on_after: NotRequired[Number]
    tell_waiting_after: NotRequired[Number]
    ladder_popup: NotRequired[Number]
    ladder_sound: NotRequired[Number]
    ladder_push: NotRequired[Number]
    ladder_letter: NotRequired[Number]
    ladder_others: NotRequired[Number]
    ladder_admins: NotRequired[Number]
    mail_after: NotRequired[Number]
    file_limit: NotRequired[Number]
    conversation_files: NotRequired[Number]
    project_files: NotRequired[Number]


@with_config(STRICT)
class WorkChange(TypedDict):
    """Changes to the settings that were seen as `version`."""

    version: Annotated[str, StringConstraints(max_length=64)]
    changes: WorkChanges
