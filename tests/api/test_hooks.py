"""What a CRM tells by itself comes by a door of its own: believed by its signature, and never without end."""

import base64
import hmac
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.actions.crm import hooks
from besedka.actions.sealing import seal
from besedka.adapters.crm.espocrm.news import KEYS
from besedka.config import Settings
from besedka.domain.ids import Instant
from besedka.realtime.allowance import Allowances, Rate
from besedka.store import crms
from besedka.wire import operator as words
from tests.crm.espocrm.world import EspoWorld, espocrm
from tests.crm.firm import Firm
from tests.people import ANNA
from tests.serving import Served


@pytest.fixture
def settings(tmp_path: Path, sqlite_data: Path) -> Settings:
    return Settings(data=tmp_path, port=0, outgoing="127.0.0.0/8", posts_burst=10_000, posts_per_second=10_000)


@pytest.fixture
def world() -> Iterator[EspoWorld]:
    with espocrm() as world:
        yield world


async def test_what_the_crm_tells_reaches_the_operators_and_strangers_reach_nobody(
    server: Served, world: EspoWorld
) -> None:
    firm = Firm(server.house, server.shop, world)
    assert (await firm.connect()).well
    anna = await server.operator(ANNA)
    deps, number, key = server.house.deps, server.shop.number, "a-key-of-a-webhook"
    sealed = seal(deps.secret, number, {**world.values, KEYS: key})
    await deps.committer.run(lambda: crms.seal(number, sealed, Instant(0)))
    body = b'[{"id": "64f0"}]'
    signature = {
        "Signature": base64.b64encode(f"1:{hmac.digest(key.encode(), body, 'sha256').hex()}".encode()).decode()
    }
    path = f"{hooks.PATH}/{server.shop.number}"
    right = f"{path}/{hooks.token(server.house.deps, server.shop.number)}"
    async with server.http() as http:
        for url in (f"{path}/{'0' * 32}", f"{hooks.PATH}/999/{'0' * 32}"):
            assert (await http.post(url, content=body, headers=signature)).status_code == 404
        assert (await http.post(right, content=b"[]", headers=signature)).status_code == 204, "not believed"
        assert (await http.post(right, content=body, headers=signature)).status_code == 204
    assert (await anna.expect(words.CrmChanged))["t"] == "crm"


async def test_one_projects_crm_that_knocks_without_end_waits_and_strangers_use_nothing_up(
    server: Served, world: EspoWorld
) -> None:
    assert (await Firm(server.house, server.shop, world).connect()).well
    server.house.hub.knocks = Allowances(Rate(2, 0.001), "too_fast")
    path = f"{hooks.PATH}/{server.shop.number}"
    right = f"{path}/{hooks.token(server.house.deps, server.shop.number)}"
    async with server.http() as http:
        strangers = [(await http.post(f"{path}/{'0' * 32}", content=b"[]")).status_code for _ in range(5)]
        theirs = [await http.post(right, content=b"[]") for _ in range(3)]
    assert strangers == [404] * 5
    assert [one.status_code for one in theirs] == [204, 204, 429]
    assert int(theirs[-1].headers["retry-after"]) > 0


async def test_a_stranger_has_nothing_read(server: Served) -> None:
    async with server.http() as http:
        long = await http.post(f"{hooks.PATH}/{server.shop.number}/{'0' * 32}", content=b"x" * (2 * 1024 * 1024))
    assert long.status_code == 404
