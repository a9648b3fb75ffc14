"""Accounts of the cabinet: made and given a new password by a ticket, which opens one door once (SECURITY.md, lines 13 and 14)."""

import secrets

from besedka.actions import audit
from besedka.actions.asking import Asking
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.actions.sessions import hash_token
from besedka.domain.account import LIFE, LetterKind, Ticket, TicketKind, Waiting
from besedka.domain.audit import Did
from besedka.domain.errors import BadInput, Conflict, Forbidden, NotFound
from besedka.domain.ids import Instant, OwnerId, new_id
from besedka.domain.operator import Owner, check_password, clean_email, fold_email
from besedka.domain.project import clean_name
from besedka.ports.database import Script
from besedka.store import accounts, people, sessions
from besedka.store.schema import OWNERS


async def ask_for_letter(deps: Deps, asking: Asking, kind: LetterKind, email: str, language: str, address: str) -> None:
    """Have the way to a new account or password sent. The same, and after the same time, whether the e-mail is known or not.

    Conflict `mail_off` where no mail is sent; Forbidden `registration_closed`; BadInput `email_invalid`; TooMany.
    """
    if deps.mailer is None:
        raise Conflict("mail_off")
    if kind == "join" and not deps.registration:
        raise Forbidden("registration_closed")
    to, now = clean_email(email), deps.clock.now()
    await asking.must_be_seldom(kind, fold_email(to), address)
    letter = Waiting(new_id(now), kind, to, language, now, 0)
    await deps.committer.run(lambda: accounts.post(letter))


def make_ticket(kind: TicketKind, email: str, now: Instant) -> tuple[str, Ticket]:
    """Return a fresh token, and the ticket to store: of the token it knows the hash alone."""
    token = secrets.token_urlsafe(32)
    return token, Ticket(hash_token(token), kind, email, now, Instant(now + LIFE[kind]))


async def invite(deps: Deps, email: str = "") -> str:
    """Return a token with which an account can be made, under `email` if there is one. BadInput `email_invalid`."""
    kind: TicketKind = "join" if email else "begin"
    token, ticket = make_ticket(kind, clean_email(email) if email else "", deps.clock.now())
    await deps.committer.run(lambda: accounts.add_ticket(ticket))
    return token


def look_at(token: str, now: Instant, *, lock: bool = False) -> Script[Ticket]:
    """Return what a ticket opens; `lock`: whoever uses it up. NotFound `ticket_over` for one that is used, expired, or never was."""
    found = yield from accounts.ticket(hash_token(token), now, lock=lock)
    if found is None:
        raise NotFound("ticket_over")
    return found


async def register(deps: Deps, passwords: Passwords, token: str, name: str, email: str, password: str) -> Owner:
    """Make the account that a ticket is for. A ticket that was sent by mail is for the address that it was sent to, whatever came.

    NotFound `ticket_over`; Conflict `account_taken`; BadInput by field.
    """
    ticket, now = await deps.database.read(look_at(token, deps.clock.now())), deps.clock.now()
    owner = Owner(OwnerId(new_id(now)), clean_name(name), clean_email(ticket.email or email))
    hashed = await passwords.hash(check_password(password))

    def script() -> Script[Owner]:
        held = yield from look_at(token, now, lock=True)
        if held.kind == "reset":
            raise NotFound("ticket_over")
        if (yield from people.owner_by_email(fold_email(owner.email))) is not None:
            raise Conflict("account_taken", {"email": owner.email})
        if (yield from accounts.nobody_yet()):
            yield from accounts.forget_beginnings()
        yield from people.add_owner(owner, fold_email(owner.email), hashed, now)
        yield from accounts.use_up(held)
        return owner

    return await deps.committer.run(script)


async def reset_password(deps: Deps, passwords: Passwords, token: str, password: str) -> Owner:
    """Set the password that a ticket is for, and end every session and every other such ticket. NotFound `ticket_over`; BadInput."""
    now = deps.clock.now()
    await deps.database.read(look_at(token, now))
    hashed = await passwords.hash(check_password(password))

    def script() -> Script[Owner]:
        held = yield from look_at(token, now, lock=True)
        known = yield from people.owner_by_email(held.email)
        if held.kind != "reset" or known is None:
            raise NotFound("ticket_over")
        yield from _renew(known[0], hashed)
        who, did = audit.of_cabinet(known[0].id), Did("password_reset", known[0].name, known[0].id)
        yield from audit.note_of_account(deps, who, "owner", known[0].id, None, did)
        yield from accounts.use_up(held)
        return known[0]

    return await deps.committer.run(script)


async def give_password(deps: Deps, passwords: Passwords, email: str, password: str) -> Owner:
    """Set somebody's password, as who runs the installation, and end their sessions. BadInput `account_unknown`, `password_…`."""
    hashed = await passwords.hash(check_password(password))

    def script() -> Script[Owner]:
        known = yield from people.owner_by_email(fold_email(email))
        if known is None:
            raise BadInput("account_unknown", {"email": email[:254]})
        yield from _renew(known[0], hashed)
        did = Did("password_given", known[0].name, known[0].id)
        yield from audit.note_of_account(deps, audit.HOUSE, "owner", known[0].id, None, did)
        return known[0]

    return await deps.committer.run(script)


def _renew(owner: Owner, hashed: str) -> Script[None]:
    yield from people.set_password(OWNERS, owner.id, hashed)
    yield from sessions.end_all_of("owner", owner.id)
