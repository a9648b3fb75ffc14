"""What the owner sees of leads and of the CRM: the log, sending again, and additional fields on a real conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from besedka.actions import access, audit
from besedka.actions.crm import leads as actions
from besedka.actions.crm.leads import AskAgain
from besedka.actions.crm.material import material
from besedka.actions.deps import Deps
from besedka.domain import crm_known, extra_fields
from besedka.domain.audit import Did
from besedka.domain.errors import NotFound
from besedka.domain.extra_fields import ExtraField
from besedka.domain.ids import ConversationId, OwnerId, ProjectNumber
from besedka.domain.lead import Lead
from besedka.ports.database import Script
from besedka.store import conversations, crms, leads
from besedka.store.crms import Call
from besedka.store.lists import Place


def page(
    me: OwnerId, number: ProjectNumber, after: Place | None, limit: int, state: str
) -> Script[list[tuple[Lead, int]]]:
    """Return a page of the project's leads."""
    yield from access.cabinet(me, number)
    found = yield from leads.page(number, after, limit, state)
    return found


def calls(
    me: OwnerId, number: ProjectNumber, after: Place | None, limit: int, conversation: ConversationId | None
) -> Script[list[Call]]:  # fmt: skip
    """Return a page of what was asked of the CRM."""
    yield from access.cabinet(me, number)
    found = yield from crms.calls(number, after, limit, conversation)
    return found


async def again(deps: Deps, me: OwnerId, number: ProjectNumber, id: ConversationId) -> None:
    """Send a conversation's lead again, as it is. NotFound where there is none."""
    await deps.database.read(access.cabinet(me, number))
    now = deps.clock.now()
    lead = await deps.committer.ask(lambda done: AskAgain(number, id, now, done))
    await deps.committer.run(lambda: audit.note(deps, audit.of_cabinet(me), number, Did("crm_resent", lead.title)))


@dataclass(frozen=True, slots=True)
class Shown:
    """Additional fields as they would be for a conversation; `ordinal` None: the project has none yet."""

    ordinal: int | None
    client: str
    fields: Sequence[tuple[str, str, bool]]


def preview(
    deps: Deps, me: OwnerId, number: ProjectNumber, extra: Sequence[ExtraField], ordinal: int | None
) -> Script[Shown]:
    """Return what the fields become: for the conversation of this number, or the newest. BadInput by field; NotFound for no such one."""
    yield from access.cabinet(me, number)
    row = (yield from crms.of_project(number)) or crms.unconnected(number)
    known = crm_known.read(row.known)
    fields = extra_fields.checked(extra, known.fields)
    id = yield from conversations.by_ordinal(number, ordinal)
    if id is None:
        if ordinal is not None:
            raise NotFound("not_found")
        return Shown(None, "", ())
    of = yield from material(number, id, None)
    assert of is not None
    wanted = yield from actions.prefilled(of.conversation)
    shown = extra_fields.shown(fields, known.fields, of.facts(wanted, deps.address))
    return Shown(of.conversation.ordinal, wanted.name, shown)
