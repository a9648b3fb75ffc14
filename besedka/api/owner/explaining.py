"""Why a page of a project shows the chat, or does not: asked about its rules, and by the check of a site."""

from fastapi import Request

from besedka.api.guards import api_of
from besedka.api.owner.door import read
from besedka.domain import multiwidget, page_filter, targeting
from besedka.domain.errors import BadInput
from besedka.domain.forms import is_away
from besedka.domain.ids import Instant
from besedka.domain.presence import gather
from besedka.domain.project import Project
from besedka.domain.site import clean_site
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import projects
from besedka.wire import targeting as words
from besedka.wire import targeting_words


async def explained(
    request: Request, project: Project, address: str, kind: words.Device, wall: words.Wall | None = None
) -> words.ShowingAnswer:
    """Tell what each rule makes of this address on this device: now, with who is there, or when the project's clock shows `wall`.

    BadInput `bad_input` for a time that is none.
    """
    rules, now = project.targeting, api_of(request).deps.clock.now()
    at = targeting_words.moment(rules.schedule, wall, now)
    site, page = _site(project, address)
    online = gather(await read(request, projects.present(project.number, Instant(now - SHELF_LIFE_MS)))).online
    away = wall is None and is_away(project.forms, online=bool(online))
    offer, stays = multiwidget.offer(project.multiwidget), multiwidget.has_more(project.multiwidget)
    said = targeting.explain(rules, page, kind, at, site=site is not False, offer=offer, away=away, stays=stays)
    return targeting_words.answer(said, project, rules.schedule, kind, at, site, len(online))


def _site(project: Project, address: str) -> tuple[bool | None, str]:
    """Tell whether the address's site is on the list; a mere path is of the first site, or of none."""
    typed = address.strip()
    if "://" not in typed and not page_filter.parts_of(typed)[0]:
        return (True, project.sites[0] + typed) if project.sites else (None, typed)
    try:
        origin = clean_site(typed)
    except BadInput:
        return False, typed
    schemes = (origin,) if "://" in typed else (origin, origin.replace("https://", "http://", 1))
    return any(one in project.sites for one in schemes), typed
