"""Who was not let in, for the audit log: written on its own, and not more of it than a flood may cost."""

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from limits import RateLimitItem, RateLimitItemPerHour
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from besedka.actions import audit
from besedka.actions.audit import Actor
from besedka.actions.deps import Deps
from besedka.domain.audit import Change, Did
from besedka.domain.ids import Instant, ProjectNumber
from besedka.ports.database import Script
from besedka.store import projects

MOST: RateLimitItem = RateLimitItemPerHour(120, namespace="refused")
"""Refusals an hour that are written down of one project's operators, or of one account of the cabinet; more are only counted."""
_Writes: TypeAlias = Callable[[Deps, Did, Instant], Script[None]]


class Refusals:
    """Writes them down without anybody waiting for it: a refusal takes as long for a known e-mail as for an unknown one."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._written = MovingWindowRateLimiter(MemoryStorage())
        self._left_out: Counter[str] = Counter()

    async def operator(self, address: str, who: Actor, number: ProjectNumber, did: Did) -> None:
        """Write down that an operator of this project was refused; nothing for a project that is not there."""

        def script(deps: Deps, told: Did, at: Instant) -> Script[None]:
            if (yield from projects.project_by_number(number)) is not None:
                yield from audit.note(deps, who, number, told, at)

        await self._note(f"project {number}", address, did, script)

    async def owner(self, address: str, who: Actor, person: bytes | None, did: Did) -> None:
        """Write down, in every project within reach, that a person of the cabinet was refused; an unknown one reaches none."""

        def script(deps: Deps, told: Did, at: Instant) -> Script[None]:
            if person is not None:
                yield from audit.note_of_account(deps, who, "owner", person, None, told, at)

        await self._note("nobody" if person is None else f"person {person.hex()}", address, did, script)

    async def _note(self, key: str, address: str, did: Did, script: _Writes) -> None:
        if not await self._written.hit(MOST, key):
            self._left_out[key] += 1
            return
        more = self._left_out.pop(key, 0)
        changes = (*did.changes, Change("left_out", "", str(more))) if more else did.changes
        told, deps = Did(did.kind, did.about, did.about_id, changes), self._deps.on_behalf_of(address)
        at = deps.clock.now()
        self._deps.committer.leave(lambda: script(deps, told, at))
