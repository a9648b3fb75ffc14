"""What a connector inherits for calls beyond its powers: nobody makes them."""

from collections.abc import Sequence

from besedka.ports.crm import Client, Contact, Draft, Field, LeadSeen, Manager, Pipeline, Placed


class Unable:
    """A CRM without any power but to take a lead and comments."""

    async def managers(self) -> Sequence[Manager]:
        """Without `managers`."""
        raise NotImplementedError

    async def fields(self) -> Sequence[Field]:
        """Without `fields`."""
        raise NotImplementedError

    async def pipelines(self) -> Sequence[Pipeline]:
        """Without `pipelines`."""
        raise NotImplementedError

    async def find_contacts(self, client: Client) -> Sequence[Contact]:
        """Without `contacts`."""
        raise NotImplementedError

    async def contact(self, id: str) -> Contact | None:
        """Without `contacts`."""
        raise NotImplementedError

    async def leads_of(self, contact: str) -> Sequence[LeadSeen]:
        """Without `contacts`."""
        raise NotImplementedError

    async def add_contact(self, client: Client, origin: str, responsible: str) -> str:
        """Without `newcomers`."""
        raise NotImplementedError

    async def find_lead(self, origin: str) -> Placed | None:
        """Without `finds`."""
        raise NotImplementedError

    async def change_lead(self, id: str, draft: Draft) -> Placed:
        """Without `changes`."""
        raise NotImplementedError

    async def has_comment(self, lead: str, mark: str) -> bool:
        """Without `comments`."""
        raise NotImplementedError

    async def assign(self, lead: str, manager: str) -> None:
        """Without `managers` or `changes`."""
        raise NotImplementedError
