"""A mailbox that cannot be read is a channel that does not work: whoever wants to know is told once a day, and not too soon."""

import json

import pytest

from besedka.app import House
from besedka.config import Settings
from besedka.domain.alert_words import facts_said, written
from besedka.domain.ids import Instant, ProjectNumber
from besedka.jobs import alerts
from besedka.jobs.inbox import AWAY, BROKEN, HELD, NAME, Mailbox
from besedka.store import bots
from tests.clock import FrozenClock
from tests.mail import free_port
from tests.people import Shop
from tests.units import read
from tests.ways import Alarm

READS_NEVER = 1e9


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("besedka.jobs.periodic.READ", READS_NEVER)
    imap = {"imap_host": "127.0.0.1", "imap_port": free_port(), "imap_security": "none", "imap_user": "chat",
            "imap_password": "secret", "mail_reply_to": "chat@shop.example"}  # fmt: skip
    return settings.model_copy(update=imap)


async def told(house: House, project: ProjectNumber) -> list[dict[str, str]]:
    sql = "SELECT facts FROM alerts WHERE project = $1 AND kind = 'channel_failed' ORDER BY id"
    return [json.loads(row[0]) for row in await read(house, sql, project)]


async def test_a_mailbox_that_stays_away_is_told_once_a_day(house: House, shop: Shop, clock: FrozenClock) -> None:
    alarm, mailbox = Alarm(house, shop), Mailbox(house.hub)
    await alarm.way("webhook", {"url": "https://ops.example", "secret": "whsec_" + "A" * 44})
    for looks in range(1, BROKEN + 2):
        await mailbox.round()
        await alerts.look_at_channels(house.deps, mailbox.fault)
        assert len(await told(house, shop.number)) == (1 if looks >= BROKEN else 0)
        clock.advance(61)
    [one] = await told(house, shop.number)
    assert one["channel"] == "mailbox"
    assert "secret" not in one["why"]
    assert one["why"] == AWAY, "the server's words name its host, its folder and its account"
    for language, said in (("ru", "Ответы клиентов"), ("en", "Clients’ answers"), ("de", "Clients’ answers")):
        assert written("channel_failed", language, facts_said(one, language))[1].startswith(said)
    clock.advance(86_400)
    await alerts.look_at_channels(house.deps, mailbox.fault)
    assert len(await told(house, shop.number)) == 2


async def test_a_mailbox_that_another_node_reads_is_that_nodes_to_speak_of(
    house: House, shop: Shop, clock: FrozenClock
) -> None:
    mailbox = Mailbox(house.hub)
    for _ in range(BROKEN):
        await mailbox.round()
        clock.advance(61)
    assert mailbox.fault
    clock.advance(3_600)
    now = clock.now()
    await house.deps.committer.run(lambda: bots.take(NAME, b"another1", now, Instant(now + HELD)))
    await mailbox.round()
    assert mailbox.fault, "it may be about to find that it cannot read, either"
    await house.deps.committer.run(lambda: bots.went_on(NAME, b"another1", 0, now))
    await mailbox.round()
    assert not mailbox.fault
