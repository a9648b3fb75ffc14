"""What the tests of Pipedrive's own ways send, and how they look at a refusal."""

from collections.abc import Awaitable

import pytest

from besedka.ports.crm import Client, CrmFailed, Draft

OLGA = Client("Ольга & Ко", "+79161234567", "Olga@Example.com")


def draft(origin: str = "besedka-1", contact: str = "", responsible: str = "", stage: str = "") -> Draft:
    """Return a lead of Olga's."""
    return Draft(origin, "Заявка", OLGA, contact, responsible, stage)


async def refused(call: Awaitable[object]) -> CrmFailed:
    """Return why a call failed."""
    with pytest.raises(CrmFailed) as failed:
        await call
    return failed.value
