"""A follow-up: the letter that brings a client back who left before they read the answer (PRODUCT.md 6).

There is one to a conversation, and it goes again and again, with what was answered since: each answer once. It is a thread of letters.
"""

from dataclasses import dataclass, replace
from typing import Literal

from besedka.domain.errors import Conflict
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.lead import AGAIN, HOUR, MAX_DETAIL
from besedka.domain.outbox import next_try

State = Literal["idle", "waiting", "sent", "failed"]
"""Nothing is to be sent; its time will come; the last letter went; it was not taken, and a person may have it sent again."""
Stop = Literal["unsubscribed", "bounced"]
"""Why nobody writes to an address any more."""
KEEP = 24 * HOUR
"""Milliseconds for which a mail server that is away is waited for."""
FRESH = 24 * HOUR
"""Milliseconds after which an answer that went nowhere is nobody's letter any more: mail was off, or the address came too late."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One conversation's letters. `operator` asked for it by hand, None: the project's settings did. `again` 1: something was answered
    while a letter was on its way. Answers up to the seq `upto` have gone; `going` is the last one of the letter on its way, 0: none.
    `letters` counts the letters, with the one on its way; `thread` is the id of the client's own last letter. `email` is where the last
    one went. `code` and `detail` tell why it waits or failed; until `held_until` one node sends it."""

    conversation: ConversationId
    project: ProjectNumber
    state: State
    operator: OperatorId | None
    again: int
    asked_at: Instant
    due_at: Instant
    tries: int = 0
    held_until: int = 0
    upto: int = 0
    going: int = 0
    letters: int = 0
    thread: str = ""
    email: str = ""
    code: str = ""
    detail: str = ""
    sent_at: Instant | None = None


def wanted(known: FollowUp | None, c: ConversationId, project: ProjectNumber, at: Instant, due: Instant) -> FollowUp:
    """Return what waits once an operator has answered: what waits already takes the new answer along, unless it is on its way."""
    if known is None:
        return FollowUp(c, project, "waiting", None, 0, at, due)
    if known.state == "waiting":
        return replace(known, again=1) if known.going else known
    return replace(known, state="waiting", operator=None, asked_at=at, due_at=due, tries=0, code="", detail="")


def asked(
    known: FollowUp | None, c: ConversationId, project: ProjectNumber, by: OperatorId, at: Instant
) -> FollowUp:  # fmt: skip
    """Return what is to go now, because an operator says so. Conflict `letter_going` for one that is being handed over."""
    if known is None:
        return FollowUp(c, project, "waiting", by, 0, at, at)
    if known.held_until > at:
        raise Conflict("letter_going")
    return replace(known, state="waiting", operator=by, asked_at=at, due_at=at, tries=0, code="", detail="")


def goes(f: FollowUp, last: int, email: str) -> FollowUp:
    """Return it from before a letter is handed over until it is known what has become of it. The same letter keeps its number."""
    number = f.letters if f.going else f.letters + 1
    return replace(f, going=last, letters=number, email=email)


def sent(f: FollowUp, at: Instant, wait: int) -> FollowUp:
    """Return it once the mail server has the letter: what was answered meanwhile waits for its own, `wait` milliseconds."""
    done = replace(
        f,
        state="sent",
        upto=max(f.upto, f.going),
        going=0,
        again=0,
        tries=0,
        held_until=0,
        code="",
        detail="",
        sent_at=at,
    )
    return wanted(done, f.conversation, f.project, at, Instant(at + wait)) if f.again and wait else done


def dropped(f: FollowUp) -> FollowUp:
    """Return it after nothing was left to send: the client has read it all."""
    return replace(f, state="idle", going=0, again=0, tries=0, held_until=0, code="", detail="", operator=None)


def failed(f: FollowUp, now: Instant, code: str, detail: str, *, permanent: bool, chance: float) -> FollowUp:
    """Return it after the mail server did not take the letter: it waits, or it has failed. `chance` is between 0 and 1."""
    f = replace(f, code=code, detail=detail[:MAX_DETAIL], held_until=0)
    if permanent or now - f.asked_at > KEEP:
        return replace(f, state="failed", tries=0)
    return replace(f, due_at=next_try(now, f.tries, AGAIN, 0, chance), tries=f.tries + 1)


def masked(email: str) -> str:
    """Return an address as everybody on our side may read it over somebody's shoulder: `a…@example.com`."""
    name, _, place = email.rpartition("@")
    return f"{name[:1]}…@{place}" if name else ""


def told(email: str, code: str = "") -> bytes:
    """Return what a line of the log keeps of a letter: where it went, masked, and why it did not."""
    return f"{masked(email)} {code}".encode()


def heard(kept: bytes | None) -> tuple[str, str]:
    """Return where a letter went, masked, and why it did not, of what a line keeps."""
    to, _, code = (kept or b"").decode("utf-8", "replace").rpartition(" ")
    return to, code
