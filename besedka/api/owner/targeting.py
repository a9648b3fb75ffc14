"""When and where the chat is shown: the rules, and why a page shows it or does not."""

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.domain import multiwidget, page_filter, schedule, targeting
from besedka.domain.device import device
from besedka.domain.errors import BadInput
from besedka.domain.forms import is_away
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.presence import gather
from besedka.domain.project import Project
from besedka.domain.site import clean_site
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import projects
from besedka.wire import targeting as words
from besedka.wire import targeting_words

RULES = "/projects/{number}/settings/targeting"
router = make_router()


@router.get(RULES)
async def read_targeting(request: Request, me: Me, number: Number) -> words.Targeting:
    """Return the rules, and the `version` to name when changing them."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    return targeting_words.targeting(reach.project, api_of(request).deps.clock.now())


@router.patch(RULES)
async def change_targeting(request: Request, me: Me, number: Number, body: words.TargetingChange) -> words.Targeting:
    """Change what is given, if the rules are still those of `version`; 409 `settings_changed` when somebody else was quicker."""
    api, changes = api_of(request), body["changes"]
    project = await saving.save(
        deps_of(request), me.id, ProjectNumber(number), sections.TARGETING, body["version"],
        lambda known: targeting_words.changed(known, changes),
    )  # fmt: skip
    tell(request, number)
    return targeting_words.targeting(project, api.deps.clock.now())


@router.post(f"{RULES}/why")
async def explain_targeting(
    request: Request, me: Me, number: Number, body: words.ShowingQuestion
) -> words.ShowingAnswer:
    """Tell whether a page would show the chat, and which rule decides. Changes nothing; `changes` are judged as if saved."""
    reach = await read(request, access.cabinet(me.id, ProjectNumber(number)))
    rules, now = targeting_words.changed(reach.project.targeting, body["changes"]), api_of(request).deps.clock.now()
    page_filter.check_length(rules.filter)
    schedule.check_dates(rules.schedule)
    kind, at = _device(body), targeting_words.moment(rules.schedule, body["at"], now)
    site, address = _site(reach.project, body["address"])
    online = gather(await read(request, projects.present(reach.project.number, Instant(now - SHELF_LIFE_MS)))).online
    away = body["at"] is None and is_away(reach.project.forms, online=bool(online))
    offer, stays = multiwidget.offer(reach.project.multiwidget), multiwidget.has_more(reach.project.multiwidget)
    explained = targeting.explain(rules, address, kind, at, site=site is not False, offer=offer, away=away, stays=stays)
    return targeting_words.answer(explained, reach.project, rules.schedule, kind, at, site, len(online))


def _device(body: words.ShowingQuestion) -> words.Device:
    asked = body["device"]
    return device(body.get("user_agent", "")) if asked is None else asked


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
