"""What a project has that no fact of the journal tells of: read when a channel opens, and again whenever it may be another."""

from dataclasses import dataclass

from besedka.domain.ids import OperatorId, ProjectNumber
from besedka.domain.operator import Operator
from besedka.domain.project import Project
from besedka.domain.tag import Tag
from besedka.ports.database import Script
from besedka.store import canned, people, projects, tags
from besedka.store.canned import Mark


@dataclass(frozen=True, slots=True)
class House:
    """Who works there, its tags, and what its canned responses are known by."""

    people: dict[OperatorId, Operator]
    tags: list[Tag]
    canned: Mark


def house(number: ProjectNumber) -> Script[tuple[Project | None, House]]:
    """Return the project, and its house."""
    project = yield from projects.project_by_number(number)
    staff = yield from people.operators(number)
    labels = yield from tags.of_project(number)
    library = yield from canned.mark(number)
    return project, House({o.id: o for o in staff}, labels, library)
