"""Letters: what waits in the outbox goes out, once its time has come, on whichever node is first.

The letter is written when it goes: the ticket in it is made then, and nothing that opens a door lies in the outbox. A letter whose
server answered too late may go out twice; then both links work until one of them is used.
"""

from urllib.parse import urlsplit

import structlog

from besedka.actions.accounts import make_ticket
from besedka.actions.deps import Deps
from besedka.domain.account import HOUR, LetterKind, Waiting
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant
from besedka.domain.letters import Kind, Letter, written
from besedka.domain.operator import fold_email
from besedka.ports.database import DatabaseFailed, Script
from besedka.ports.mail import Mailer, MailFailed
from besedka.store import accounts, people

log = structlog.get_logger()

AT_ONCE = 20
HELD = 180_000
"""Milliseconds for which a node that takes a letter has it to itself; should the node die, another one takes it then."""
KEEP = 24 * HOUR
"""Milliseconds after which a letter is given up: nobody waits for it any more."""
AGAIN = (10_000, 30_000, 60_000, 300_000, 900_000)
"""Milliseconds before each further try; the last for all that follow."""


async def send_due(deps: Deps) -> None:
    """Send every letter whose time has come. What the mail server does not take now is tried again."""
    now = deps.clock.now()
    mailer = deps.mailer
    if mailer is None:
        return
    due = await deps.committer.run(lambda: accounts.take_due(now, Instant(now + HELD), AT_ONCE))
    for waiting in due:
        await _send(deps, mailer, waiting)


async def send_soon(deps: Deps) -> None:
    """Send without waiting for the next round; what fails is left to it."""
    try:
        await send_due(deps)
    except (DatabaseFailed, Refusal) as error:
        log.warning("round_failed", code=error.code)


async def _send(deps: Deps, mailer: Mailer, waiting: Waiting) -> None:
    if deps.clock.now() - waiting.created_at > KEEP:
        log.warning("letter_given_up", kind=waiting.kind, tries=waiting.tries)
        return await deps.committer.run(lambda: accounts.forget_letter(waiting.id))
    letter = await deps.committer.run(lambda: _written(deps, waiting))
    try:
        if letter is not None:
            await mailer.send(letter)
    except MailFailed as failed:
        log.warning("letter_failed", kind=waiting.kind, tries=waiting.tries + 1, permanent=failed.permanent)
        if not failed.permanent:
            at = Instant(deps.clock.now() + AGAIN[min(waiting.tries, len(AGAIN) - 1)])
            return await deps.committer.run(lambda: accounts.try_again(waiting.id, at))
    await deps.committer.run(lambda: accounts.forget_letter(waiting.id))


def _written(deps: Deps, waiting: Waiting) -> Script[Letter | None]:
    """Return what is to be sent, the ticket in it made and stored; None when there is nobody to send it to."""
    if waiting.kind == "deleted":
        return _letter(deps, "deleted", waiting.email, waiting)
    return (yield from _to_a_door(deps, waiting, waiting.kind))


def _to_a_door(deps: Deps, waiting: Waiting, wanted: LetterKind) -> Script[Letter | None]:
    known = yield from people.owner_by_email(fold_email(waiting.email))
    if wanted == "reset" and known is None:
        return None
    kind: Kind = "known" if wanted == "join" and known else wanted
    to = known[0].email if known else waiting.email
    token = ""
    if kind != "known":
        token, ticket = make_ticket(wanted, fold_email(to) if kind == "reset" else to, deps.clock.now())
        yield from accounts.add_ticket(ticket)
    return _letter(deps, kind, to, waiting, token)


def _letter(deps: Deps, kind: Kind, to: str, waiting: Waiting, token: str = "") -> Letter:
    link = _link(deps.address, kind, token)
    return written(kind, to, waiting.language, urlsplit(deps.address).netloc, link, waiting.about)


def _link(address: str, kind: Kind, token: str) -> str:
    """Return where the letter leads. The token is behind a #: no server, log or referrer ever sees it."""
    pages = {
        "join": f"/cabinet/start#{token}",
        "known": "/cabinet/",
        "deleted": "/cabinet/",
        "reset": f"/cabinet/reset#{token}",
    }
    return address + pages[kind]
