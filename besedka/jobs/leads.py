"""The outbox of leads: what is due is sent, many at once, and no CRM waits for another."""

import random
from collections.abc import Callable

import structlog

from besedka.actions.crm import accounts, calls, material
from besedka.actions.crm.leads import Tell
from besedka.actions.crm.sending import HELD, Gone, Sending
from besedka.domain import lead as rules
from besedka.domain.errors import Refusal
from besedka.domain.ids import ProjectNumber
from besedka.domain.lead import Lead
from besedka.domain.outbox import ours
from besedka.jobs.outbox import Outbox, Pace
from besedka.ports.crm import CrmFailed
from besedka.ports.database import DatabaseFailed
from besedka.store import crms, leads
from besedka.store.crms import Connection

log = structlog.get_logger()
MOST = 20
"""Leads that one node sends at once."""
SHARE = 5
"""Of them, those of one project: a CRM that is slow holds up its own leads alone."""
SETTLES = 30_000
"""Milliseconds after which a question that was broken off is done or never will be: then another node may look what has become of it."""
_SILENT = ("crm_away", "crm_slow", "crm_busy", "crm_broken")
"""What holds up a project's other leads too."""


class Leads(Outbox[Lead]):
    """Sends leads."""

    box = leads.OUTBOX
    held_up = "lead_held_up"

    def pace(self) -> Pace:
        """Return how it goes."""
        return Pace(MOST, SHARE, HELD, SETTLES)

    async def send(self, row: Lead) -> None:
        """Go through the steps that are left."""
        with calls.about(row.conversation):
            await self._through(row)

    async def _through(self, lead: Lead) -> None:
        of = await self.deps.database.read(material.material(lead.project, lead.conversation, lead.operator))
        if of is None:
            return await self.deps.committer.run(lambda: leads.forget(lead.conversation))
        row, sending = await self.deps.database.read(crms.of_project(lead.project)), None
        try:
            sending = Sending(self.deps, await accounts.account(self.deps, lead.project), of, lead)
            await sending.run()
        except Gone:
            return None
        except CrmFailed as failed:
            return await self._failed(sending.lead if sending else lead, failed, row)
        except (DatabaseFailed, Refusal):
            raise
        except Exception:
            log.exception("lead_not_understood")  # a fault of ours: it waits as for any other, and somebody is told
            return await self._failed(sending.lead if sending else lead, CrmFailed("crm_strange"), row)
        now = self.deps.clock.now()
        await self._tell(sending.lead, lambda known: rules.arrived(known, lead, now))
        await self._works(row, "")

    async def _failed(self, lead: Lead, failed: CrmFailed, row: Connection | None) -> None:
        if not await self._stands(lead.project, row):
            failed = CrmFailed("crm_away")  # by one that is there no more: whoever was connected since gets it
        log.warning("lead_not_taken", code=failed.code, permanent=failed.permanent, tries=lead.tries + 1)
        now, chance = self.deps.clock.now(), random.random()
        detail = await accounts.hidden(self.deps, lead.project, failed.detail)
        told = await self._tell(
            lead,
            lambda known: rules.failed(
                known, now, failed.code, detail, permanent=failed.permanent, wait=failed.wait, chance=chance
            ),
        )
        if told is not None and failed.code in _SILENT and told.state == "waiting":
            await self.deps.committer.run(lambda: leads.put_off(lead.project, told.due_at))
        await self._works(row, failed.code if failed.permanent else "")

    async def _tell(self, lead: Lead, made: Callable[[Lead], Lead]) -> Lead | None:
        now = self.deps.clock.now()
        return await self.deps.committer.ask(
            lambda done: Tell(lead.project, lead.conversation, ours(lead, made), now, done)
        )

    async def _works(self, row: Connection | None, fault: str) -> None:
        if row is not None and row.fault != fault:
            await self.deps.committer.run(lambda: crms.went(crms.connected(row), fault))

    async def _stands(self, project: ProjectNumber, row: Connection | None) -> bool:
        now = await self.deps.database.read(crms.of_project(project))
        return now is None or row is None or crms.connected(now) == crms.connected(row)
