"""Canned responses: read by every operator, made, changed and removed by administrators and by the people of the cabinet."""

from dataclasses import dataclass, replace

from besedka.actions import access, audit
from besedka.actions.attach import must_be_attachable
from besedka.actions.audit import Actor
from besedka.actions.deps import Deps
from besedka.domain.audit import Did, Kind, differences
from besedka.domain.canned import MOST, MOST_FOLDERS, Canned, Folder, Library, clean_folder, cleaned
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound
from besedka.domain.file import File, check_count
from besedka.domain.ids import CannedId, FileId, FolderId, Instant, OperatorId, OwnerId, ProjectNumber
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import canned as store
from besedka.store import files, projects


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whoever keeps a project's canned responses: an administrator, or somebody of the cabinet."""

    project: ProjectNumber
    operator: Operator | None = None
    person: OwnerId | None = None

    def let_in(self) -> Script[None]:
        """Forbidden `only_admins` for an ordinary operator; NotFound for a cabinet that is not theirs."""
        if self.person is not None:
            yield from access.cabinet(self.person, self.project)
        elif self.operator is None or self.operator.role != "admin":
            raise Forbidden("only_admins")

    @property
    def author(self) -> OperatorId | None:
        """Whose name stands at a change; nobody's for the cabinet."""
        return None if self.operator is None else self.operator.id

    @property
    def actor(self) -> Actor:
        """Who keeps, for the audit log."""
        return audit.of_operator(self.operator) if self.operator is not None else Actor("cabinet", self.person)

    @property
    def uploader(self) -> bytes | None:
        """Whose uploads may go with a canned response."""
        return self.author or self.person


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed. `files` shall go with it, in this order; None: those that do already."""

    title: str
    text: str
    folder: FolderId | None
    files: tuple[FileId, ...] | None = None

    def __post_init__(self) -> None:
        """Raise BadInput `too_many_files`."""
        check_count(len(self.files or ()))


def library(keeper: Keeper) -> Script[Library]:
    """Return the project's canned responses, as the cabinet reads them."""
    yield from keeper.let_in()
    found = yield from store.library(keeper.project)
    return found


async def add(deps: Deps, keeper: Keeper, id: CannedId, draft: Draft) -> Canned:
    """Make one; the same id again answers the same. BadInput by field, `canned_too_many`, and what `must_be_attachable` says of its
    files; NotFound for a folder that is not there."""
    now = deps.clock.now()
    fresh = cleaned(Canned(id, keeper.project, draft.folder, draft.title, draft.text, now, now, keeper.author))

    def script() -> Script[Canned]:
        library = yield from held(keeper)
        known = next((c for c in library.responses if c.id == id), None)
        if known is not None:
            return _again(known, fresh, draft)
        yield from _must_be_free(id)
        if len(library.responses) >= MOST:
            raise BadInput("canned_too_many", {"limit": MOST})
        _must_have(library, draft.folder)
        attached = yield from _attached(keeper, fresh, draft.files or ())
        yield from store.keep(fresh)
        yield from _bind(fresh, attached)
        yield from _note(deps, keeper, "canned_added", fresh)
        return replace(fresh, files=attached)

    return await deps.committer.run(script)


async def change(deps: Deps, keeper: Keeper, id: CannedId, draft: Draft, seen: Instant) -> Canned:
    """Change one that was seen as of `seen`. Conflict `canned_changed` when somebody else has changed it since; as `add` else."""
    now = deps.clock.now()

    def script() -> Script[Canned]:
        library = yield from held(keeper)
        known = next((c for c in library.responses if c.id == id), None)
        if known is None:
            raise NotFound("not_found")
        _must_have(library, draft.folder)
        wanted = cleaned(replace(known, title=draft.title, text=draft.text, folder=draft.folder))
        if wanted == known and (draft.files is None or draft.files == _ids(known)):
            return known
        if known.updated_at != seen:
            raise Conflict("canned_changed")
        wanted = replace(wanted, updated_at=Instant(max(now, seen + 1)), updated_by=keeper.author)
        attached = yield from _attached(keeper, known, _ids(known) if draft.files is None else draft.files)
        yield from store.keep(wanted)
        yield from _bind(known, attached)
        wanted = replace(wanted, files=attached)
        yield from _note(deps, keeper, "canned_changed", wanted, known)
        return wanted

    return await deps.committer.run(script)


async def remove(deps: Deps, keeper: Keeper, id: CannedId) -> None:
    """Remove one. NotFound when it is not there."""

    def script() -> Script[None]:
        library = yield from held(keeper)
        known = next((c for c in library.responses if c.id == id), None)
        if known is None:
            raise NotFound("not_found")
        yield from store.remove(id)
        yield from _note(deps, keeper, "canned_removed", known)

    await deps.committer.run(script)


async def add_folder(deps: Deps, keeper: Keeper, id: FolderId, name: str) -> Folder:
    """Make a folder after the others; the same id again answers the same. BadInput `folders_too_many`, `folder_name_…`."""
    clean = clean_folder(name)

    def script() -> Script[Folder]:
        library = yield from held(keeper)
        known = next((f for f in library.folders if f.id == id), None)
        if known is not None:
            return known
        yield from _must_be_free(id)
        if len(library.folders) >= MOST_FOLDERS:
            raise BadInput("folders_too_many", {"limit": MOST_FOLDERS})
        folder = Folder(id, keeper.project, clean, max((f.place for f in library.folders), default=0) + 1)
        yield from store.keep_folder(folder)
        yield from _note_folder(deps, keeper, "folder_added", folder)
        return folder

    return await deps.committer.run(script)


async def rename_folder(deps: Deps, keeper: Keeper, id: FolderId, name: str) -> Folder:
    """Call a folder otherwise. NotFound when it is not there."""
    clean = clean_folder(name)

    def script() -> Script[Folder]:
        library = yield from held(keeper)
        known = _must_have(library, id)
        folder = replace(known, name=clean)
        if folder != known:
            yield from store.keep_folder(folder)
            yield from _note_folder(deps, keeper, "folder_changed", folder, known)
        return folder

    return await deps.committer.run(script)


async def remove_folder(deps: Deps, keeper: Keeper, id: FolderId) -> None:
    """Remove a folder; what lies in it then lies in none. NotFound when it is not there."""

    def script() -> Script[None]:
        library = yield from held(keeper)
        known = _must_have(library, id)
        yield from store.remove_folder(id)
        yield from _note_folder(deps, keeper, "folder_removed", known)

    await deps.committer.run(script)


def held(keeper: Keeper) -> Script[Library]:
    """Return the library, kept from everybody else's changes until the commit."""
    yield from keeper.let_in()
    if (yield from projects.project_to_change(keeper.project)) is None:
        raise NotFound("not_found")
    found = yield from store.library(keeper.project)
    return found


def _note(deps: Deps, keeper: Keeper, kind: Kind, canned: Canned, before: Canned | None = None) -> Script[None]:
    changes = () if before is None else differences(_told(before), _told(canned))
    yield from audit.note(deps, keeper.actor, keeper.project, Did(kind, canned.title, canned.id, changes))


def _told(canned: Canned) -> dict[str, object]:
    return {
        "title": canned.title,
        "text": canned.text,
        "folder": canned.folder and canned.folder.hex(),
        "files": [file.name for file in canned.files],
    }


def _note_folder(deps: Deps, keeper: Keeper, kind: Kind, folder: Folder, before: Folder | None = None) -> Script[None]:
    changes = () if before is None else differences({"name": before.name}, {"name": folder.name})
    yield from audit.note(deps, keeper.actor, keeper.project, Did(kind, folder.name, folder.id, changes))


def _must_be_free(id: bytes) -> Script[None]:
    if (yield from store.exists(id)):
        raise BadInput("id_taken")


def _must_have(library: Library, id: FolderId | None) -> Folder:
    folder = next((f for f in library.folders if f.id == id), None)
    if folder is None and id is not None:
        raise NotFound("not_found")
    return folder or _NOWHERE


_NOWHERE = Folder(FolderId(b""), ProjectNumber(0), "", 0)


def _ids(canned: Canned) -> tuple[FileId, ...]:
    return tuple(file.id for file in canned.files)


def _attached(keeper: Keeper, canned: Canned, wanted: tuple[FileId, ...]) -> Script[tuple[File, ...]]:
    """Return these files as they go with it: those that do already, and own uploads. Nothing is changed yet."""
    known = {file.id: file for file in canned.files}
    attached: list[File] = []
    for place, id in enumerate(dict.fromkeys(wanted)):
        file = known.get(id) or must_be_attachable((yield from files.by_id(id)), keeper.project, keeper.uploader)
        attached.append(replace(file, use="canned", use_id=canned.id, place=place))
    return tuple(attached)


def _bind(canned: Canned, attached: tuple[File, ...]) -> Script[None]:
    """Let these files go with it; what did before and does not any more is taken away."""
    kept = {file.id for file in attached}
    for file in (*attached, *(replace(file, state="gone") for file in canned.files if file.id not in kept)):
        yield from files.change(file)


def _again(known: Canned, fresh: Canned, draft: Draft) -> Canned:
    if (known.title, known.text, known.folder) != (fresh.title, fresh.text, fresh.folder) or _ids(known) != (
        draft.files or ()
    ):
        raise BadInput("id_taken")
    return known
