"""Canned responses from a file: all of it in one commit, or nothing; and a report of what is refused, and why."""

from dataclasses import dataclass, field, replace

from besedka.actions import audit
from besedka.actions.canned import Keeper, held
from besedka.actions.deps import Deps
from besedka.domain.audit import Change, Did
from besedka.domain.canned import MOST, MOST_FOLDERS, Canned, Folder, Library, clean_folder, cleaned
from besedka.domain.canned_table import Line
from besedka.domain.errors import BadInput
from besedka.domain.ids import CannedId, FolderId, Instant, new_id
from besedka.ports.database import Script
from besedka.store import canned as store


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be had, and why."""

    row: int
    title: str
    why: BadInput


@dataclass(slots=True)
class Report:
    """What came of a file. `done` false: nothing was changed, for something is refused and nobody said to leave it out."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Refused] = field(default_factory=list)
    done: bool = False


async def bring_in(deps: Deps, keeper: Keeper, lines: list[Line], *, anyway: bool) -> Report:
    """Bring a file's responses in. One of the same title in the same folder gets the text; others are added, with their folders.

    Where any line is refused, nothing is changed, unless `anyway`: then those are left out. Forbidden, NotFound as elsewhere.
    """
    now = deps.clock.now()

    def script() -> Script[Report]:
        library = yield from held(keeper)
        plan = _Plan(keeper, library, now)
        for line in lines:
            plan.take(line)
        plan.report.done = anyway or not plan.report.refused
        if plan.report.done:
            for folder in plan.new_folders:
                yield from store.keep_folder(folder)
            for canned in plan.kept:
                yield from store.keep(canned)
            if plan.new_folders or plan.kept:
                yield from audit.note(
                    deps, keeper.actor, keeper.project, Did("canned_imported", changes=_told(plan.report))
                )
        return plan.report

    return await deps.committer.run(script)


def _told(report: Report) -> tuple[Change, ...]:
    return Change("added", "", str(report.added)), Change("changed", "", str(report.changed))


class _Plan:
    """What is to be stored: decided line by line, with what the lines before have brought."""

    def __init__(self, keeper: Keeper, library: Library, now: Instant) -> None:
        self._keeper = keeper
        self._now = now
        self._folders = {folder.name: folder for folder in library.folders}
        self._known = {(c.folder, c.title): c for c in library.responses}
        self._count = len(library.responses)
        self._place = max((folder.place for folder in library.folders), default=0)
        self.new_folders: list[Folder] = []
        self._to_keep: dict[CannedId, Canned] = {}
        self.report = Report()

    @property
    def kept(self) -> list[Canned]:
        """The responses to store, each once."""
        return list(self._to_keep.values())

    def take(self, line: Line) -> None:
        """Take one line, or note why not."""
        try:
            self._take(line)
        except BadInput as why:
            self.report.refused.append(Refused(line.row, line.title[:200], why))

    def _take(self, line: Line) -> None:
        blank = Canned(
            CannedId(new_id(self._now)),
            self._keeper.project,
            None,
            line.title,
            line.text,
            self._now,
            self._now,
            self._keeper.author,
        )
        fresh = cleaned(blank)
        folder = self._folder(line.folder, fits=self._count < MOST)
        known = self._known.get((folder, fresh.title))
        if known is None and self._count >= MOST:
            raise BadInput("canned_too_many", {"limit": MOST})
        self._count += known is None
        if known is not None and known.text == fresh.text:
            self.report.same += 1
            return
        at = self._now if known is None else Instant(max(self._now, known.updated_at + 1))
        wanted = replace(
            fresh if known is None else known,
            folder=folder,
            text=fresh.text,
            updated_at=at,
            updated_by=self._keeper.author,
        )
        self._known[(folder, wanted.title)] = self._to_keep[wanted.id] = wanted
        self.report.added += known is None
        self.report.changed += known is not None

    def _folder(self, typed: str, *, fits: bool) -> FolderId | None:
        if not typed.strip():
            return None
        name = clean_folder(typed)
        if name not in self._folders and fits:
            if len(self._folders) >= MOST_FOLDERS:
                raise BadInput("folders_too_many", {"limit": MOST_FOLDERS})
            self._place += 1
            made = Folder(FolderId(new_id(self._now)), self._keeper.project, name, self._place)
            self._folders[name] = made
            self.new_folders.append(made)
        return self._folders[name].id if name in self._folders else None
