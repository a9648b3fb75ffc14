"""An operator looks at a conversation's letters, and has the client written to now; a client has the letters stopped."""

from dataclasses import dataclass

from besedka.actions import access
from besedka.actions.deps import Deps
from besedka.actions.follow_ups.writing import email_of
from besedka.domain import mail_address
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Conflict, NotFound
from besedka.domain.follow_up import FollowUp, Stop
from besedka.domain.ids import ConversationId, ProjectNumber
from besedka.domain.operator import Operator
from besedka.ports.database import Script
from besedka.store import continuations, follow_ups, projects


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with writing to a client: their e-mail, whether and why nobody writes to it, the last letter, and how many links to the
    conversation are alive."""

    email: str
    stop: Stop | None
    row: FollowUp | None
    links: int


def standing(deps: Deps, me: Operator, id: ConversationId) -> Script[Standing]:
    """Return how it stands with a conversation's letters. NotFound beyond the operator's scope."""
    c = (yield from access.view(me, id)).conversation
    found = yield from _standing(deps, c)
    return found


def _standing(deps: Deps, c: Conversation) -> Script[Standing]:
    email = yield from email_of(c)
    stop = yield from follow_ups.stop_of(c.project, mail_address.address_hash(deps.secret, c.project, email))
    row = yield from follow_ups.by_conversation(c.project, c.id)
    links = yield from continuations.count(c.id, deps.clock.now())
    return Standing(email, stop if email else None, row, links)


def ready_to_ask(deps: Deps, me: Operator, id: ConversationId) -> Script[Standing]:
    """Let an operator on who would have the client written to. Forbidden `not_yours`; Conflict `letters_off`, `letter_no_address`,
    `letter_unwelcome`, `letter_nothing`."""
    c = yield from access.to_change(me, id)
    if deps.mailer is None:
        raise Conflict("letters_off")
    found = yield from _standing(deps, c)
    if not found.email:
        raise Conflict("letter_no_address")
    if found.stop == "unsubscribed":
        raise Conflict("letter_unwelcome")
    if c.first_answer_at is None:
        raise Conflict("letter_nothing")
    return found


async def try_again(deps: Deps, me: Operator, known: Standing) -> None:
    """Let an address from which a letter came back be tried again: an operator says so."""
    if known.stop == "bounced":
        address = mail_address.address_hash(deps.secret, me.project, known.email)
        await deps.committer.run(lambda: follow_ups.reachable(me.project, address))


async def stop(deps: Deps, token: str) -> None:
    """Write to an address no more, as whoever has its letter says. NotFound `stop_unknown`."""
    found = mail_address.read_stop(deps.secret, token)
    if found is None:
        raise NotFound("stop_unknown")
    await deps.committer.run(lambda: _stop(deps, *found))


def _stop(deps: Deps, number: ProjectNumber, address: bytes) -> Script[None]:
    """Keep it, unless there is no such project any more: nobody writes then, and nothing of it is to be left."""
    if (yield from projects.project_to_change(number)) is not None:
        yield from follow_ups.stop(number, address, "unsubscribed", deps.clock.now())
