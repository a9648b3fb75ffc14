"""What strangers, machines and mail servers put into the mailbox: nobody is held up by it, and nobody's letters are stopped by another."""

from email.message import EmailMessage

import pytest

from besedka.app import House, open_house
from besedka.config import Settings
from tests.clock import FrozenClock
from tests.imap import Postbox
from tests.jobs.letters.post import in_mailbox, reply, report, said, sent_to, taken
from tests.jobs.letters.talking import OLGA, Talk
from tests.mail import Mailbox
from tests.people import Shop, open_shop

PETER = "peter@example.com"


@pytest.fixture
def settings(settings: Settings, post_office: Postbox) -> Settings:
    return in_mailbox(settings, post_office)


async def test_one_persons_many_letters_hold_nobody_else_up(
    house: House, shop: Shop, clock: FrozenClock, talk: Talk, sent: EmailMessage, box: Mailbox, post_office: Postbox
) -> None:
    peter = await Talk(house, shop, clock).begins(PETER)
    to_peter = await sent_to(peter, box.letters)
    many = [reply(sent, f"Ещё {n}", **{"Message-ID": f"<many-{n}@example.com>"}) for n in range(45)]
    # More than one person may say at once, and more than one look takes.
    post_office.put(*(letter.as_bytes() for letter in (*many, reply(to_peter, "А мне одну", From=PETER))))
    await taken(post_office, left=25)
    assert await said(house, peter.id) == [("А мне одну", 0)]
    assert len(await said(house, talk.id)) == 20
    for left in (5, 0):
        clock.advance(16)
        await taken(post_office, left)
    assert len(await said(house, talk.id)) == 45, "and none of them is lost"


async def test_a_late_report_of_a_corrected_address_stops_no_letters_to_the_right_one(
    talk: Talk, sent: EmailMessage, box: Mailbox, post_office: Postbox
) -> None:
    await talk.known_as("olga@right.example")
    second = await sent_to(talk, box.letters, "Привезём завтра")
    assert second["To"] == "olga@right.example"
    post_office.put(report(sent))
    await taken(post_office)
    third = await sent_to(talk, box.letters, "Курьер выехал")
    post_office.put(report(third))
    await taken(post_office)
    assert (await talk.becomes("failed")).code == "mail_bounced"


async def test_a_report_that_names_earlier_letters_first_is_the_last_ones(
    talk: Talk, sent: EmailMessage, box: Mailbox, post_office: Postbox
) -> None:
    second = await sent_to(talk, box.letters, "Привезём завтра")
    earlier = b"References: " + str(sent["Message-ID"]).strip().encode() + b"\r\nMessage-ID:"
    post_office.put(report(second).replace(b"Message-ID:", earlier))
    await taken(post_office)
    assert (await talk.becomes("failed")).code == "mail_bounced"


async def test_a_letters_id_that_no_header_can_carry_does_not_hold_up_the_next_letter(
    talk: Talk, sent: EmailMessage, box: Mailbox, post_office: Postbox
) -> None:
    answer = reply(sent, "Беру").as_bytes().replace(b"<answer-1@example.com>", "<ответ 1@пример>".encode())
    post_office.put(answer)
    await taken(post_office)
    assert await said(talk.house, talk.id) == [("Беру", 0)]
    second = await sent_to(talk, box.letters, "Привезём завтра")
    assert second["In-Reply-To"].strip() == str(sent["Message-ID"]).strip()


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_two_nodes_send_each_letter_once_and_take_each_answer_once(
    settings: Settings, clock: FrozenClock, box: Mailbox, post_office: Postbox
) -> None:
    async with open_house(settings, clock) as one, open_house(settings, clock) as other:
        shop = await open_shop(one.deps)
        talks = [await Talk(node, shop, clock).begins(f"{n}.{OLGA}") for n, node in enumerate([one, other] * 4)]
        for talk in talks:
            await talk.says("Есть")
        for talk in talks:
            await talk.becomes("waiting")
        clock.advance(180)
        for talk in talks:
            await talk.becomes("sent")
        assert sorted(letter["To"] for letter in box.letters) == sorted(f"{n}.{OLGA}" for n in range(8))
        ids = [{"Message-ID": str(letter["Message-ID"]).strip().replace("<", "<re.")} for letter in box.letters]
        post_office.put(*(reply(letter, "Беру", **id).as_bytes() for letter, id in zip(box.letters, ids, strict=True)))
        await taken(post_office)
        for talk in talks:
            assert await said(one, talk.id) == [("Беру", 0)]
            assert await talk.kinds() == ["letter_sent", "letter_received"]
    async with open_house(settings, clock) as next_one:
        post_office.put(reply(box.letters[0], "Ещё", **{"Message-ID": "<later@example.com>"}).as_bytes())
        await taken(post_office)
        texts = [await said(next_one, talk.id) for talk in talks]
        assert sum(("Ещё", 0) in one for one in texts) == 1, "a node that left lets the next one read at once"
