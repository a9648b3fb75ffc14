"""A site of one's own for every test of EspoCRM's quirks: `site` is its server's side, `espo` the same through the connector."""

from collections.abc import Iterator

import pytest

from besedka.adapters.http.guarded import GuardedHttp
from besedka.ports.crm import Crm
from tests.crm.espocrm.world import EspoWorld, espocrm


@pytest.fixture
def site() -> Iterator[EspoWorld]:
    with espocrm() as world:
        yield world


@pytest.fixture
def espo(site: EspoWorld, http: GuardedHttp) -> Crm:
    return site.opened(http)
