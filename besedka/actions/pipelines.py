"""The pipelines of a project's own CRM: made on first need, and kept by the people of the cabinet (PRODUCT.md 5.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from besedka.actions import access, audit
from besedka.actions.deps import Deps
from besedka.domain import pipeline as rules
from besedka.domain.audit import Did
from besedka.domain.crm import Pipeline
from besedka.domain.deal import Narrowed
from besedka.domain.errors import BadInput, Conflict, NotFound
from besedka.domain.ids import Instant, OwnerId, ProjectNumber, new_id
from besedka.domain.language import FIRST
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import crms, deals, projects
from besedka.store import pipelines as store
from besedka.store.crms import BUILTIN


@dataclass(frozen=True, slots=True)
class Kept:
    """A project's pipelines, and how many leads stand in each stage."""

    pipelines: tuple[Pipeline, ...]
    leads: Mapping[str, int]


async def of(deps: Deps, project: ProjectNumber, language: str = FIRST[0]) -> tuple[Pipeline, ...]:
    """Return a project's pipelines; its first is made when it has none, in the project's language, else in `language`: the person's."""
    known = await deps.database.read(store.of_project(project))
    return known or await deps.committer.run(lambda: made(project, deps.clock.now(), language))


def made(number: ProjectNumber, now: Instant, spoken: str = FIRST[0]) -> Script[tuple[Pipeline, ...]]:
    """Return a project's pipelines, its first made if it has none. NotFound for no project."""
    known = yield from store.of_project(number)
    if known:
        return known
    project = yield from projects.project_to_change(number)
    if project is None:
        raise NotFound("not_found")
    known = yield from store.of_project(number)
    if known:
        return known  # another node was quicker
    language = project.language if project.language in FIRST else spoken
    first = (rules.first(language, [new_id(now).hex() for _ in range(6)]),)
    yield from store.keep(number, first)
    return first


@dataclass(frozen=True, slots=True)
class Own:
    """A project's own CRM: whether it works there, its pipelines, and whether the operator has leads in it."""

    on: bool
    pipelines: tuple[Pipeline, ...]
    leads: bool


async def seen(deps: Deps, me: Operator, language: str = FIRST[0]) -> Own:
    """Return what an operator's project has of its own CRM; where it works there, the first pipeline is made when it has none."""
    row = await deps.database.read(crms.of_project(me.project))
    on = row is None or row.connector == BUILTIN
    kept = await of(deps, me.project, language) if on else await deps.database.read(store.of_project(me.project))
    return Own(on, kept, bool(await deps.database.read(deals.page(me, Narrowed(), None, 1))))


async def read(deps: Deps, me: OwnerId, project: ProjectNumber, language: str = FIRST[0]) -> Kept:
    """Return a project's pipelines to a person of its cabinet. NotFound for everybody else."""
    await deps.database.read(access.cabinet(me, project))
    return Kept(await of(deps, project, language), await deps.database.read(store.leads(project)))


async def save(
    deps: Deps, me: OwnerId, project: ProjectNumber, seen: str, wanted: Sequence[Pipeline], moved: Mapping[str, str]
) -> Kept:
    """Keep these pipelines in place of those of version `seen`; the leads of a stage that goes stand in `moved[stage]` afterwards.
    BadInput by field and `stage_in_use`; Conflict `settings_changed` when somebody else was quicker."""
    clean, now = rules.cleaned(wanted), deps.clock.now()

    def script() -> Script[Kept]:
        yield from access.cabinet_to_change(me, project)
        known = yield from made(project, now)
        if rules.version(known) != seen and clean != known:
            raise Conflict("settings_changed")
        if (yield from store.taken(_ids(clean), project)):
            raise BadInput("id_taken")
        leads = yield from store.leads(project)
        _must_have_places(known, clean, leads, moved)
        if clean != known:
            yield from store.move(project, {old: new for old, new in moved.items() if old in leads})
            yield from store.keep(project, clean)
            yield from audit.note(deps, audit.of_cabinet(me), project, Did("pipelines_changed", _told(clean)))
        return Kept(clean, (yield from store.leads(project)))

    return await deps.committer.run(script)


def _must_have_places(
    known: Sequence[Pipeline], wanted: Sequence[Pipeline], leads: Mapping[str, int], moved: Mapping[str, str]
) -> None:
    """Every lead stands in a stage afterwards. BadInput `stage_in_use`."""
    if any(rules.stage_of(wanted, new) is None for new in moved.values()):
        raise BadInput("bad_input", {"field": "moved"})
    for id, count in leads.items():
        gone = rules.stage_of(known, id)
        if rules.stage_of(wanted, id) is None and id not in moved:
            raise BadInput("stage_in_use", {"title": gone.title if gone else "", "count": count, "stage": id})


def _ids(pipelines: Sequence[Pipeline]) -> list[bytes]:
    return [bytes.fromhex(each) for one in pipelines for each in (one.id, *(stage.id for stage in one.stages))]


def _told(pipelines: Sequence[Pipeline]) -> str:
    return "; ".join(f"{one.title}: {', '.join(stage.title for stage in one.stages)}" for one in pipelines)
