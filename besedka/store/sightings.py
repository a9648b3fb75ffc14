"""On which sites a project's counter was seen."""

import json

from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.sighting import FORGOTTEN, MOST, Sighting, read, seen, write
from besedka.ports.database import Query, Save, Script
from besedka.store.rows import fetch
from besedka.store.schema import SIGHTINGS


def of_project(project: ProjectNumber) -> Script[list[Sighting]]:
    """Return every site, the last seen first."""
    sql = (
        "SELECT site, first_at, last_at, url, hour, loads FROM sightings WHERE project = $1 ORDER BY last_at DESC, site"
    )
    found = yield from fetch(sql, (project,), _sighting)
    return found


def note(project: ProjectNumber, loads: dict[str, tuple[str, int]], now: Instant) -> Script[None]:
    """Note loads by site, each with the last page and how many there were. Sites beyond the limit are remembered only if listed."""
    listed = yield from _listed(project)
    yield Query("DELETE FROM sightings WHERE project = $1 AND last_at < $2", (project, now - FORGOTTEN))
    known = {one.site: one for one in (yield from of_project(project))}
    room, url = MOST - len(known.keys() - listed), ""
    for site in sorted(
        loads, key=listed.__contains__
    ):  # so that the page named last is one of the owner's own, if any is
        url, times = loads[site]
        if site not in known and site not in listed:
            room -= 1
        if site in known or site in listed or room >= 0:
            one = seen(known.get(site), site, url, times, now)
            row = (project, one.site, one.first_at, one.last_at, one.url, one.hour, write(one.loads))
            yield Save(SIGHTINGS, [row], replace=True)
    yield Query(
        "UPDATE projects SET counter_seen_at = $1, counter_seen_url = $2 WHERE number = $3", (now, url, project)
    )


def _listed(project: ProjectNumber) -> Script[set[str]]:
    """Return the project's list of sites, and keep the project from others' changes until the commit."""
    rows = yield Query("SELECT sites FROM projects WHERE number = $1 FOR UPDATE", (project,))
    return {site for (text,) in rows for site in json.loads(text)}


def _sighting(site: str, first_at: Instant, last_at: Instant, url: str, hour: int, loads: str) -> Sighting:
    return Sighting(site, first_at, last_at, url, hour, read(loads))
