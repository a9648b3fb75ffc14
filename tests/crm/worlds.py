"""Every CRM that the contract suite is held to: one line a connector."""

from tests.crm.world import Opens

WORLDS: dict[str, Opens] = {}
LIVE: dict[str, Opens] = {}
"""Those that are the real system, which takes its time to start: tests/live runs them, apart from the quick ones."""
