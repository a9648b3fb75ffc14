"""Nodes as processes of their own: two that notice and tell the same at once, and one that is killed (SIGKILL) while somebody is being
told: they are told again under the same id, and nothing is swallowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.app import open_house
from besedka.config import Settings
from besedka.jobs import deliveries as outbox
from besedka.jobs import periodic
from tests.actions.alerts.test_watching import rated
from tests.alerts.by_webhook import WebhookWorld, by_webhook
from tests.clock import FrozenClock
from tests.crm.vendor import Fault
from tests.mail import Mailbox, mail_server
from tests.people import open_shop
from tests.processes import ServerProcess
from tests.waiting import until
from tests.ways import Alarm

PROBLEMS = 24


@pytest.fixture
def world() -> Iterator[WebhookWorld]:
    with by_webhook() as world:
        yield world


async def test_who_was_told_by_a_node_that_died_then_is_told_again_under_the_same_id(
    settings: Settings, tmp_path: Path, world: WebhookWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings.model_copy(update={"outgoing": "127.0.0.0/8"})
    clock, server = FrozenClock(), world.server
    with monkeypatch.context() as idle:
        idle.setattr(outbox, "MOST", 0)
        async with open_house(settings) as house:
            alarm = Alarm(house, await open_shop(house.deps))
            way = await alarm.way("webhook", world.values)
            await alarm.tell("1", "2")
            clock.millis = house.deps.clock.now()
    server.faults.append(Fault("", "slow", seconds=60, times=2))
    env = {"BESEDKA_DATABASE": settings.database, "BESEDKA_OUTGOING": settings.outgoing}
    async with ServerProcess(tmp_path, env=env) as running:
        await until(lambda: len(server.events) == 2, within=30)
        await running.kill()
    clock.advance(outbox.HELD / 1000 + 60)
    async with open_house(settings, clock) as house:
        assert [one.state for one in await Alarm(house, alarm.shop).over(way)] == ["sent", "sent"]
    ids = [event["id"] for event in server.events]
    assert len(ids) == 4
    assert sorted(ids[:2]) == sorted(ids[2:])


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_two_live_nodes_write_one_letter_of_each_problem(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both find all of it waiting when they start, and look at the same moments."""
    box = Mailbox()
    with mail_server(box) as port, monkeypatch.context() as idle:
        idle.setattr(periodic, "WATCH", 3_600.0)
        idle.setattr(outbox, "MOST", 0)
        async with open_house(settings) as house:
            shop = await open_shop(house.deps)
            way = await Alarm(house, shop).way("email", {"address": "marina@shop.example"})
            for n in range(PROBLEMS):
                await rated(house, shop, 1 + n % 3, f'Ольга <b>"{n}"</b>\r\nBcc: all@shop.example')
            env = {
                "BESEDKA_DATABASE": settings.database, "BESEDKA_BUS": "postgres", "BESEDKA_SMTP_HOST": "127.0.0.1",
                "BESEDKA_SMTP_PORT": str(port), "BESEDKA_SMTP_SECURITY": "none", "BESEDKA_MAIL_FROM": "chat@shop.example",
                "BESEDKA_PUBLIC_URL": "https://chat.example:8443",
            }  # fmt: skip
            both = [ServerProcess(tmp_path / name, env=env) for name in ("one", "two")]
            async with both[0], both[1]:
                await until(lambda: len(box.letters) >= PROBLEMS, within=120)
                sent = await Alarm(house, shop).over(way, within=60)
                assert [await one.stop() for one in both] == [0, 0]
    assert [one.state for one in sent] == ["sent"] * PROBLEMS
    assert len({letter["Message-ID"] for letter in box.letters}) == len(box.letters) == PROBLEMS
    assert {str(letter["To"]) for letter in box.letters} == {"marina@shop.example"}
    assert {letter.get_content_type() for letter in box.letters} == {"text/plain"}
