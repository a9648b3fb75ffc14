"""The doors of one house, on SQLite: what they let through is the same on every database. Either transport of the sockets."""

from pathlib import Path

import pytest

from besedka.config import Settings


@pytest.fixture(params=["picows"])
def settings(request: pytest.FixtureRequest, sqlite_data: Path) -> Settings:
    return Settings(data=sqlite_data, port=0, sockets=request.param, posts_burst=10_000, posts_per_second=10_000)
