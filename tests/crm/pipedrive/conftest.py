"""Pipedrive's company and its connector, for the tests of its own ways."""

from collections.abc import Iterator

import pytest

from besedka.adapters.crm.pipedrive.connector import Pipedrive
from besedka.adapters.http.guarded import GuardedHttp
from tests.crm.pipedrive.server import PipedriveServer
from tests.crm.pipedrive.world import PipedriveWorld
from tests.crm.world import Purse


@pytest.fixture
def world() -> Iterator[PipedriveWorld]:
    with PipedriveServer() as server:
        yield PipedriveWorld(server)


@pytest.fixture
def crm(world: PipedriveWorld, http: GuardedHttp) -> Pipedrive:
    return Pipedrive(Purse(world.values), http)
