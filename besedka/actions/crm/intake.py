"""Leads from elsewhere: a form of the site's own, or another program, leaves a request; it becomes a conversation with its lead."""

import asyncio
from dataclasses import replace

from besedka.actions.crm.leads import MakeLead, prefilled
from besedka.actions.deps import Deps
from besedka.actions.messages import Origin, Posted, VisitorPost
from besedka.domain.ids import ConversationId, MessageId, new_id
from besedka.domain.intake import Intake
from besedka.domain.lead import Lead
from besedka.domain.project import Project
from besedka.domain.visitor import mint_key
from besedka.store import conversations


async def take(deps: Deps, project: Project, left: Intake, origin: Origin) -> ConversationId:
    """Keep the request as a conversation of its own, and put its lead into the outbox. It is on disk when this returns."""
    now = deps.clock.now()
    key = mint_key(deps.secret, project.number, now)
    told = replace(origin.told, claims=left.client, params={"roistat_visit": left.visit} if left.visit else {})
    from_ = replace(origin, url=left.page or origin.url, told=told)
    posted: asyncio.Future[Posted] = asyncio.get_running_loop().create_future()
    id, request = MessageId(new_id(now)), left.request()
    unit = VisitorPost(
        project.number, key, id, left.text, now, from_, None, lambda outcome: _settle(posted, outcome), request=request
    )
    deps.committer.submit(unit)
    await posted
    found = (await deps.database.read(conversations.of_visitor(key.visitor, key.secret_hash))).conversation
    assert found is not None
    title = (await deps.database.read(prefilled(found))).title
    made: asyncio.Future[Lead | None] = asyncio.get_running_loop().create_future()
    deps.committer.submit(
        MakeLead(project.number, found.id, left.wanted(title), "form", now, lambda outcome: _settle(made, outcome))
    )
    await made
    return found.id


def _settle(
    answer: "asyncio.Future[object] | asyncio.Future[Posted] | asyncio.Future[Lead | None]", outcome: object
) -> None:
    if isinstance(outcome, BaseException):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)  # type: ignore[arg-type]  # each is answered with what its unit answers
