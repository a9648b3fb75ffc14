"""Asking vendors without waiting for a turn."""

import pytest

from besedka.adapters.crm.asking import Pace


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a turn: how a vendor's limits are kept is proven in tests/adapters/crm/test_asking.py."""

    async def turn(_: Pace) -> None:
        """At once."""

    monkeypatch.setattr(Pace, "turn", turn)
