"""The outbox of leads: what is due is sent, many at once, and no CRM waits for another."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable

import structlog

from besedka.actions.crm import accounts, calls, material
from besedka.actions.crm.leads import Tell
from besedka.actions.crm.sending import HELD, Gone, Sending
from besedka.actions.deps import Deps
from besedka.domain import lead as rules
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant, ProjectNumber
from besedka.domain.lead import Lead
from besedka.ports.crm import CrmFailed
from besedka.ports.database import DatabaseFailed
from besedka.store import crms, leads

log = structlog.get_logger()
MOST = 20
"""Leads that one node sends at once."""
SHARE = 5
"""Of them, those of one project: a CRM that is slow holds up its own leads alone."""
SETTLES = 30_000
"""Milliseconds after which a question that was broken off is done or never will be: then another node may look what has become of it."""
_SILENT = ("crm_away", "crm_slow", "crm_busy", "crm_broken")
"""What holds up a project's other leads too."""


class Outbox:
    """Sends leads."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._running: dict[asyncio.Task[None], ProjectNumber] = {}

    async def send_due(self) -> None:
        """Begin to send every lead whose time has come."""
        now, free = self._deps.clock.now(), MOST - len(self._running)
        busy = Counter(self._running.values())
        if free <= 0 or not await self._deps.database.read(leads.is_due(now, busy, SHARE)):
            return
        for lead in await self._deps.committer.run(lambda: leads.take_due(now, Instant(now + HELD), free, busy, SHARE)):
            task = asyncio.create_task(self._send(lead))
            self._running[task] = lead.project
            task.add_done_callback(self._running.pop)

    async def stop(self) -> None:
        """Break off what is being sent: whoever takes it next goes on where it is."""
        running = [*self._running]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _send(self, lead: Lead) -> None:
        try:
            with calls.about(lead.conversation):
                await self._through(lead)
        except (DatabaseFailed, Refusal) as error:
            log.warning("lead_held_up", code=error.code)  # whoever takes it next goes on where it is
        except asyncio.CancelledError:
            until = self._deps.clock.now() + SETTLES
            self._deps.committer.leave(lambda: leads.let_go(lead.conversation, until))
            raise
        except Exception:
            log.exception("lead_held_up")

    async def _through(self, lead: Lead) -> None:
        of = await self._deps.database.read(material.material(lead.project, lead.conversation, lead.operator))
        if of is None:
            return await self._deps.committer.run(lambda: leads.forget(lead.conversation))
        sending: Sending | None = None
        try:
            sending = Sending(self._deps, await accounts.account(self._deps, lead.project), of, lead)
            await sending.run()
        except Gone:
            return None
        except CrmFailed as failed:
            return await self._failed(sending.lead if sending else lead, failed)
        except (DatabaseFailed, Refusal):
            raise
        except Exception:
            log.exception("lead_not_understood")  # a fault of ours: it waits as for any other, and somebody is told
            return await self._failed(sending.lead if sending else lead, CrmFailed("crm_strange"))
        now = self._deps.clock.now()
        await self._tell(sending.lead, lambda known: rules.arrived(known, lead, now))
        await self._works(lead, "")

    async def _failed(self, lead: Lead, failed: CrmFailed) -> None:
        log.warning("lead_not_taken", code=failed.code, permanent=failed.permanent, tries=lead.tries + 1)
        now, chance = self._deps.clock.now(), random.random()
        detail = await accounts.hidden(self._deps, lead.project, failed.detail)
        told = await self._tell(
            lead,
            lambda known: rules.failed(
                known, now, failed.code, detail, permanent=failed.permanent, wait=failed.wait, chance=chance
            ),
        )
        if told is not None and failed.code in _SILENT and told.state == "waiting":
            await self._deps.committer.run(lambda: leads.put_off(lead.project, told.due_at))
        await self._works(lead, failed.code if failed.permanent else "")

    async def _tell(self, lead: Lead, made: Callable[[Lead], Lead]) -> Lead | None:
        answer: asyncio.Future[Lead | None] = asyncio.get_running_loop().create_future()

        def done(outcome: Lead | BaseException | None) -> None:
            if isinstance(outcome, BaseException):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)

        def ours(known: Lead) -> Lead:
            return made(known) if known.held_until == lead.held_until else known

        now = self._deps.clock.now()
        self._deps.committer.submit(Tell(lead.project, lead.conversation, ours, now, done))
        return await answer

    async def _works(self, lead: Lead, fault: str) -> None:
        known = await self._deps.database.read(crms.of_project(lead.project))
        if known is not None and known.fault != fault:
            await self._deps.committer.run(lambda: crms.went(lead.project, fault))
