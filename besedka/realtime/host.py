"""What a session may ask of the hub that it is connected to, and no more."""

import asyncio
from collections.abc import Coroutine
from typing import Protocol

from besedka.actions.deps import Deps
from besedka.domain.ids import ProjectNumber, VisitorId
from besedka.domain.links import Links
from besedka.domain.project import Project
from besedka.realtime.allowance import Allowances
from besedka.realtime.blips import Blip
from besedka.realtime.channel import Channel
from besedka.realtime.crowd import Crowd
from besedka.realtime.listener import Listener, OperatorListener, VisitorListener
from besedka.wire.position import Positions


class Host(Protocol):
    """The hub, as its sessions know it: `realtime/hub.py` is the only one."""

    deps: Deps
    posts: Allowances
    conversations: Allowances
    crowd: Crowd
    positions: Positions
    links: Links

    async def project_by_key(self, key: str) -> Project | None:
        """Return the project with this counter key."""
        ...

    async def channel(self, number: ProjectNumber) -> Channel:
        """Return the project's channel, opening it when this is its first listener. NotFound `project_unknown`."""
        ...

    async def refresh(self, channel: Channel) -> None:
        """Read the project and its operators again."""

    def welcomed(self) -> None:
        """Count a guest who was awaited as let in."""

    def join_visitor(self, channel: Channel, session: VisitorListener, visitor: VisitorId) -> None:
        """Have the session told of this visitor's facts."""

    def leave_visitor(self, channel: Channel | None, session: VisitorListener, visitor: VisitorId | None) -> None:
        """Forget the session."""

    def join_operator(self, channel: Channel, session: OperatorListener) -> None:
        """Have the session told of the project's facts, and others of the operator's presence."""

    def leave_operator(self, channel: Channel | None, session: OperatorListener) -> None:
        """Forget the session; if it was the operator's last one, they are gone."""

    def stirred(self, channel: Channel) -> None:
        """One of the operators' windows has become idle, or active again."""

    def blip(self, project: ProjectNumber, blip: Blip) -> None:
        """Tell this node and the others what nobody minds losing."""

    def flush_soon(self, session: Listener) -> None:
        """Have the session's queued frames written when this turn of the loop ends."""

    def spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run something rare in the background."""
        ...
