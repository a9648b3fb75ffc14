"""What becomes of a conversation's letters, as units: planned, asked for, told of (PRODUCT.md 6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from besedka.actions.act import Act
from besedka.domain import follow_up as rules
from besedka.domain.conversation import Conversation
from besedka.domain.events import Kind
from besedka.domain.follow_up import FollowUp
from besedka.domain.ids import ConversationId, Instant, ProjectNumber
from besedka.domain.lead import MAX_DETAIL
from besedka.store import follow_ups
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(slots=True)
class Plan:
    """Have what an operator has answered wait for its letter, until `due`. `seq` is the last answer's, 0: whichever that is."""

    project: ProjectNumber
    conversation: ConversationId
    seq: int
    at: Instant
    due: Instant
    done: Callable[[BaseException | None], None]

    def need(self, needs: Needs) -> None:
        """The conversation and its letters."""
        _need(needs, self.project, self.conversation)

    def apply(self, ledger: Ledger) -> None:
        """Put it into the outbox, unless the client has read everything meanwhile, or a letter takes it along."""
        c, known = ledger.conversations.get(self.conversation), ledger.follow_ups.get(self.conversation)
        if c is None or c.unread_visitor == 0:
            return
        if known is not None and (self.seq or c.last_seq) <= max(known.upto, known.going):
            return  # it has gone, or goes, already
        _keep(ledger, rules.wanted(known, c.id, c.project, self.at, self.due), known)


@dataclass(slots=True)
class AskLetter(Act[FollowUp]):
    """Have the client written to now, because an operator says so."""

    def need(self, needs: Needs) -> None:
        """The conversation and its letters."""
        Act.need(self, needs)
        needs.follow_ups.add(self.conversation)

    def act(self, ledger: Ledger, c: Conversation) -> FollowUp:
        """Put it into the outbox. Conflict `letter_going`."""
        known = ledger.follow_ups.get(c.id)
        wanted = rules.asked(known, c.id, c.project, self.me.id, self.at)
        _keep(ledger, wanted, known)
        return wanted


@dataclass(slots=True)
class Tell:
    """Store what has become of a letter, and tell everybody who sees its conversation."""

    project: ProjectNumber
    conversation: ConversationId
    made: Callable[[FollowUp], FollowUp]
    at: Instant
    done: Callable[[FollowUp | BaseException | None], None]

    def need(self, needs: Needs) -> None:
        """The conversation and its letters."""
        _need(needs, self.project, self.conversation)

    def apply(self, ledger: Ledger) -> FollowUp | None:
        """Store it, unless another node has the letter by now."""
        c, known = ledger.conversations.get(self.conversation), ledger.follow_ups.get(self.conversation)
        if c is None or known is None or (now := self.made(known)) == known:
            return None
        _keep(ledger, now, known)
        kind = _told(known, now)
        if kind is not None:
            ledger.announce(c, kind, self.at, "operator", known.operator, ref=_line(kind, now))
        return now


@dataclass(slots=True)
class Bounced:
    """Tell that a letter came back."""

    project: ProjectNumber
    conversation: ConversationId
    detail: str
    at: Instant
    done: Callable[[FollowUp | BaseException | None], None]

    def need(self, needs: Needs) -> None:
        """The conversation and its letters."""
        _need(needs, self.project, self.conversation)

    def apply(self, ledger: Ledger) -> FollowUp | None:
        """Store it once, however many reports of it come."""
        c, known = ledger.conversations.get(self.conversation), ledger.follow_ups.get(self.conversation)
        if c is None or known is None or known.code == BOUNCED or not known.email:
            return None
        now = replace(known, state="failed", code=BOUNCED, detail=self.detail[:MAX_DETAIL])
        _keep(ledger, now, known)
        ledger.announce(c, "letter_failed", self.at, "operator", None, ref=rules.told(now.email, BOUNCED))
        return now


BOUNCED = "mail_bounced"


def _need(needs: Needs, project: ProjectNumber, conversation: ConversationId) -> None:
    needs.projects.add(project)
    needs.conversations[conversation] = project
    needs.follow_ups.add(conversation)


def _keep(ledger: Ledger, now: FollowUp, known: FollowUp | None) -> None:
    if now != known:
        ledger.follow_ups[now.conversation] = now
        ledger.also(follow_ups.keep(now))


def _told(before: FollowUp, now: FollowUp) -> Kind | None:
    if now.sent_at != before.sent_at:
        return "letter_sent"
    return "letter_failed" if now.state == "failed" else None


def _line(kind: Kind, f: FollowUp) -> bytes:
    return rules.told(f.email, "" if kind == "letter_sent" else f.code)
