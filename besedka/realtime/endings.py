"""Ends the connections of operators whose session is over (SECURITY.md, 14)."""

from collections.abc import Collection, Iterable
from contextlib import suppress

from besedka.actions.deps import Deps
from besedka.actions.sessions import SEEN_EVERY
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant, ProjectNumber
from besedka.realtime.channel import Channel
from besedka.realtime.link import REFUSED, SIGNED_OUT
from besedka.realtime.listener import Listener, OperatorListener
from besedka.realtime.operator_session import OperatorSession
from besedka.realtime.visitor_session import VisitorSession
from besedka.store import sessions as store


def end_named(sessions: Iterable[Listener], project: ProjectNumber, ended: Collection[bytes]) -> None:
    """End a project's operators' connections named by person or token, those too that have not said hello yet."""
    desks = [s for s in sessions if isinstance(s, OperatorSession) and s.project == project]
    for session in desks:
        if session.operator_id in ended or session.token_hash in ended:
            session.end(SIGNED_OUT)


def end_all(sessions: Iterable[Listener], channel: Channel, now: Instant) -> None:
    """End every connection to a project that was deleted, those too that have not said hello yet."""
    channel.say_farewell(now)
    for session in list(sessions):
        if isinstance(session, OperatorSession):
            if session.project == channel.number:
                session.end(SIGNED_OUT)
        elif isinstance(session, VisitorSession) and session.channel is channel:
            session.end(REFUSED)


async def end_signed_out(deps: Deps, sessions: Iterable[OperatorListener]) -> None:
    """End the connections whose session stands no more, since the blip that should have told of it may be lost; note that the other
    browsers are there."""
    desks = list(sessions)
    standing = await deps.database.read(store.standing(s.token_hash for s in desks))
    for session in desks:
        if session.token_hash not in standing:
            session.end(SIGNED_OUT)
    now = deps.clock.now()
    due = [token for token, seen_at in standing.items() if now - seen_at > SEEN_EVERY]
    if due:
        with suppress(Refusal):  # a failing disk is told elsewhere; the next beat tries again
            await deps.committer.run(lambda: store.seen(due, now))
