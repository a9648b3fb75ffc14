"""What the contract suite's files share: which connectors a test is for, and what a lead is like there."""

from collections.abc import Awaitable
from uuid import uuid4

import pytest

from besedka.adapters.crm.shelf import CONNECTORS
from besedka.ports.crm import Client, CrmFailed, Draft
from tests.crm.world import KeptLead, World

OLGA = Client("Ольга Иванова", "+79161234567", "Olga@Example.com")
NASTY = '<b>жирный</b> & [b]bb[/b] *звёзды* "кавычки" {{ 7*7 }}\nвторая строка'


def having(*powers: str) -> pytest.MarkDecorator:
    """Run a test with every CRM that has these powers."""
    names = [one.name for one in CONNECTORS if all(getattr(one.powers, power) for power in powers)]
    return pytest.mark.parametrize("account", sorted(names), indirect=True)


def draft(title: str, contact: str = "", responsible: str = "", stage: str = "") -> Draft:
    """Return a lead with a mark of its own."""
    page = "https://shop.example/lamp"
    return Draft(f"besedka-{uuid4()}", title, OLGA, contact, responsible, stage, text="Ольга: Здравствуйте!", page=page)


def by_id(account: World, id: str) -> KeptLead:
    return next(lead for lead in account.leads() if lead.id == id)


async def is_lost(call: Awaitable[object]) -> None:
    """The answer never came, and the house is told that it may have been done."""
    with pytest.raises(CrmFailed) as failed:
        await call
    assert (failed.value.lost, failed.value.permanent) == (True, False)
