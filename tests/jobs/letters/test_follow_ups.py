"""Letters that bring clients back: each answer once, in one thread, whatever breaks; and nobody who is here is written to."""

import re

import pytest

from besedka.actions.follow_ups import asking
from besedka.app import House, open_house
from besedka.config import Settings
from besedka.domain.settings import Settings as Work
from besedka.store import follow_ups, projects
from tests.clock import FrozenClock
from tests.jobs.letters.talking import OLGA, WAIT, Talk, texts
from tests.mail import Mailbox
from tests.people import Shop, open_shop
from tests.units import mark
from tests.waiting import until


async def test_what_was_answered_goes_in_one_letter_once_the_client_has_been_gone(talk: Talk, box: Mailbox) -> None:
    await talk.says("Есть <i>две</i>")
    await talk.becomes("waiting")
    await talk.notes("Только для своих")
    await talk.says("Привезём завтра")
    assert box.letters == [], "nobody has been gone for long enough"
    await talk.passes()
    row = await talk.becomes("sent")
    [letter] = box.letters
    assert (letter["To"], row.email) == (OLGA, OLGA)
    assert str(letter["From"]) == '"Анна Соколова, Тихий дом" <chat@shop.example>'
    assert letter["Subject"] == "Тихий дом: ваше обращение № 1"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, markup = texts(letter)
    assert plain.index("Есть <i>две</i>") < plain.index("Привезём завтра") < plain.index("Лампа <b>есть</b>?")
    assert "Есть &lt;i&gt;две&lt;/i&gt;" in markup
    assert "<b>есть" not in markup
    assert "своих" not in plain + markup, "no client sees a note"
    assert re.search(r"https://chat\.example/continue#[\w-]{32}", plain)
    assert await talk.kinds() == ["letter_sent"]


async def test_what_was_read_meanwhile_is_not_sent(talk: Talk, box: Mailbox) -> None:
    await talk.says("Есть")
    await talk.becomes("waiting")
    mark(talk.house, talk.shop, None, talk.id, "read", 2)
    await talk.passes()
    await talk.becomes("idle")
    await talk.says("И ещё одна")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("sent")
    [letter] = box.letters
    assert texts(letter)[0].startswith("Вам ответили")
    answers, _, earlier = texts(letter)[0].partition("Говорили раньше")
    assert "И ещё одна" in answers
    assert "Есть" not in answers
    assert "Есть" in earlier


async def test_later_answers_are_later_letters_of_the_same_thread(talk: Talk, box: Mailbox) -> None:
    for text in ("Есть", "Привезём завтра", "Курьер выехал"):
        await talk.says(text)
        await talk.becomes("waiting")
        await talk.passes()
        await talk.becomes("sent")
    first, second, third = box.letters
    assert second["In-Reply-To"].strip() == first["Message-ID"].strip()
    assert third["References"].split() == [first["Message-ID"].strip(), second["Message-ID"].strip()]
    assert third["Subject"] == f"Re: {first['Subject']}"
    assert "Привезём завтра" not in texts(third)[0].partition("Говорили раньше")[0]


@pytest.mark.parametrize("email", ["", "later"])
async def test_whose_address_nobody_knows_is_not_written_to_until_it_is_known(
    house: House, shop: Shop, clock: FrozenClock, box: Mailbox, email: str
) -> None:
    talk, another = (
        await Talk(house, shop, clock).begins(""),
        await Talk(house, shop, clock).begins("pavel@example.com"),
    )
    for one in (talk, another):
        await one.says("Есть")
    await another.becomes("waiting")
    await talk.passes()
    await another.becomes("sent")
    assert len(box.letters) == 1, "whoever has an address"
    if email:
        await talk.known_as(OLGA)
        await talk.becomes("waiting")
        await talk.passes()
        await talk.becomes("sent")
    assert len(box.letters) == (2 if email else 1)


async def test_a_mail_server_that_is_away_is_tried_again(talk: Talk, box: Mailbox) -> None:
    box.refuse = "450 Busy, come back"
    await talk.says("Есть")
    await talk.becomes("waiting")
    await talk.passes()
    await until(lambda: box.refused == 1)
    await talk.stands(lambda row: row.code == "mail_away" and row.held_until == 0)
    box.refuse = ""
    await talk.passes(60)
    row = await talk.becomes("sent")
    assert (row.tries, row.code, len(box.letters)) == (0, "", 1)
    assert await talk.kinds() == ["letter_sent"]


async def test_a_letter_that_is_never_taken_is_told_and_goes_when_asked_for_again(talk: Talk, box: Mailbox) -> None:
    box.refuse = "550 No such person"
    await talk.says("Есть")
    await talk.becomes("waiting")
    await talk.passes()
    row = await talk.becomes("failed")
    assert (row.code, row.detail) == ("mail_refused", "550 No such person")
    assert await talk.kinds() == ["letter_failed"]
    box.refuse = ""
    await talk.says("Вы ещё здесь?")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("sent")
    [letter] = box.letters
    assert "Есть" in texts(letter)[0].partition("Говорили раньше")[0]


async def test_a_letter_that_was_taken_unheard_bears_the_same_id_when_it_goes_again(talk: Talk, box: Mailbox) -> None:
    box.lose = True
    await talk.says("Есть")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.stands(lambda row: row.code == "mail_away" and row.held_until == 0)
    box.lose = False
    await talk.passes(60)
    await talk.becomes("sent")
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_node_that_dies_over_a_letter_leaves_it_to_another(
    settings: Settings, clock: FrozenClock, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_house(settings, clock) as house:
        talk = await Talk(house, await open_shop(house.deps), clock).begins()
        await talk.says("Есть")
        row = await talk.becomes("waiting")
        taken = clock.now() + 1_000
        await house.deps.committer.run(lambda: follow_ups.take_due(row.due_at, taken, 1))  # type: ignore[arg-type]
    async with open_house(settings, clock) as house:
        talk.house = house
        await talk.passes(WAIT)
        await talk.becomes("sent")
    assert len(box.letters) == 1


async def test_letters_that_are_turned_off_do_not_go_though_one_waits_already(talk: Talk, box: Mailbox) -> None:
    await talk.says("Есть")
    await talk.becomes("waiting")
    number = talk.shop.number
    await talk.house.deps.committer.run(lambda: projects.change_settings(number, Work(mail_after=0)))
    await talk.passes()
    await talk.becomes("idle")
    assert box.letters == []


async def test_who_does_not_want_letters_gets_none(talk: Talk, box: Mailbox) -> None:
    await talk.says("Есть")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("sent")
    stop = re.search(r"/unsubscribe/([\w-]+)>", box.letters[0]["List-Unsubscribe"])
    assert stop is not None
    await asking.stop(talk.house.deps, stop[1])
    await talk.says("Ещё")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("idle")
    assert len(box.letters) == 1
