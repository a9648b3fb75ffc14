"""Canned responses and their folders."""

from dataclasses import replace
from typing import TypeAlias

from besedka.domain.canned import Canned, Folder, Library
from besedka.domain.ids import CannedId, FolderId, ProjectNumber
from besedka.ports.database import Query, Row, Save, Script
from besedka.store import files
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import CANNED, FOLDERS

_CANNED = ",".join(CANNED.columns)
_FOLDERS = ",".join(FOLDERS.columns)


def library(project: ProjectNumber) -> Script[Library]:
    """Return everything that the project has canned, in the order of being made, with the files that go with it."""
    folders = yield from fetch(
        f"SELECT {_FOLDERS} FROM folders WHERE project = $1 ORDER BY place, name, id", (project,), Folder
    )
    responses = yield from fetch(f"SELECT {_CANNED} FROM canned WHERE project = $1 ORDER BY id", (project,), Canned)
    attached = yield from files.used_by("canned", (c.id for c in responses))
    return Library(folders, [replace(c, files=tuple(attached.get(c.id, ()))) for c in responses])


Mark: TypeAlias = tuple[Row, ...]


def mark(project: ProjectNumber) -> Script[Mark]:
    """Return what is another after every change of the library, and cheap to ask for."""
    folders = yield Query(f"SELECT {_FOLDERS} FROM folders WHERE project = $1 ORDER BY id", (project,))
    responses = yield Query(
        "SELECT COUNT(*), MAX(created_at), CAST(SUM(updated_at) AS BIGINT) FROM canned WHERE project = $1", (project,)
    )
    return (*map(tuple, folders), *map(tuple, responses))


def by_id(project: ProjectNumber, id: CannedId) -> Script[Canned | None]:
    """Return one canned response of the project."""
    found = yield from fetch_one(f"SELECT {_CANNED} FROM canned WHERE id = $1 AND project = $2", (id, project), Canned)
    return found


def exists(id: bytes) -> Script[bool]:
    """Tell whether any project has a canned response or a folder under this id."""
    rows = yield Query("SELECT 1 FROM canned WHERE id = $1 UNION ALL SELECT 1 FROM folders WHERE id = $1", (id,))
    return bool(rows)


def keep(canned: Canned) -> Script[None]:
    """Store a canned response, over what it said before."""
    row = (
        canned.id, canned.project, canned.folder, canned.title, canned.text, canned.created_at, canned.updated_at, canned.updated_by,
    )  # fmt: skip
    yield Save(CANNED, [row], replace=True)


def remove(id: CannedId) -> Script[None]:
    """Forget a canned response; its files go with it."""
    yield files.withdraw("canned", id)
    yield Query("DELETE FROM canned WHERE id = $1", (id,))


def keep_folder(folder: Folder) -> Script[None]:
    """Store a folder, over what it was before."""
    yield Save(FOLDERS, [(folder.id, folder.project, folder.name, folder.place)], replace=True)


def remove_folder(id: FolderId) -> Script[None]:
    """Forget a folder; what lies in it then lies in none."""
    yield Query("UPDATE canned SET folder_id = NULL WHERE folder_id = $1", (id,))
    yield Query("DELETE FROM folders WHERE id = $1", (id,))
