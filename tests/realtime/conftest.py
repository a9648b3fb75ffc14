"""Guests without sockets, in front of a real house."""

import pytest

from besedka.app import House
from besedka.realtime import presence
from tests.people import Shop
from tests.realtime.stage import Stage


@pytest.fixture
def stage(house: House, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(presence, "GRACE", 0.001)
    return Stage(house, shop)
