"""The counter in the cabinet: its snippet, where it was seen, and a look at a page of a site."""

from fastapi import Request

from besedka.actions import access, site_checks
from besedka.api.guards import api_of
from besedka.api.owner.door import Me, Number, make_router, read
from besedka.api.owner.explaining import explained
from besedka.api.owner.home import base_of
from besedka.domain import csp
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.project import Project, snippet
from besedka.domain.sighting import Sighting
from besedka.store import sightings
from besedka.wire import owner as words

ONE = "/projects/{number}"
router = make_router()


@router.get(f"{ONE}/counter")
async def read_counter(request: Request, me: Me, number: Number) -> words.Counter:
    """Return the snippet, the lines for a Content-Security-Policy, and the sites where the counter was seen."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    base, now = base_of(request), api_of(request).deps.clock.now()
    found = await read(request, sightings.of_project(reach.project.number))
    return {
        "snippet": snippet(base, reach.project.key),
        "policy": [" ".join((name, *sources)) for name, sources in csp.needs(base).items()],
        "sightings": [_sighting(one, reach.project, now) for one in found],
    }


@router.post(f"{ONE}/site-check")
async def check_site(request: Request, me: Me, number: Number, body: words.SiteQuestion) -> words.SiteAnswer:
    """Open a page and tell whether the counter is on it, may run, and is to be seen there now.

    422 `site_invalid`, `page_private`, `page_away`, …; 429."""
    api = api_of(request)
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    await api.doorkeeper.asking.must_check_seldom(me.id.hex())
    checked = await site_checks.check(api.deps, reach.project, body["address"], base_of(request))
    page, looked = checked.page, checked.looked
    return {
        "url": page.url, "status": page.status, "took": page.took, "allowed": checked.allowed, "found": looked.found,
        "line": looked.line, "in_head": looked.in_head, "inline": looked.inline, "policies": looked.policies,
        "add": list(looked.add.values()), "showing": await explained(request, reach.project, page.url, "desktop"),
    }  # fmt: skip


def _sighting(one: Sighting, project: Project, now: int) -> words.Sighting:
    return {
        "site": one.site, "url": one.url, "first_at": one.first_at, "last_at": one.last_at,
        "loads": one.within_a_day(Instant(now)), "allowed": one.site in project.sites,
    }  # fmt: skip
