"""Ends the connections of operators whose session is over (SECURITY.md, 14)."""

from collections.abc import Collection, Iterable

from besedka.domain.ids import ProjectNumber
from besedka.ports.database import Database
from besedka.realtime.link import SIGNED_OUT
from besedka.realtime.listener import Listener, OperatorListener
from besedka.realtime.operator_session import OperatorSession
from besedka.store import people


def end_named(sessions: Iterable[Listener], project: ProjectNumber, ended: Collection[bytes]) -> None:
    """End a project's operators' connections named by person or token, those too that have not said hello yet."""
    desks = [s for s in sessions if isinstance(s, OperatorSession) and s.project == project]
    for session in desks:
        if session.operator_id in ended or session.token_hash in ended:
            session.end(SIGNED_OUT)


async def end_signed_out(database: Database, sessions: Iterable[OperatorListener]) -> None:
    """End the connections whose session stands no more: the blip that should have told of it may be lost."""
    desks = list(sessions)
    standing = await database.read(people.open_sessions(s.token_hash for s in desks))
    for session in desks:
        if session.token_hash not in standing:
            session.end(SIGNED_OUT)
