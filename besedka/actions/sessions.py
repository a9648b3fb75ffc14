"""Signing in and out: operators to their app, owners to the cabinet."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from besedka.actions import audit
from besedka.actions.asking import Asking
from besedka.actions.attempts import Attempt, Attempts
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.actions.refused import Refusals
from besedka.domain.audit import Did
from besedka.domain.errors import BadInput, NotSignedIn, Refusal
from besedka.domain.ids import Instant, OperatorId, OwnerId, ProjectNumber
from besedka.domain.message import clean_line
from besedka.domain.operator import Operator, Owner, check_password, clean_email, fold_email
from besedka.ports.database import DatabaseFailed, Script
from besedka.store import people
from besedka.store import sessions as store
from besedka.store.schema import OPERATORS, OWNERS
from besedka.store.sessions import Session

HOUR = 3_600_000
SHORT = 12 * HOUR
LONG_OPERATOR = 90 * 24 * HOUR
LONG_OWNER = 30 * 24 * HOUR
SEEN_EVERY = 5 * 60_000
"""How old a browser's last-seen time may be before it is written anew."""
LONGEST_USER_AGENT = 500


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token goes into a cookie and is stored only as a hash. `mark` goes into another, see `attempts`. `ended` is
    somebody else's, whose cookie it takes the place of."""

    token: str
    expires_at: Instant
    lasting: bool
    mark: str
    ended: Session | None = None


class Doorkeeper:
    """Checks passwords and sessions."""

    def __init__(self, deps: Deps, passwords: Passwords) -> None:
        self._deps = deps
        self.passwords = passwords
        self.asking = Asking(deps.clock)
        self._attempts = Attempts(deps)
        self._refusals = Refusals(deps)

    async def sign_in_operator(
        self, project: ProjectNumber, email: str, password: str, remember: bool, address: str, mark: str | None = None,
        user_agent: str = "", former: str | None = None,
    ) -> tuple[SignedIn, Operator]:  # fmt: skip
        """Open an operator's session, and end the `former` one of this browser when it is somebody else's: what they are told there is not
        for other eyes. NotSignedIn `sign_in_failed` in the same words and time whatever was wrong; TooMany."""
        folded = fold_email(email)
        attempt = self._attempts.attempt(f"operator:{project}:{folded}", address, mark)
        async with self._attempts.turn(attempt):
            await self._attempts.may_go_on(attempt)
            found = await self._deps.database.read(people.operator_by_email(project, folded))
            good = await self.passwords.verify(found[1] if found else None, password)
            if not good or found is None or found[0].disabled:
                await self._attempts.note_failure(attempt)
                did = _refused(email, found[0].id if found else None)
                await self._refusals.operator(address, audit.NOBODY, project, did)
                raise NotSignedIn("sign_in_failed")
        life, who, mark = LONG_OPERATOR if remember else SHORT, found[0], self._attempts.mark(attempt)
        return await self._open("operator", who.id, project, life, remember, mark, user_agent, address, former), who

    async def sign_in_owner(
        self, email: str, password: str, remember: bool, address: str, mark: str | None = None, user_agent: str = "",
        former: str | None = None,
    ) -> tuple[SignedIn, Owner]:  # fmt: skip
        """Open an owner's session; all else as for operators."""
        folded = fold_email(email)
        attempt = self._attempts.attempt(f"owner:{folded}", address, mark)
        async with self._attempts.turn(attempt):
            await self._attempts.may_go_on(attempt)
            found = await self._deps.database.read(people.owner_by_email(folded))
            if not await self.passwords.verify(found[1] if found else None, password) or found is None:
                await self._attempts.note_failure(attempt)
                known = found[0].id if found else None
                await self._refusals.owner(address, audit.NOBODY, known, _refused(email, known))
                raise NotSignedIn("sign_in_failed")
        life, who, mark = LONG_OWNER if remember else SHORT, found[0], self._attempts.mark(attempt)
        return await self._open("owner", who.id, None, life, remember, mark, user_agent, address, former), who

    async def begin(self, owner: Owner, address: str, user_agent: str, former: str | None = None) -> SignedIn:
        """Open the session of somebody whose account has just been made in this browser."""
        attempt = self._attempts.attempt(f"owner:{fold_email(owner.email)}", address, None)
        return await self._open(
            "owner", owner.id, None, LONG_OWNER, True, self._attempts.mark(attempt), user_agent, address, former
        )

    async def change_operator_password(
        self, me: Operator, session: Session, old: str, new: str, address: str, mark: str | None
    ) -> SignedIn:
        """Set an operator's own password, end all their sessions, and open a new one. BadInput `password_wrong`, …; TooMany."""
        attempt = self._attempts.attempt(f"operator:{me.project}:{fold_email(me.email)}", address, mark)
        stored = await self._deps.database.read(people.operator_password(me.id))
        hashed = await self._proven(attempt, session, stored, old, new, address)
        return await self._again(attempt, session, address, lambda: people.set_password(OPERATORS, me.id, hashed))

    async def change_owner_password(
        self, me: Owner, session: Session, old: str, new: str, address: str, mark: str | None
    ) -> SignedIn:
        """Set the password of somebody of the cabinet, as for an operator."""
        attempt = self._attempts.attempt(f"owner:{fold_email(me.email)}", address, mark)
        found = await self._deps.database.read(people.owner_by_email(fold_email(me.email)))
        hashed = await self._proven(attempt, session, found[1] if found else None, old, new, address)
        return await self._again(attempt, session, address, lambda: people.set_password(OWNERS, me.id, hashed))

    async def _proven(
        self, attempt: Attempt, session: Session, stored: str | None, old: str, new: str, address: str
    ) -> str:
        """Return the new password's hash for who knows the old one: a session that was left open is not enough."""
        check_password(new)
        await self._must_know(attempt, session, stored, old, address, "old")
        return await self.passwords.hash(new)

    async def must_be_owner(self, me: Owner, session: Session, password: str, address: str, mark: str | None) -> None:
        """Let on who knows the account's password, before what cannot be undone. BadInput `password_wrong`; TooMany."""
        attempt = self._attempts.attempt(f"owner:{fold_email(me.email)}", address, mark)
        found = await self._deps.database.read(people.owner_by_email(fold_email(me.email)))
        await self._must_know(attempt, session, found[1] if found else None, password, address, "password")

    async def _must_know(
        self, attempt: Attempt, session: Session, stored: str | None, password: str, address: str, field: str
    ) -> None:
        async with self._attempts.turn(attempt):
            await self._attempts.may_go_on(attempt)
            if not await self.passwords.verify(stored, password):
                await self._attempts.note_failure(attempt)
                await self._note_wrong(session, address)
                raise BadInput("password_wrong", {"field": field})

    async def _note_wrong(self, session: Session, address: str) -> None:
        did = Did("password_refused", about_id=session.person)
        if session.project is None:
            await self._refusals.owner(address, audit.of_own(session), session.person, did)
        else:
            await self._refusals.operator(address, audit.of_own(session), session.project, did)

    async def _again(
        self, attempt: Attempt, session: Session, address: str, change: Callable[[], Script[None]]
    ) -> SignedIn:
        """Change what proves a person, end every session that was opened with the old proof, and open one with the new."""

        def script() -> Script[None]:
            yield from change()
            yield from store.end_all_of(session.kind, session.person)
            yield from audit.note_of_own(self._deps.on_behalf_of(address), session, Did("password_changed"))
            yield from store.add(fresh)

        life = session.expires_at - session.created_at
        token, fresh = self._new(session.kind, session.person, session.project, life, session.user_agent)
        await self._deps.committer.run(script)
        return SignedIn(token, fresh.expires_at, life > SHORT, self._attempts.mark(attempt))

    async def operator(self, token: str | None) -> tuple[Operator, Session]:
        """Return whose operator's session this is. NotSignedIn when there is none, or the operator was disabled."""
        session = await self._session(token, "operator")
        found = await self._deps.database.read(people.operator_by_id(OperatorId(session.person)))
        if found is None or found.disabled:
            raise NotSignedIn("not_signed_in")
        return found, session

    async def owner(self, token: str | None) -> tuple[Owner, Session]:
        """Return whose session of the cabinet this is: an owner's or a member's."""
        session = await self._session(token, "owner")
        found = await self._deps.database.read(people.owner_by_id(OwnerId(session.person)))
        if found is None:
            raise NotSignedIn("not_signed_in")
        return found, session

    async def sign_out(self, session: Session, address: str) -> None:
        """End the session at once."""
        await self._deps.committer.run(lambda: self._ended(session, address))

    async def _session(self, token: str | None, kind: str) -> Session:
        if not token or len(token) > 200:
            raise NotSignedIn("not_signed_in")
        now = self._deps.clock.now()
        found = await self._deps.database.read(store.by_token(hash_token(token), kind, now))
        if found is None:
            raise NotSignedIn("not_signed_in")
        if now - found.seen_at > SEEN_EVERY:
            await self._note_seen(found, now)
        return found

    async def _note_seen(self, session: Session, now: Instant) -> None:
        try:
            await self._deps.committer.run(lambda: store.seen([session.token_hash], now))
        except (Refusal, DatabaseFailed):  # whoever only looks goes on while nothing can be written
            return

    async def _open(
        self, kind: str, person: bytes, project: ProjectNumber | None, life: int, lasting: bool, mark: str, user_agent: str,
        address: str, former: str | None,
    ) -> SignedIn:  # fmt: skip
        token, session = self._new(kind, person, project, life, user_agent)
        before = await self._somebody_elses(former, kind, person)

        def script() -> Script[None]:
            if before is not None:
                yield from self._ended(before, address)
            yield from store.add(session)
            yield from audit.note_of_own(self._deps.on_behalf_of(address), session, Did("signed_in"))

        await self._deps.committer.run(script)
        return SignedIn(token, session.expires_at, lasting, mark, before)

    async def _somebody_elses(self, token: str | None, kind: str, person: bytes) -> Session | None:
        try:
            found = await self._session(token, kind)
        except NotSignedIn:
            return None
        return found if found.person != person else None

    def _ended(self, session: Session, address: str) -> Script[None]:
        yield from store.end(session.token_hash)
        yield from audit.note_of_own(self._deps.on_behalf_of(address), session, Did("signed_out"))

    def _new(
        self, kind: str, person: bytes, project: ProjectNumber | None, life: int, user_agent: str
    ) -> tuple[str, Session]:
        """Return a fresh token, and the session that it opens once it is stored."""
        token, now = secrets.token_urlsafe(32), self._deps.clock.now()
        browser = clean_line(user_agent, LONGEST_USER_AGENT)
        return token, Session(hash_token(token), kind, person, project, now, Instant(now + life), browser, now)


def _refused(email: str, known: bytes | None) -> Did:
    """Tell who was not let in. What is no e-mail address is not written down: people type their passwords there."""
    try:
        return Did("sign_in_refused", clean_email(email), known)
    except BadInput:
        return Did("sign_in_refused")


def hash_token(token: str) -> bytes:
    """Return the form in which a session's token is stored: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).digest()
