"""Real systems, live: each is started once, by the first test that wants it, and ended with the run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.config import Settings
from tests.crm.suite import account, crm, http, pytest_generate_tests
from tests.crm.tryton.world import ONCE

__all__ = ["account", "crm", "http", "pytest_generate_tests"]


@pytest.fixture(scope="session", autouse=True)
def ended() -> Iterator[None]:
    yield
    ONCE.stop()


@pytest.fixture
def settings(sqlite_data: Path) -> Settings:
    """A house that may ask this machine."""
    return Settings(data=sqlite_data, port=0, outgoing="127.0.0.0/8", posts_burst=10_000, posts_per_second=10_000)
