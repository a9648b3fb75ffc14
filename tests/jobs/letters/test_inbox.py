"""A client's answer by letter becomes their message: once, whole, and nobody else's; and no machine is answered."""

from email.message import EmailMessage

import pytest

from besedka.adapters.mail import imap
from besedka.config import Settings
from besedka.domain.message import MAX_TEXT
from besedka.jobs.inbox import AGAIN
from tests.clock import FrozenClock
from tests.imap import Postbox
from tests.jobs.letters.post import in_mailbox, reply, report, said, taken
from tests.jobs.letters.talking import Talk
from tests.mail import Mailbox
from tests.units import read


@pytest.fixture
def settings(settings: Settings, post_office: Postbox) -> Settings:
    return in_mailbox(settings, post_office)


async def test_an_answer_is_the_clients_message_once_however_often_it_comes(
    talk: Talk, sent: EmailMessage, post_office: Postbox
) -> None:
    assert str(sent["Reply-To"]).startswith("chat+")
    answer = reply(sent, "Беру обе <b>лампы</b>")
    answer.add_attachment(b"GIF89a....", maintype="image", subtype="gif", filename="план.gif")
    for _ in range(2):
        post_office.put(answer.as_bytes())
    await taken(post_office)
    assert await said(talk.house, talk.id) == [("Беру обе <b>лампы</b>", 1)]
    assert await talk.kinds() == ["letter_sent", "letter_received"]
    [[read_upto]] = await read(talk.house, "SELECT visitor_read FROM conversations WHERE id = $1", talk.id)
    assert read_upto == 2, "whoever answers has read"


async def test_the_next_letter_follows_the_clients_own(
    talk: Talk, sent: EmailMessage, box: Mailbox, post_office: Postbox
) -> None:
    post_office.put(reply(sent, "Беру").as_bytes())
    await taken(post_office)
    await talk.says("Привезём завтра")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("sent")
    assert box.letters[-1]["In-Reply-To"].strip() == "<answer-1@example.com>"


async def test_what_of_a_letter_is_not_taken_is_said_below_what_is(
    talk: Talk, sent: EmailMessage, post_office: Postbox
) -> None:
    long = reply(sent, "слово " * 3_000)
    long.add_attachment(b"", maintype="image", subtype="gif", filename="пусто.gif")
    for n in range(12):
        long.add_attachment(b"GIF89a" + bytes([n]), maintype="image", subtype="gif", filename=f"{n}.gif")
    post_office.put(long.as_bytes())
    await taken(post_office)
    [(text, files)] = await said(talk.house, talk.id)
    assert files == 10
    assert 9_000 < len(text) <= MAX_TEXT
    words, cut, over = text.rsplit("\n\n", 2)
    assert set(words.split()) <= {"слово", "слов", "сло", "сл", "с"}
    assert "начало" in cut
    assert over.startswith("[+2]")


async def test_of_a_letter_that_is_too_large_the_words_are_taken(
    talk: Talk, sent: EmailMessage, post_office: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "MOST_BYTES", 5_000)
    monkeypatch.setattr(imap, "BEGINNING", 3_000)
    large = reply(sent, "Беру обе, вот снимок")
    large.add_attachment(b"GIF89a" * 1_000, maintype="image", subtype="gif", filename="план.gif")
    post_office.put(large.as_bytes())
    await taken(post_office)
    [(text, files)] = await said(talk.house, talk.id)
    assert text.startswith("Беру обе, вот снимок\n\n[…]")
    assert "слишком большое" in text
    assert files == 0


async def test_a_letter_whose_files_have_no_room_yet_comes_again(
    talk: Talk, sent: EmailMessage, clock: FrozenClock, post_office: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("besedka.domain.file.UNBOUND", 0)
    answer = reply(sent, "Вот план")
    answer.add_attachment(b"GIF89a....", maintype="image", subtype="gif", filename="план.gif")
    other = reply(sent, "И ещё", **{"Message-ID": "<answer-2@example.com>"})
    post_office.put(answer.as_bytes(), other.as_bytes())
    await taken(post_office, left=1)
    assert await said(talk.house, talk.id) == [("И ещё", 0)]
    monkeypatch.undo()
    clock.advance(AGAIN + 1)
    await taken(post_office)
    assert await said(talk.house, talk.id) == [("И ещё", 0), ("Вот план", 1)]


@pytest.mark.parametrize(
    ("changes", "comes"),
    [
        ({"To": "chat@shop.example"}, True),  # the letter that it answers, and her own address
        ({"To": "chat@shop.example", "From": "somebody@else.example"}, False),
        ({"To": "chat+" + "a" * 45 + "@shop.example", "In-Reply-To": ""}, False),
        ({"From": "olga@work.example"}, True),  # a proven address, from wherever she writes
        ({"Auto-Submitted": "auto-replied"}, False),
        ({"Precedence": "bulk"}, False),
        ({"From": "MAILER-DAEMON@mx.example"}, False),
    ],
)
async def test_whose_word_is_taken(
    talk: Talk, sent: EmailMessage, post_office: Postbox, changes: dict[str, str], comes: bool
) -> None:
    post_office.put(reply(sent, "Беру", **changes).as_bytes())
    await taken(post_office)
    assert await said(talk.house, talk.id) == ([("Беру", 0)] if comes else [])


async def test_a_letter_that_came_back_is_told_and_nobody_writes_there_again(
    talk: Talk, sent: EmailMessage, box: Mailbox, post_office: Postbox
) -> None:
    for _ in range(2):
        post_office.put(report(sent))
    await taken(post_office)
    row = await talk.becomes("failed")
    assert (row.code, row.detail) == ("mail_bounced", "smtp; 550 No such person")
    assert await talk.kinds() == ["letter_sent", "letter_failed"]
    await talk.says("Вы здесь?")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("idle")
    assert len(box.letters) == 1
