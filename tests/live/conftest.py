"""Real systems, live: each is started once, by the first test that wants it, and ended with the run."""

from collections.abc import Iterator

import pytest

from tests.crm.suite import account, crm, http, pytest_generate_tests
from tests.crm.tryton.world import ONCE

__all__ = ["account", "crm", "http", "pytest_generate_tests"]


@pytest.fixture(scope="session", autouse=True)
def ended() -> Iterator[None]:
    yield
    ONCE.stop()
