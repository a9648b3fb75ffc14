"""A letter is for who left: whoever has the site open is not written to, but when an operator says so."""

import pytest

from besedka.config import Settings
from tests.clients import VisitorClient
from tests.clock import FrozenClock
from tests.jobs.letters.talking import OLGA, WAIT, Talk
from tests.mail import Mailbox, free_port
from tests.people import ANNA, IGOR
from tests.serving import Served
from tests.waiting import until

BEAT = 20.0
"""Seconds: a page says so often that it is there."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    port = free_port()  # pages come here
    return settings.model_copy(update={"port": port, "public_url": f"http://127.0.0.1:{port}"})


@pytest.fixture
async def talk(server: Served, clock: FrozenClock) -> Talk:
    return await Talk(server.house, server.shop, clock).begins()


async def stays(page: VisitorClient, talk: Talk, seconds: float) -> None:
    """Let time pass on a page that is open."""
    for _ in range(round(seconds / BEAT)):
        await talk.passes(BEAT)
        await page.ping()


async def test_who_has_the_site_open_is_written_to_once_they_have_been_gone(
    server: Served, talk: Talk, box: Mailbox
) -> None:
    page = await server.visitor(talk.client.key.text)
    await talk.says("Есть")
    due = (await talk.becomes("waiting")).due_at
    for _ in range(3):
        await stays(page, talk, WAIT - BEAT)
        due = (await talk.stands(lambda row, before=due: row.due_at > before)).due_at  # type: ignore[misc]
    assert box.letters == []
    await page.close()
    channel = server.house.hub.channels[server.shop.number]
    await until(lambda: talk.client.key.visitor not in channel.visitors)
    await talk.passes()
    await talk.becomes("sent")
    assert [letter["To"] for letter in box.letters] == [OLGA]


async def test_an_operator_has_it_sent_now_though_the_client_is_here(server: Served, talk: Talk, box: Mailbox) -> None:
    page = await server.visitor(talk.client.key.text)
    await talk.says("Есть")
    path = f"/api/operator/v1/conversations/{talk.id.hex()}/letters"
    async with server.http(await server.sign_in(IGOR)) as http:
        assert (await http.post(path)).json()["code"] == "not_yours"
    async with server.http(await server.sign_in(ANNA)) as http:
        asked = await http.post(path)
        assert asked.status_code == 200
        assert asked.json()["state"] in ("waiting", "sent")
        await talk.becomes("sent")
        told = (await http.get(path)).json()
        assert (told["state"], told["to"], told["sent_at"], told["code"]) == ("sent", OLGA, talk.clock.now(), "")
        assert (await http.post(path)).status_code == 200, "the last answer goes once more"
        await until(lambda: len(box.letters) == 2)
    assert await talk.kinds() in (["letter_sent"], ["letter_sent"] * 2)
    await page.close()
