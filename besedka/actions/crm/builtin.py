"""The built-in CRM: contacts, leads, pipelines and stages of one's own, for a project that has connected none (PRODUCT.md 5.1)."""

from collections.abc import Sequence

from besedka.actions.deps import Deps
from besedka.domain.crm import Client, Contact, Field, LeadSeen, Manager, Pipeline
from besedka.domain.ids import ProjectNumber
from besedka.ports.crm import Checked, Comment, Draft, Placed, Powers

POWERS = Powers(fields=False)
COMMENT_LIMIT = 100_000


class BuiltinCrm:
    """The port's promise, kept by the house's own tables."""

    def __init__(self, deps: Deps, project: ProjectNumber) -> None:
        self._deps = deps
        self._project = project

    async def check(self) -> Checked:
        """Nothing is missing."""
        raise NotImplementedError

    async def managers(self) -> Sequence[Manager]:
        """Return the project's operators."""
        raise NotImplementedError

    async def fields(self) -> Sequence[Field]:
        """Return none."""
        return ()

    async def pipelines(self) -> Sequence[Pipeline]:
        """Return the project's pipelines."""
        raise NotImplementedError

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Return the house's contacts with this phone or e-mail."""
        raise NotImplementedError

    async def contact(self, id: str) -> Contact | None:
        """Return a contact."""
        raise NotImplementedError

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Return a contact's leads."""
        raise NotImplementedError

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Store a contact."""
        raise NotImplementedError

    async def find_lead(self, origin: str) -> Placed | None:
        """Return the lead of a conversation."""
        raise NotImplementedError

    async def add_lead(self, draft: Draft) -> Placed:
        """Store a lead."""
        raise NotImplementedError

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Change a lead."""
        raise NotImplementedError

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Tell whether a comment is there."""
        raise NotImplementedError

    async def comment(self, lead: str, comment: Comment) -> None:
        """Add a comment."""
        raise NotImplementedError

    async def assign(self, lead: str, manager: str) -> None:
        """Make an operator responsible."""
        raise NotImplementedError
