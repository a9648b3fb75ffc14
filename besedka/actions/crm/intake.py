"""Leads from elsewhere: a form of the site's own, or another program, leaves a request; it becomes a conversation with its lead."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from besedka.actions.crm.leads import ask, title_of
from besedka.actions.deps import Deps
from besedka.actions.messages import Origin, Posted, VisitorPost
from besedka.domain.ids import ConversationId, Instant, MessageId, VisitorId, new_id
from besedka.domain.intake import Intake
from besedka.domain.project import Project
from besedka.domain.visitor import mint_key
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(slots=True)
class LeaveLead:
    """Keep a request as a conversation of its own with its lead in the outbox: both or neither."""

    project: Project
    left: Intake
    visitor: VisitorId
    post: VisitorPost
    at: Instant
    done: Callable[[ConversationId | BaseException], None]

    def need(self, needs: Needs) -> None:
        """What the post needs: a conversation that begins has no lead yet."""
        self.post.need(needs)

    def apply(self, ledger: Ledger) -> ConversationId:
        """Store both. Whatever refuses the post refuses the lead."""
        self.post.apply(ledger)
        begun = ledger.visitors[self.visitor].conversation
        assert begun is not None
        c = ledger.conversations[begun]
        ask(ledger, c, self.left.wanted(title_of(self.project, c)), "form", None, self.at)
        return c.id


async def take(deps: Deps, project: Project, left: Intake, origin: Origin) -> ConversationId:
    """Keep the request as a conversation of its own, and put its lead into the outbox. It is on disk when this returns."""
    now = deps.clock.now()
    key = mint_key(deps.secret, project.number, now)
    told = replace(origin.told, claims=left.client, params={"roistat_visit": left.visit} if left.visit else {})
    from_, id = replace(origin, url=left.page or origin.url, told=told), MessageId(new_id(now))
    post = VisitorPost(project.number, key, id, left.text, now, from_, None, _unasked, request=left.request())
    return await deps.committer.ask(lambda done: LeaveLead(project, left, key.visitor, post, now, done))


def _unasked(_: Posted | BaseException) -> None:
    """Never called: the whole is answered, not its part."""
