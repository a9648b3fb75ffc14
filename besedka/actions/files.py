"""Uploading: begun, appended to, finished or given up; and who may read what was uploaded."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from secrets import token_bytes

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.domain import file as rules
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound, Refusal, Unavailable
from besedka.domain.file import HEAD, MEGABYTE, PICTURES, File
from besedka.domain.forms import Forms, must_not_need_consent
from besedka.domain.ids import ConversationId, FileId, Instant, OwnerId, ProjectNumber, is_new_id
from besedka.domain.links import Links, read_token
from besedka.domain.message import Side
from besedka.domain.operator import Operator
from besedka.domain.project import Project
from besedka.domain.visitor import VisitorKey
from besedka.ports.database import Script
from besedka.ports.files import FilesFailed
from besedka.store import conversations, files, projects

KEEP_FORGOTTEN = 24 * 3_600_000
"""Milliseconds for which an upload that nobody posted is kept: a laptop may sleep over lunch, and over night."""
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Uploader:
    """Who uploads: an operator, or a visitor, who may have no conversation yet."""

    project: ProjectNumber
    side: Side
    person: bytes
    conversation: ConversationId | None = None
    forms: Forms = field(default_factory=Forms)
    """What the project asks of visitors, as far as this node knows; the commits know it for certain."""

    @property
    def talks(self) -> bool:
        """True for an operator, and for a visitor who has said something already."""
        return self.side == "operator" or self.conversation is not None

    @staticmethod
    def operator(me: Operator) -> "Uploader":
        """Return the operator as one who uploads."""
        return Uploader(me.project, "operator", me.id)


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload, and how many bytes of it are there."""

    file: File
    received: int


def visitor(project: Project, key: VisitorKey) -> Script[Uploader]:
    """Return the visitor as one who uploads. Forbidden `key_refused`.

    Nothing need be stored of a visitor who has chosen a file and not written yet: the key's tag proves that it is theirs.
    """
    state = yield from conversations.of_visitor(key.visitor, key.secret_hash)
    if state.refused:
        raise Forbidden("key_refused")
    conversation = state.conversation.id if state.conversation else None
    return Uploader(project.number, "visitor", key.visitor, conversation, project.forms)


def keeper(me: OwnerId, project: ProjectNumber) -> Script[Uploader]:
    """Return somebody of the cabinet as one who uploads what goes with a canned response. NotFound beyond their reach."""
    yield from access.cabinet(me, project)
    return Uploader(project, "operator", me)


async def begin(deps: Deps, who: Uploader, id: FileId, name: str, size: int) -> Upload:
    """Begin an upload, or find the one that was begun under this id.

    BadInput `consent_needed`, `file_empty`, `file_too_big`, `id_taken`; NotFound for another's id; Conflict `too_many_uploads`,
    `files_full`.
    """
    if not is_new_id(id):
        raise BadInput("bad_input", {"field": "id"})
    name, key, now = rules.clean_file_name(name), token_bytes(16), deps.clock.now()
    fresh = File(
        id, who.project, None, "", None, 0, who.side, who.person, key, name, rules.BINARY, size, None, None, 0, "coming", now,
    )  # fmt: skip
    known = await deps.committer.run(lambda: _begin(who, fresh))
    return Upload(known, known.size if known.state == "ready" else await deps.files.length(known.key.hex()))


def _begin(who: Uploader, fresh: File) -> Script[File]:
    project = _willing(who, (yield from projects.project_to_change(who.project)))
    known = yield from files.by_id(fresh.id)
    if known is not None:
        if known.person != who.person:
            raise NotFound("file_unknown")
        if known.size != fresh.size or known.state == "gone":
            raise BadInput("id_taken")
        return known
    settings = project.settings
    rules.check_size(fresh.name, fresh.size, settings.file_limit)
    if (yield from files.unbound(who.person)) >= rules.UNBOUND:
        raise Conflict("too_many_uploads", {"limit": rules.UNBOUND})
    yield from _must_have_room(who, fresh.size, settings.conversation_files, settings.project_files)
    yield from files.add(fresh)
    return fresh


def _willing(who: Uploader, project: Project | None) -> Project:
    """Return the project if it takes files of them. NotFound; BadInput `consent_needed`: nothing is kept of a visitor without it."""
    if project is None:
        raise NotFound("project_unknown")
    must_not_need_consent(project.forms, talks=who.talks)
    return project


def _must_have_room(who: Uploader, size: int, in_conversation: int, in_project: int) -> Script[None]:
    if (yield from files.kept(who.project)) + size > in_project * MEGABYTE:
        raise Conflict("files_full", {"limit": in_project})
    if who.conversation is None:  # an operator, or a visitor who has none yet
        return
    if (yield from files.kept_in(who.conversation)) + size > in_conversation * MEGABYTE:
        raise Conflict("files_full", {"limit": in_conversation})


async def look(deps: Deps, who: Uploader, id: FileId) -> Upload:
    """Return an upload of one's own. NotFound."""
    file = await deps.database.read(files.by_id(id))
    if file is None or file.project != who.project or file.person != who.person or file.state == "gone":
        raise NotFound("file_unknown")
    return Upload(file, file.size if file.state == "ready" else await deps.files.length(file.key.hex()))


async def append(deps: Deps, who: Uploader, id: FileId, offset: int, data: bytes) -> Upload:
    """Add bytes at `offset`; where that is not the end, nothing is added and the answer tells where the end is.

    With its last byte the file is looked into and ready. BadInput `file_longer` beyond the size that was told, `consent_needed`.
    """
    upload = await look(deps, who, id)
    must_not_need_consent(who.forms, talks=who.talks)  # it may be asked for since the upload was begun
    file = upload.file
    if file.state == "ready":
        return upload
    if offset + len(data) > file.size:
        raise BadInput("file_longer", {"name": file.name})
    received = await deps.files.append(file.key.hex(), offset, data)
    if received < file.size:
        return Upload(file, received)
    return Upload(await _finish(deps, who, file), received)


async def _finish(deps: Deps, who: Uploader, file: File) -> File:
    seen = await _looked_into(deps, file)
    await deps.files.settle(file.key.hex())
    try:
        return await deps.committer.run(lambda: _become(who, seen))
    except Refusal:  # given up meanwhile, or not consented to: nobody else would delete it
        await _delete(deps, file)
        raise


def _become(who: Uploader, seen: File) -> Script[File]:
    _willing(who, (yield from projects.project_to_change(seen.project)))
    now = yield from files.by_id(seen.id)
    if now is None or now.state == "gone":
        raise NotFound("file_unknown")
    if now.state == "ready":
        return now
    yield from files.change(seen)
    return seen


async def _looked_into(deps: Deps, file: File) -> File:
    """Return the file with its type, and a picture with its measures and its preview."""
    key = file.key.hex()
    kind = rules.sniff(await deps.files.read(key, 0, HEAD))
    ready = replace(file, type=kind, state="ready")
    if kind not in PICTURES or file.size > deps.pictures.most_bytes:
        return ready
    seen = await deps.pictures.look(kind, await deps.files.read(key, 0, file.size))
    if seen is None:
        return ready
    await deps.files.put(preview_key(file), seen.preview)
    return replace(ready, width=seen.width, height=seen.height, preview=len(seen.preview))


def preview_key(file: File) -> str:
    """Return under what key the small picture of a file is kept."""
    return file.key.hex() + "p"


async def cancel(deps: Deps, who: Uploader, id: FileId) -> None:
    """Give up an upload of one's own; what was posted stays: Conflict `file_taken`. NotFound."""

    def script() -> Script[None]:
        yield from projects.project_to_change(who.project)
        file = yield from files.by_id(id)
        if file is None or file.person != who.person or file.project != who.project:
            raise NotFound("file_unknown")
        if file.use_id is not None:
            raise Conflict("file_taken", {"name": file.name})
        yield from files.change(replace(file, state="gone"))

    await deps.committer.run(script)


# ── who may read ─────────────────────────────────────────────────────────────────────────────────────────────────


def for_operator(me: Operator, id: FileId) -> Script[File]:
    """Return a file that the operator may read: of a conversation in scope, or an upload of their own. NotFound."""
    file = yield from files.by_id(id)
    if file is None or file.project != me.project or file.state != "ready":
        raise NotFound("file_unknown")
    if file.conversation is not None:
        yield from access.view(me, file.conversation)
    elif file.use == "" and file.person != me.id:
        raise NotFound("file_unknown")
    return file


def for_visitor(links: Links, token: str) -> Script[File]:
    """Return the file that a link opens for the visitor whose conversation it is in. NotFound, whatever is wrong."""
    ticket = read_token(token)
    file = None if ticket is None else (yield from files.by_id(ticket.file))
    if ticket is None or file is None or file.state != "ready" or file.use != "message" or file.conversation is None:
        raise NotFound("file_unknown")
    whose = yield from files.visitor_of(file.conversation)
    if whose is None or not links.fits(ticket, whose):
        raise NotFound("file_unknown")
    return file


def own_picture(who: Uploader, id: FileId) -> Script[File]:
    """Return a picture that they have uploaded themselves, posted or not. NotFound."""
    file = yield from files.by_id(id)
    if file is None or file.project != who.project or file.person != who.person:
        raise NotFound("file_unknown")
    if file.state != "ready" or not file.preview:
        raise NotFound("file_unknown")
    return file


# ── by the clock ─────────────────────────────────────────────────────────────────────────────────────────────────


async def tidy(deps: Deps) -> None:
    """Take away uploads that nobody posted, and delete the contents of what was taken away."""
    before = Instant(deps.clock.now() - KEEP_FORGOTTEN)
    for project in await deps.database.read(files.forgotten(before)):
        await deps.committer.run(_withdrawing(project, before))
    await delete_gone(deps)


async def delete_gone(deps: Deps) -> bool:
    """Delete the contents of some of what was taken away; False when there was none."""
    waiting = await deps.database.read(files.gone(AT_ONCE))
    deleted: list[FileId] = []
    for file in waiting:
        await _delete(deps, file)
        deleted.append(file.id)
    if deleted:
        await deps.committer.run(lambda: files.forget(deleted))
    return bool(deleted)


async def _delete(deps: Deps, file: File) -> None:
    await deps.files.delete(file.key.hex())
    await deps.files.delete(preview_key(file))


def _withdrawing(project: ProjectNumber, before: Instant) -> Callable[[], Script[None]]:
    return lambda: files.withdraw_forgotten(project, before)


def unavailable(failed: FilesFailed) -> Unavailable:
    """Return the refusal for contents that cannot be kept or read."""
    return Unavailable(failed.code)
