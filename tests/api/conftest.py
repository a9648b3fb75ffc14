"""The doors of one house, on SQLite: what they let through is the same on every database. Either transport of the sockets."""

from pathlib import Path

import pytest

from besedka.config import Settings


@pytest.fixture(params=["picows"])
def settings(request: pytest.FixtureRequest, sqlite_data: Path, usual: Settings) -> Settings:
    return usual.model_copy(update={"data": sqlite_data, "sockets": request.param})
