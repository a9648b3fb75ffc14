"""Canned responses (шаблоны): what one may say, where it is kept, and which variables stand for what (PRODUCT.md 3.3).

A text is plain, with variables in braces out of a fixed list: no template language, so that nothing in it can be run. Filling them in
is the app's, at the moment of inserting.
"""

import hashlib
import re
from dataclasses import dataclass, replace

from besedka.domain.errors import BadInput
from besedka.domain.file import File
from besedka.domain.ids import CannedId, FolderId, Instant, OperatorId, ProjectNumber
from besedka.domain.message import MAX_TEXT, clean_line, clean_text

VARIABLES = ("client_name", "operator_name", "project_name", "page", "page_address", "conversation_number")
"""What a text may have in braces. The app fills them in; what is not known has an honest word of its own there."""

MAX_TITLE = 120
MAX_FOLDER = 60
MOST = 1_000
"""Canned responses of one project: an app holds them all, to search without asking anybody."""
MOST_FOLDERS = 100

_VARIABLE = re.compile(r"\{([^{}\s]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Canned:
    """One canned response. `folder` is None for one that lies in none; `files` go with it, in their order."""

    id: CannedId
    project: ProjectNumber
    folder: FolderId | None
    title: str
    text: str
    created_at: Instant
    updated_at: Instant
    updated_by: OperatorId | None
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of canned responses; they stand by `place`, then by name."""

    id: FolderId
    project: ProjectNumber
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that a project has canned."""

    folders: list[Folder]
    responses: list[Canned]

    @property
    def version(self) -> str:
        """Return what changes whenever anything in it does."""
        told = repr(
            [(f.id, f.name, f.place) for f in self.folders]
            + [(c.id, c.folder, c.title, c.text, [file.id for file in c.files]) for c in self.responses]
        )
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def cleaned(canned: Canned) -> Canned:
    """Return it as it is kept. BadInput `canned_title_empty`, `canned_title_long`, `canned_text_empty`, `canned_text_long`,
    `variable_unknown` with the list of those that are."""
    return replace(canned, title=_title(canned.title), text=_text(canned.text))


def clean_folder(name: str) -> str:
    """Return a folder's name as it is kept. BadInput `folder_name_empty`, `folder_name_long`."""
    if len(name) > MAX_FOLDER:
        raise BadInput("folder_name_long", {"limit": MAX_FOLDER, "field": "name"})
    clean = clean_line(name, MAX_FOLDER)
    if not _seen(clean):
        raise BadInput("folder_name_empty", {"field": "name"})
    return clean


def _title(title: str) -> str:
    if len(title) > MAX_TITLE:
        raise BadInput("canned_title_long", {"limit": MAX_TITLE, "field": "title"})
    clean = clean_line(title, MAX_TITLE)
    if not _seen(clean):
        raise BadInput("canned_title_empty", {"field": "title"})
    return clean


def _text(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise BadInput("canned_text_long", {"limit": MAX_TEXT, "length": len(text), "field": "text"})
    if not _seen(text):
        raise BadInput("canned_text_empty", {"field": "text"})
    for name in _VARIABLE.findall(text):
        if name not in VARIABLES:
            known = ", ".join(f"{{{one}}}" for one in VARIABLES)
            raise BadInput("variable_unknown", {"variable": f"{{{name}}}", "known": known, "field": "text"})
    return clean_text(text)


def _seen(text: str) -> bool:
    try:
        return bool(clean_text(text))
    except BadInput:
        return False
