"""When and where the chat is shown: the rules, and why a page shows it or does not."""

from dataclasses import replace

from fastapi import Request

from besedka.actions import access, saving, sections
from besedka.api.guards import api_of, deps_of
from besedka.api.owner.door import Me, Number, make_router, read, tell
from besedka.api.owner.explaining import explained
from besedka.domain import page_filter, schedule
from besedka.domain.device import device
from besedka.domain.ids import ProjectNumber
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
    rules = targeting_words.changed(reach.project.targeting, body["changes"])
    page_filter.check_length(rules.filter)
    schedule.check_dates(rules.schedule)
    asked = replace(reach.project, targeting=rules)
    return await explained(request, asked, body["address"], _device(body), body["at"])


def _device(body: words.ShowingQuestion) -> words.Device:
    asked = body["device"]
    return device(body.get("user_agent", "")) if asked is None else asked
