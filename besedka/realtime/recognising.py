"""Whom the site has proven its visitor to be, and at home under which key that person talks."""

from besedka.actions import identities
from besedka.actions.deps import Deps
from besedka.actions.identities import Home
from besedka.domain import identity
from besedka.domain.identity import Proven
from besedka.domain.ids import Instant
from besedka.domain.project import Project
from besedka.domain.visitor import VisitorKey
from besedka.wire import visitor as words
from besedka.wire.position import Positions

A_DAY = 86_400_000
"""Milliseconds that a page which was at home already may stay so after its signature has expired: it is open still."""


def proven(deps: Deps, project: Project, said: words.Claims, *, late: int = 0) -> Proven | None:
    """Return whom the site has proven; None when it has not, or when it was more than `late` milliseconds ago."""
    good = identity.keys(deps.secret, project.number, project.identity)
    told = {name: str(text) for name, text in said.items()}
    return identity.proven(good, told, Instant(deps.clock.now() - late)) if good and "hash" in told else None


async def at_home(
    deps: Deps, project: Project, hello: words.Hello, browser: VisitorKey | None, positions: Positions
) -> tuple[Proven, Home] | None:
    """Return who greets us, and where they are at home; None for who is not proven. `browser`: the key that the browser has."""
    said = hello.get("claims", {})
    who, expired = proven(deps, project, said), False
    if who is None:
        who, expired = proven(deps, project, said, late=A_DAY), True
    if who is None:
        return None
    home = await deps.database.read(identities.home(deps.secret, project.number, who, browser))
    known = hello["position"] is not None and positions.open(hello["position"], home.key.visitor) is not None
    return None if expired and not known else (who, home)
