"""Projects, the installation's own values, and who is present."""

import json

from besedka.domain import counting as counting_rules
from besedka.domain import forms as form_rules
from besedka.domain import identity as identity_rules
from besedka.domain import multiwidget as multiwidgets
from besedka.domain import speech as speech_rules
from besedka.domain import targeting as targeting_rules
from besedka.domain.counting import Counting
from besedka.domain.forms import Forms
from besedka.domain.identity import Identity
from besedka.domain.ids import Instant, OperatorId, OwnerId, ProjectNumber
from besedka.domain.multiwidget import Multiwidget
from besedka.domain.presence import State, Window
from besedka.domain.project import Project
from besedka.domain.settings import Settings, read, write
from besedka.domain.speech import Speech
from besedka.domain.targeting import Targeting
from besedka.ports.database import Query, Save, Script
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import PRESENCE, PROJECTS

_PROJECT = "number, key, name, owner_id, sites, language, hue, settings, targeting, forms, speech, multiwidget, counting, identity"

FIRST_NUMBER = 1001
"""The number of an installation's first project."""


def project_by_key(key: str) -> Script[Project | None]:
    """Return the project with this counter key."""
    found = yield from fetch_one(f"SELECT {_PROJECT} FROM projects WHERE key = $1", (key,), _project)
    return found


def project_by_number(number: ProjectNumber) -> Script[Project | None]:
    """Return the project with this number."""
    found = yield from fetch_one(f"SELECT {_PROJECT} FROM projects WHERE number = $1", (number,), _project)
    return found


def projects_of(owner: OwnerId) -> Script[list[Project]]:
    """Return the projects that a person reaches in the cabinet, as owner or member, oldest first."""
    sql = (
        f"SELECT {_PROJECT} FROM projects WHERE owner_id = $1 "
        "OR number IN (SELECT project FROM members WHERE person_id = $1) ORDER BY number"
    )
    found = yield from fetch(sql, (owner,), _project)
    return found


def first_project() -> Script[Project | None]:
    """Return the installation's oldest project."""
    found = yield from fetch_one(f"SELECT {_PROJECT} FROM projects ORDER BY number LIMIT 1", (), _project)
    return found


def owned_by(owner: OwnerId) -> Script[int]:
    """Return how many projects somebody owns."""
    rows = yield Query("SELECT count(*) FROM projects WHERE owner_id = $1", (owner,))
    return int(rows[0][0])


def add_project(
    key: str, name: str, owner: OwnerId, sites: tuple[str, ...], now: Instant, language: str = "auto", hue: int = 165
) -> Script[Project]:
    """Store a new project under the next number, which was never another's."""
    yield Query("SELECT value FROM installation WHERE name = $1 FOR UPDATE", ("secret",))  # one node at a time
    sql = "SELECT max(number) FROM (SELECT number FROM projects UNION ALL SELECT number FROM deletions) AS ever"
    rows = yield Query(sql)
    number = ProjectNumber((rows[0][0] or FIRST_NUMBER - 1) + 1)
    project = Project(number, key, name, owner, sites, language, hue)
    fresh = (number, key, owner, name, json.dumps(sites), language, hue, 0, 0, now, None, None, *("{}",) * 7)
    yield Save(PROJECTS, [fresh])
    return project


def change_project(project: Project) -> Script[None]:
    """Store what a project is called, its language and its colour."""
    sql = "UPDATE projects SET name = $1, language = $2, hue = $3 WHERE number = $4"
    yield Query(sql, (project.name, project.language, project.hue, project.number))


def set_sites(number: ProjectNumber, sites: tuple[str, ...]) -> Script[None]:
    """Replace the list of sites that may carry the counter."""
    yield Query("UPDATE projects SET sites = $1 WHERE number = $2", (json.dumps(sites), number))


def project_to_change(number: ProjectNumber) -> Script[Project | None]:
    """Return a project that nobody else may change until this transaction ends."""
    found = yield from fetch_one(f"SELECT {_PROJECT} FROM projects WHERE number = $1 FOR UPDATE", (number,), _project)
    return found


def touch() -> Script[None]:
    """Write without changing anything: proves that the database takes a write."""
    yield Query("UPDATE installation SET value = value WHERE name = $1", ("secret",))


def conversations_ever(number: ProjectNumber) -> Script[int]:
    """Return how many conversations a project has had."""
    rows = yield Query("SELECT ordinal FROM projects WHERE number = $1", (number,))
    return int(rows[0][0]) if rows else 0


def counter_seen(number: ProjectNumber) -> Script[tuple[Instant | None, str | None]]:
    """Return when and on which page the counter was last seen."""
    rows = yield Query("SELECT counter_seen_at, counter_seen_url FROM projects WHERE number = $1", (number,))
    return (rows[0][0], rows[0][1]) if rows else (None, None)


def value(name: str, fresh: bytes) -> Script[bytes]:
    """Return the installation's value of this name, storing `fresh` if there was none; two nodes at once end with the same."""
    yield Query("INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", (name, fresh))
    rows = yield Query("SELECT value FROM installation WHERE name = $1", (name,))
    return bytes(rows[0][0])


def value_of(name: str) -> Script[bytes | None]:
    """Return the installation's value of this name, if there is one."""
    rows = yield Query("SELECT value FROM installation WHERE name = $1", (name,))
    return bytes(rows[0][0]) if rows else None


def present(project: ProjectNumber, since: Instant) -> Script[list[Window]]:
    """Return the operators whom a node saw at `since` or later, once for each node; nobody who is disabled."""
    sql = (
        "SELECT p.operator_id, o.stance, p.state FROM presence p JOIN operators o ON o.id = p.operator_id "
        "WHERE p.project = $1 AND p.seen_at >= $2 AND o.disabled_at IS NULL"
    )
    found = yield from fetch(sql, (project, since), Window)
    return found


def refresh_presence(
    node: bytes, seen: list[tuple[OperatorId, ProjectNumber, State]], now: Instant, stale: Instant
) -> Script[None]:
    """Write down whom this node sees now, and forget whom it no longer sees and what has gone stale."""
    yield Query("DELETE FROM presence WHERE node = $1 OR seen_at < $2", (node, stale))
    yield Save(PRESENCE, [(operator, node, project, now, state) for operator, project, state in seen])


def change_settings(number: ProjectNumber, settings: Settings) -> Script[None]:
    """Store the settings of the operators' work."""
    yield Query("UPDATE projects SET settings = $1 WHERE number = $2", (write(settings), number))


def change_targeting(number: ProjectNumber, targeting: Targeting) -> Script[None]:
    """Store when and where the chat is shown."""
    text = targeting_rules.write(targeting)
    yield Query("UPDATE projects SET targeting = $1 WHERE number = $2", (text, number))


def change_forms(number: ProjectNumber, forms: Forms) -> Script[None]:
    """Store what visitors get when nobody is there, and the consent that is asked for."""
    yield Query("UPDATE projects SET forms = $1 WHERE number = $2", (form_rules.write(forms), number))


def change_speech(number: ProjectNumber, speech: Speech, language: str) -> Script[None]:
    """Store what the widget says, and the language that it speaks."""
    sql = "UPDATE projects SET speech = $1, language = $2 WHERE number = $3"
    yield Query(sql, (speech_rules.write(speech), language, number))


def change_multiwidget(number: ProjectNumber, multiwidget: Multiwidget, hue: int) -> Script[None]:
    """Store the ways to get in touch, the button's look and the chat's hue."""
    sql = "UPDATE projects SET multiwidget = $1, hue = $2 WHERE number = $3"
    yield Query(sql, (multiwidgets.write(multiwidget), hue, number))


def change_counting(number: ProjectNumber, counting: Counting) -> Script[None]:
    """Store what the project counts on its sites."""
    yield Query("UPDATE projects SET counting = $1 WHERE number = $2", (counting_rules.write(counting), number))


def change_identity(number: ProjectNumber, identity: Identity) -> Script[None]:
    """Store the salts of a project's identity secrets."""
    yield Query("UPDATE projects SET identity = $1 WHERE number = $2", (identity_rules.write(identity), number))


def _project(
    number: ProjectNumber, key: str, name: str, owner: OwnerId, sites: str, language: str, hue: int, settings: str,
    targeting: str, forms: str, speech: str, multiwidget: str, counting: str,
    identity: str,
) -> Project:  # fmt: skip
    return Project(
        number,
        key,
        name,
        owner,
        tuple(json.loads(sites)),
        language,
        hue,
        read(settings),
        targeting_rules.read(targeting),
        form_rules.read(forms),
        speech_rules.read(speech),
        multiwidgets.read(multiwidget),
        counting_rules.read(counting),
        identity_rules.read(identity),
    )
