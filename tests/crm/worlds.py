"""Every CRM that the contract suite is held to: one line a connector."""

from tests.crm.world import Opens

WORLDS: dict[str, Opens] = {}
