"""Canned responses, in the words of the operators' app and of the cabinet."""

from typing import Annotated, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.operator.things import File
from besedka.wire.shapes import STRICT, FileIds, HexId, Millis

# ── canned responses ─────────────────────────────────────────────────────────────────────────────────────────────

Typed = Annotated[str, StringConstraints(max_length=200_000)]
"""What was typed: what is too long for its field is refused by name, not as a malformed request."""


class CannedResponse(TypedDict):
    """One canned response: `text` with variables in braces; `folder` is an id, null for none; `updated_by` an operator's id; `files` go
    with it: the app attaches a copy of each to the answer."""

    id: str
    folder: str | None
    title: str
    text: str
    updated_at: Millis
    updated_by: str | None
    files: list[File]


class CannedFolder(TypedDict):
    """A folder of canned responses."""

    id: str
    name: str


class CannedLibrary(TypedDict):
    """All canned responses of the project; `version` changes whenever anything in it does. `variables` are those that a text may have."""

    version: str
    folders: list[CannedFolder]
    responses: list[CannedResponse]
    variables: list[str]


@with_config(STRICT)
class NewCanned(TypedDict):
    """A canned response to make: `id` made by the client once, kept over every retry. `files` are own uploads that are ready."""

    id: HexId
    title: Typed
    text: Typed
    folder: HexId | None
    files: NotRequired[FileIds]


@with_config(STRICT)
class CannedChange(TypedDict):
    """What a canned response is to say; `seen` is the `updated_at` of what was changed. `files` are all that shall go with it, those that
    do already and own uploads; not given, they stay as they are."""

    title: Typed
    text: Typed
    folder: HexId | None
    seen: Annotated[int, Field(ge=0, le=2**53)]
    files: NotRequired[FileIds]


@with_config(STRICT)
class NewFolder(TypedDict):
    """A folder to make, under an id of the client's."""

    id: HexId
    name: Typed


@with_config(STRICT)
class FolderChange(TypedDict):
    """What a folder is to be called."""

    name: Typed
