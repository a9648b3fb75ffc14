"""A letter that the mail server does not give out, or does not mark, is one letter: everybody else's are read."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from besedka.app import House
from besedka.config import Settings
from besedka.jobs.inbox import AGAIN, GIVEN_UP, NAME, TRIES
from besedka.store import bots
from tests.clock import FrozenClock
from tests.imap import Postbox
from tests.jobs.letters.damage import Damage, damaged
from tests.jobs.letters.post import in_mailbox, reply, said, taken
from tests.jobs.letters.talking import Talk
from tests.waiting import eventually, until


@pytest.fixture
def damage(post_office: Postbox) -> Iterator[Damage]:
    with damaged(post_office.port) as damage:
        yield damage


@pytest.fixture
def settings(settings: Settings, post_office: Postbox, damage: Damage) -> Settings:
    return in_mailbox(settings, post_office).model_copy(update={"imap_port": damage.port})


def two(sent: EmailMessage) -> list[bytes]:
    """Return her two answers, one after the other."""
    return [
        reply(sent, text, **{"Message-ID": f"<{n}@a.example>"}).as_bytes()
        for n, text in enumerate(("Первое", "Второе"))
    ]


async def let_go(house: House, clock: FrozenClock) -> bool:
    """Whether no node has the mailbox to itself."""
    return bool(await house.deps.database.read(bots.is_free(NAME, b"another", clock.now())))


@pytest.mark.parametrize("breaks", [False, True])
async def test_one_that_is_not_given_out_holds_nobody_up_and_comes_again(
    house: House, clock: FrozenClock, talk: Talk, sent: EmailMessage, post_office: Postbox, damage: Damage, breaks: bool
) -> None:
    damage.verb, damage.breaks = b"FETCH", breaks
    post_office.put(*two(sent))
    if breaks:
        await until(lambda: bool(damage.letter))
        await eventually(lambda: let_go(house, clock))
        clock.advance(6)
    await taken(post_office, left=1)
    assert await said(house, talk.id) == [("Второе", 0)]
    damage.verb = b""
    clock.advance(100)
    await taken(post_office)
    assert await said(house, talk.id) == [("Второе", 0), ("Первое", 0)]


async def test_one_that_is_never_given_out_is_asked_for_rarely(
    clock: FrozenClock, sent: EmailMessage, post_office: Postbox, damage: Damage
) -> None:
    damage.verb = b"FETCH"
    post_office.put(*two(sent))
    for n in range(1, TRIES + 1):
        await until(lambda n=n: damage.times() == n)  # type: ignore[misc]  # as of now
        clock.advance(AGAIN + 1)
    looks = len(damage.asked)
    await until(lambda: len(damage.asked) > looks + 5)
    assert damage.times() == TRIES
    damage.verb = b""
    clock.advance(GIVEN_UP)
    await taken(post_office)


async def test_one_that_is_not_marked_is_the_clients_message_once(
    house: House, clock: FrozenClock, talk: Talk, sent: EmailMessage, post_office: Postbox, damage: Damage
) -> None:
    damage.verb = b"STORE"
    post_office.put(*two(sent))
    await taken(post_office, left=1)
    clock.advance(AGAIN + 1)
    await until(lambda: damage.times() == 2)
    await taken(post_office, left=1)
    assert await said(house, talk.id) == [("Первое", 0), ("Второе", 0)]
    damage.verb = b""
    clock.advance(AGAIN + 1)
    await taken(post_office)
    assert len(await said(house, talk.id)) == 2
