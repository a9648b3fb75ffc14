"""The browsers that somebody is signed in with: seen, and signed out one by one or all others at once (PRODUCT.md 4)."""

from besedka.actions import audit
from besedka.actions.deps import Deps
from besedka.domain.audit import Change, Did
from besedka.domain.errors import NotFound
from besedka.domain.ids import Instant
from besedka.ports.database import Script
from besedka.store import sessions
from besedka.store.sessions import Session


async def end_one(deps: Deps, mine: Session, id: str) -> list[bytes]:
    """End one of one's own sessions; return what its connections are known by. NotFound."""
    return await deps.committer.run(lambda: _own(deps, mine, only=id))


async def end_others(deps: Deps, mine: Session) -> list[bytes]:
    """End all of one's own sessions but this one; return what their connections are known by."""
    return await deps.committer.run(lambda: _own(deps, mine, but=mine.token_hash))


def _own(deps: Deps, mine: Session, *, only: str | None = None, but: bytes | None = None) -> Script[list[bytes]]:
    chosen = yield from ended(mine.kind, mine.person, deps.clock.now(), only=only, but=but)
    if chosen:
        yield from audit.note_of_own(deps, mine, Did("sessions_ended", changes=count(chosen)))
    return chosen


def count(chosen: list[bytes]) -> tuple[Change, ...]:
    """Return how many sessions were ended, for the audit log."""
    return (Change("sessions", "", str(len(chosen))),)


def ended(
    kind: str, person: bytes, now: Instant, *, only: str | None = None, but: bytes | None = None
) -> Script[list[bytes]]:
    """End a person's sessions: `only` the one of this id (NotFound), or all `but` one; return their tokens' hashes."""
    found = yield from sessions.of_person(kind, person, now)
    chosen = [one.token_hash for one in found if one.token_hash != but and only in (None, one.id)]
    if only is not None and not chosen:
        raise NotFound("not_found")
    for token_hash in chosen:
        yield from sessions.end(token_hash)
    return chosen
