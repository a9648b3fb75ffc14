"""Continuing a conversation on another device: the link is made, and opens once (PRODUCT.md 6)."""

from dataclasses import dataclass

from besedka.actions.act import Act
from besedka.actions.deps import Deps
from besedka.domain import continuation
from besedka.domain.continuation import Continuation
from besedka.domain.conversation import Conversation
from besedka.domain.errors import NotFound
from besedka.domain.project import Project
from besedka.ports.database import Script
from besedka.store import continuations, conversations, projects
from besedka.store.ledger import Ledger
from besedka.store.schema import CONTINUATIONS


@dataclass(frozen=True, slots=True)
class Made:
    """A link, told once: its token is kept nowhere."""

    token: str
    link: Continuation


@dataclass(slots=True)
class MakeLink(Act[Made]):
    """Make a link for the client, to be handed to them by an operator."""

    def act(self, ledger: Ledger, c: Conversation) -> Made:
        """Store it; the conversation's log tells who made it."""
        token, link = continuation.fresh(c.project, c.id, self.me.id, self.at)
        ledger.add_row(CONTINUATIONS, continuations.as_row(link))
        ledger.announce(c, "link_made", self.at, "operator", self.me.id)
        return Made(token, link)


@dataclass(slots=True)
class RevokeLinks(Act[None]):
    """Let nobody in by the links that were made until now, and nobody any more who was let in by one."""

    def act(self, ledger: Ledger, c: Conversation) -> None:
        """Revoke them; the conversation's log tells who did."""
        ledger.also(*continuations.revoked(c.id, self.at))
        ledger.announce(c, "links_revoked", self.at, "operator", self.me.id)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link has opened: the project, and the browser's own key to the conversation."""

    project: Project
    key: str


async def open_link(deps: Deps, token: str, browser: str) -> Opened:
    """Use a link up, or answer again whoever has. NotFound `link_over` for one that is used, expired or never was; with the project's
    key, where there is one to write to anew."""
    return await deps.committer.run(lambda: _open(deps, token, browser))


def _open(deps: Deps, token: str, browser: str) -> Script[Opened]:
    link, now = (yield from continuations.by_hash(continuation.hashed(token))), deps.clock.now()
    project = None if link is None else (yield from projects.project_by_number(link.project))
    if link is None or project is None:
        raise NotFound("link_over")
    there = yield from conversations.by_id(link.project, link.conversation)
    if there is None or not continuation.opens(link, browser, now):
        raise NotFound("link_over", {"project": project.key})
    key = continuation.key(deps.secret, link, token, browser)
    if link.used_by is None:
        yield from continuations.use(link, continuation.hashed(browser), key, now)
    return Opened(project, key.text)


async def forget(deps: Deps) -> None:
    """Forget links that have long been over."""
    now = deps.clock.now()
    await deps.committer.run(lambda: continuations.forget(now))
