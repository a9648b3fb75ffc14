"""Asking vendors without waiting for a turn."""

import pytest

from besedka.adapters.crm.asking import Pace

_TURN = Pace.turn


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a turn: how a vendor's limits are kept is proven in tests/adapters/crm/test_asking.py."""

    async def turn(_: Pace) -> None:
        """At once."""

    monkeypatch.setattr(Pace, "turn", turn)


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch, unhurried: None) -> None:
    """Wait for one's turn all the same: a connector's own pace is what is tried."""
    monkeypatch.setattr(Pace, "turn", _TURN)
