"""Whose turn it is to read the mailbox, and for how long: who cannot reach it keeps nobody from it, and who can reads all that is there."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from besedka.app import House, open_house
from besedka.config import Settings
from besedka.jobs.inbox import AT_ONCE, BROKEN, HELD, LOOKS, Mailbox
from tests.clock import FrozenClock
from tests.imap import Postbox
from tests.jobs.letters.post import in_mailbox
from tests.jobs.letters.test_broken_box import READS_NEVER
from tests.mail import free_port

JUNK = b"From: shop@else.example\r\nTo: chat@shop.example\r\n\r\nBuy"


@pytest.fixture
def settings(settings: Settings, post_office: Postbox, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("besedka.jobs.periodic.READ", READS_NEVER)
    return in_mailbox(settings, post_office)


@pytest.fixture
async def cut_off(settings: Settings, house: House) -> AsyncIterator[House]:
    """A second node of `house`, by the same clock, which cannot reach the mailbox."""
    async with open_house(settings.model_copy(update={"imap_port": free_port()}), house.deps.clock) as node:
        yield node


async def test_a_look_that_was_full_is_followed_by_the_next_at_once(house: House, post_office: Postbox) -> None:
    mailbox = Mailbox(house.hub)
    post_office.put(*[JUNK] * (3 * AT_ONCE + 1))
    await mailbox.round()
    assert await asyncio.to_thread(post_office.unseen) == 0


async def test_a_round_ends_however_many_letters_there_are(
    house: House, post_office: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox(house.hub)
    monkeypatch.setattr("besedka.jobs.inbox.AT_ONCE", 2)
    post_office.put(*[JUNK] * (2 * LOOKS + 3))
    await mailbox.round()
    assert await asyncio.to_thread(post_office.unseen) == 3
    await mailbox.round()
    assert await asyncio.to_thread(post_office.unseen) == 0


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_a_node_that_cannot_reach_the_mailbox_leaves_it_to_one_that_can(
    house: House, cut_off: House, post_office: Postbox
) -> None:
    post_office.put(JUNK)
    lost, mailbox = Mailbox(cut_off.hub), Mailbox(house.hub)
    await lost.round()
    await mailbox.round()
    assert await asyncio.to_thread(post_office.unseen) == 0


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_nodes_that_take_turns_in_vain_tell_of_it_until_one_reads(
    house: House, cut_off: House, clock: FrozenClock
) -> None:
    nodes, well = [Mailbox(cut_off.hub) for _ in range(2)], Mailbox(house.hub)
    await well.round()
    clock.advance(HELD / 1_000 + 1)
    for _ in range(BROKEN):
        assert not any(node.fault for node in nodes)
        for node in nodes:
            await node.round()
        clock.advance(61)
    assert all(node.fault for node in nodes)
    await well.round()
    for node in nodes:
        await node.round()
    assert not any(node.fault for node in nodes), "one reads: nobody is told any more that none does"
