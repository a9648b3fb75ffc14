"""The built-in CRM: contacts, leads, pipelines and stages of one's own, for a project that has connected none (PRODUCT.md 5.1).

Its managers are the project's operators, its contacts the house's own; what the outbox sends arrives in the tables of `deals`.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from besedka.actions import pipelines
from besedka.actions.crm import receiving
from besedka.actions.deps import Deps
from besedka.domain.contact import Contact as Known
from besedka.domain.crm import Client, Contact, Field, LeadSeen, Manager, Pipeline
from besedka.domain.deal import Deal
from besedka.domain.errors import Forbidden, Refusal, Unavailable
from besedka.domain.ids import ContactId, DealId, OperatorId, ProjectNumber
from besedka.domain.operator import Operator, fold_email
from besedka.domain.pipeline import pipeline_of, stage_of
from besedka.domain.sum import told_sum
from besedka.ports.crm import Checked, Comment, CrmFailed, Draft, Placed, Powers
from besedka.ports.database import DatabaseFailed, Script
from besedka.store import contacts, people, projects
from besedka.store import deals as store

POWERS = Powers(fields=False, sums=True)
COMMENT_LIMIT = 100_000
MOST_CONTACTS, MOST_LEADS = 50, 50
T = TypeVar("T")


class BuiltinCrm:
    """The port's promise, kept by the house's own tables."""

    def __init__(self, deps: Deps, project: ProjectNumber) -> None:
        self._deps = deps
        self._project = project

    async def check(self) -> Checked:
        """Nothing is missing, as long as there is such a project."""
        project = await self._read(projects.project_by_number(self._project))
        return Checked(project.name if project else "")

    async def managers(self) -> Sequence[Manager]:
        """Return the project's operators."""
        return [_manager(one) for one in await self._read(people.operators(self._project))]

    async def fields(self) -> Sequence[Field]:
        """Return none."""
        return ()

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the project's pipelines."""
        return await self._write(lambda: pipelines.made(self._project, self._deps.clock.now()))

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Return the house's contacts with this phone or e-mail."""
        email = fold_email(client.email)
        found = await self._read(contacts.reached_by(self._project, client.phone, email, MOST_CONTACTS))
        return [_contact(one) for one in found]

    async def contact(self, id: str) -> Contact | None:
        """Return a contact."""
        found = await self._read(contacts.by_id(self._project, ContactId(_bytes(id))))
        return None if found is None else _contact(found)

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a contact's leads, the newest first."""
        found = await self._read(store.of_contact(self._project, ContactId(_bytes(contact)), MOST_LEADS))
        kept = await self.pipelines()
        names = {one.id: one.name for one in await self._read(people.operators(self._project))}
        return [self._seen(one, kept, names.get(one.responsible or OperatorId(b""), "")) for one in found]

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:  # noqa: ARG002  # a contact is nobody's here
        """Store a contact, or tell the conversation's own what it did not know yet."""
        now = self._deps.clock.now()
        return (await self._write(lambda: receiving.contact(self._project, client, origin, now))).hex()

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the lead of a conversation."""
        found = await self._read(store.by_origin(self._project, origin))
        return None if found is None else self._placed(found)

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a lead; one that bears the mark already is answered again."""
        now = self._deps.clock.now()
        return self._placed(await self._write(lambda: receiving.add(self._project, draft, now)))

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Write the title again, and what the client has told since to their contact."""
        now, deal = self._deps.clock.now(), DealId(_bytes(id))
        return self._placed(await self._write(lambda: receiving.change(self._project, deal, draft, now)))

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Tell whether a comment is there."""
        return await self._read(store.has_comment(DealId(_bytes(lead)), mark))

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a comment."""
        now, deal = self._deps.clock.now(), DealId(_bytes(lead))
        await self._write(lambda: receiving.comment(self._project, deal, comment.mark, comment.text, now))

    async def assign(self, lead: str, manager: str) -> None:
        """Make an operator responsible."""
        now, deal, to = self._deps.clock.now(), DealId(_bytes(lead)), OperatorId(_bytes(manager))
        await self._write(lambda: receiving.assign(self._project, deal, to, now))

    # ── the ways in ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _read(self, script: Script[T]) -> T:
        try:
            return await self._deps.database.read(self._inside(script))
        except (DatabaseFailed, Refusal) as error:
            raise _failed(error, lost=False) from None

    async def _write(self, make: Callable[[], Script[T]]) -> T:
        try:
            return await self._deps.committer.run(lambda: self._inside(make()))
        except Refusal as error:
            raise _failed(error, lost=True) from None

    def _inside(self, script: Script[T]) -> Script[T]:
        """Run a script in a project that is there; Forbidden `crm_no_access` in one that is no more."""
        if (yield from projects.project_by_number(self._project)) is None:
            raise Forbidden("crm_no_access")
        return (yield from script)

    def _placed(self, deal: Deal) -> Placed:
        return Placed(deal.id.hex(), self._url(deal), "" if deal.contact is None else deal.contact.hex())

    def _url(self, deal: Deal) -> str:
        return f"{self._deps.address}/operator/leads/{deal.id.hex()}" if self._deps.address else ""

    def _seen(self, deal: Deal, kept: Sequence[Pipeline], responsible: str) -> LeadSeen:
        id = deal.stage.hex()
        stage, pipeline = stage_of(kept, id), pipeline_of(kept, id)
        return LeadSeen(
            deal.id.hex(), deal.title, stage.title if stage else "", stage.outcome if stage else "open", told_sum(deal.sum),
            pipeline.currency if pipeline else "", responsible, self._url(deal), deal.changed_at,
        )  # fmt: skip


def _failed(error: DatabaseFailed | Refusal, *, lost: bool) -> CrmFailed:
    """Return what went wrong in the port's words. `lost`: a database that broke off may have committed all the same."""
    if isinstance(error, DatabaseFailed | Unavailable):
        return CrmFailed("crm_busy" if error.code == "busy" else "crm_broken", lost=lost)
    return CrmFailed(error.code, permanent=True)


def _bytes(id: str) -> bytes:
    """Return an id as it is kept; of what is none, one that nothing has."""
    try:
        return bytes.fromhex(id)
    except ValueError:
        return b""


def _manager(one: Operator) -> Manager:
    return Manager(one.id.hex(), one.name, one.email, active=not one.disabled)


def _contact(one: Known) -> Contact:
    return Contact(one.id.hex(), one.name or "", (one.phone,) if one.phone else (), (one.email,) if one.email else ())
