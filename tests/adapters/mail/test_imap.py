"""The inbox port's promise, kept by IMAP against a real server over a socket."""

from collections.abc import AsyncIterator, Iterator

import pytest

from besedka.adapters.mail import imap
from besedka.adapters.mail.imap import ImapInbox
from besedka.ports.inbox import Arrived, InboxFailed, LetterRefused
from besedka.ports.mail_account import Account
from tests.imap import FOLDER, PASSWORD, USER, Postbox, imap_server
from tests.jobs.letters.damage import Damage, damaged


@pytest.fixture
def post_office() -> Iterator[Postbox]:
    with imap_server() as postbox:
        yield postbox


@pytest.fixture
def damage(post_office: Postbox) -> Iterator[Damage]:
    with damaged(post_office.port) as damage:
        yield damage


@pytest.fixture
async def inbox(damage: Damage) -> AsyncIterator[ImapInbox]:
    inbox = ImapInbox(Account("127.0.0.1", damage.port, "none", USER, PASSWORD), FOLDER)
    yield inbox
    await inbox.close()


def letter(text: str) -> bytes:
    return f"From: olga@example.com\r\n\r\n{text}".encode()


async def numbers(inbox: ImapInbox, limit: int, beside: tuple[int, ...] = ()) -> list[int]:
    return [one.number for one in await inbox.new(limit, beside)]


async def test_of_many_letters_half_are_the_oldest_and_half_the_newest(
    inbox: ImapInbox, post_office: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_office.put(*[letter(str(n)) for n in range(12)])
    all_of_them = await numbers(inbox, 20)
    assert len(all_of_them) == 12
    assert all_of_them == sorted(all_of_them)
    assert await numbers(inbox, 4) == all_of_them[:2] + all_of_them[-2:]
    assert await numbers(inbox, 1) == all_of_them[:1]
    monkeypatch.setattr(imap, "LOOKED_AT", 2)
    beside = all_of_them[:4] + all_of_them[-4:]
    assert await numbers(inbox, 4, tuple(beside)) == all_of_them[4:8], "whose time has not come are in nobody's way"


async def test_of_a_letter_that_is_too_large_the_beginning_is_fetched(
    inbox: ImapInbox, post_office: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MOST_BYTES", 1_000)
    monkeypatch.setattr(imap, "BEGINNING", 100)
    post_office.put(letter("x" * 50), letter("y" * 2_000))
    small, large = await inbox.new(20)
    assert (small.large, large.large) == (False, True)
    assert await inbox.content(small) == letter("x" * 50)
    assert await inbox.content(large) == letter("y" * 2_000)[:100]
    assert post_office.unseen() == 2


async def test_a_letter_that_is_gone_has_no_bytes(inbox: ImapInbox, post_office: Postbox) -> None:
    assert await inbox.content(Arrived(4_000, 10)) is None


@pytest.mark.parametrize("verb", [b"FETCH", b"STORE"])
async def test_what_one_letter_is_refused_is_told_from_what_all_are(
    inbox: ImapInbox, post_office: Postbox, damage: Damage, verb: bytes
) -> None:
    damage.verb = verb
    post_office.put(letter("1"), letter("2"))
    broken, whole = await inbox.new(20)
    with pytest.raises(LetterRefused, match="damaged"):
        await (inbox.content(broken) if verb == b"FETCH" else inbox.took(broken.number))
    assert await inbox.content(whole) == letter("2")
    await inbox.took(whole.number)
    connections = sum(b"LOGIN" in line for line in damage.asked)
    assert connections == 1
    damage.letter, damage.breaks, damage.verb = b"", True, b"FETCH"
    with pytest.raises(InboxFailed):
        await inbox.content(broken)
