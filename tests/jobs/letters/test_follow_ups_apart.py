"""Letters that bring clients back, in the worst moment: long conversations, nodes that stop, answers in between, faults of our own."""

import asyncio
from collections.abc import Callable

import pytest

from besedka.actions.follow_ups import writing
from besedka.actions.follow_ups.keeping import AskLetter
from besedka.adapters.mail.smtp import SmtpMailer
from besedka.app import open_house
from besedka.config import Settings
from besedka.domain.ids import Instant, ProjectNumber
from besedka.jobs import follow_ups as outbox
from besedka.ports.database import Script
from besedka.store import follow_ups
from tests.clock import FrozenClock
from tests.jobs.letters.talking import Talk, texts
from tests.mail import Mailbox
from tests.people import open_shop
from tests.units import mark, submit

FIT = 5


@pytest.fixture
def few_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ANSWERS", FIT)


async def by_hand(talk: Talk) -> None:
    """Have the client written to now."""
    anna, now = await talk.anna(), talk.clock.now()
    await submit(talk.house, lambda done: AskLetter(anna, talk.id, now, done))


def answered(box: Mailbox) -> list[str]:
    """Return the answers of the only letter: what stands under whoever gave them."""
    [letter] = box.letters
    said = texts(letter)[0].partition("Говорили раньше")[0].split("\r\n\r\n")
    return [part.partition(":\r\n")[2] for part in said if part.startswith("Анна Соколова:\r\n")]


# ── what they have not read, however long the conversation is ────────────────────────────────────────────────────


@pytest.mark.usefixtures("few_fit")
async def test_by_hand_goes_what_they_have_not_read(talk: Talk, box: Mailbox) -> None:
    for n in range(2, 11):
        await talk.says(f"Ответ {n}")
    mark(talk.house, talk.shop, None, talk.id, "read", 9)
    await by_hand(talk)
    await talk.becomes("sent")
    assert answered(box) == ["Ответ 10"]


@pytest.mark.usefixtures("few_fit")
async def test_by_hand_with_all_of_it_read_the_last_answer_goes_again(talk: Talk, box: Mailbox) -> None:
    for text in ("Есть", "Привезём завтра"):
        await talk.says(text)
    for n in range(FIT * 2):
        await talk.client.post(f"Вопрос {n}")
    mark(talk.house, talk.shop, None, talk.id, "read", 3)
    await by_hand(talk)
    await talk.becomes("sent")
    assert answered(box) == ["Привезём завтра"]


@pytest.mark.usefixtures("few_fit")
async def test_an_answer_is_found_after_whatever_the_client_said(talk: Talk, box: Mailbox) -> None:
    for n in range(FIT * 2):
        await talk.client.post(f"Вопрос {n}")
    await talk.says("Есть")
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("sent")
    assert answered(box) == ["Есть"]


@pytest.mark.usefixtures("few_fit")
async def test_of_more_than_a_letter_holds_the_newest_go(talk: Talk, box: Mailbox) -> None:
    for n in range(FIT + 2):
        await talk.says(f"Ответ {n}")
    await talk.becomes("waiting")
    await talk.passes()
    row = await talk.becomes("sent")
    assert answered(box) == [f"Ответ {n}" for n in range(2, FIT + 2)]
    assert row.upto == FIT + 3, "what is older is behind the link, and in no later letter"


# ── a node that stops ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_node_that_stops_lets_a_letter_on_its_way_arrive(
    settings: Settings, clock: FrozenClock, box: Mailbox
) -> None:
    box.delay = 0.5
    talk = await _stopped_over_a_letter(settings, clock)
    async with open_house(settings, clock) as talk.house:
        row = await talk.row()
        assert row is not None
        assert (row.state, row.letters) == ("sent", 1)
    assert len(box.letters) == 1


async def test_a_node_that_stops_lets_go_of_a_letter_that_does_not_arrive(
    settings: Settings, clock: FrozenClock, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "FINISH", 0.01)
    box.delay = 0.5
    talk = await _stopped_over_a_letter(settings, clock)
    async with open_house(settings, clock) as talk.house:
        row = await talk.row()
        assert row is not None
        assert (row.state, row.held_until) == ("waiting", clock.now() + outbox.HELD)
        await talk.passes(outbox.HELD / 1000 + 1)
        await talk.becomes("sent")
    assert len({letter["Message-ID"] for letter in box.letters}) == 1, "by which whoever gets it twice can tell"


async def _stopped_over_a_letter(settings: Settings, clock: FrozenClock) -> Talk:
    async with open_house(settings, clock) as house:
        talk = await Talk(house, await open_shop(house.deps), clock).begins()
        await talk.says("Есть")
        await talk.becomes("waiting")
        await talk.passes()
        await talk.stands(lambda row: row.going > 0)
    return talk


# ── an answer that comes in between ──────────────────────────────────────────────────────────────────────────────


async def test_an_answer_just_after_there_was_nothing_to_send_has_its_letter(
    talk: Talk, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    committer, run = talk.house.deps.committer, talk.house.deps.committer.run
    await talk.says("Есть")
    due = (await talk.becomes("waiting")).due_at
    mark(talk.house, talk.shop, None, talk.id, "read", 2)
    [taken] = await run(lambda: follow_ups.take_due(due, Instant(due + 1), 1))

    async def interrupted(script: Callable[[], Script[object]]) -> object:
        found = await run(script)
        monkeypatch.setattr(committer, "run", run)
        await talk.says("И ещё одна")
        await _seen(talk)
        return found

    monkeypatch.setattr(committer, "run", interrupted)
    await outbox.Letters(talk.house.deps).send(taken)
    await talk.passes()
    await talk.becomes("sent")
    assert answered(box) == ["И ещё одна"]


async def _seen(talk: Talk) -> None:
    """Return once all that was said has been looked at."""
    for _ in range(1_000):
        if not await talk.house.deps.database.read(follow_ups.behind(ProjectNumber(0), 1)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody looked")


# ── faults of our own ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", ["writing", "sending"])
async def test_a_fault_of_our_own_is_told_like_any_other(
    talk: Talk, box: Mailbox, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(place)

    with monkeypatch.context() as hard:
        hard.setattr(*{"writing": (writing, "_line"), "sending": (SmtpMailer, "send")}[place], broken)
        await talk.says("Есть")
        await talk.becomes("waiting")
        await talk.passes()
        row = await talk.stands(lambda row: row.tries == 1)
        assert (row.state, row.code, row.held_until) == ("waiting", "mail_away", 0)
        await talk.passes(25 * 3600)
        await talk.becomes("failed")
    assert await talk.kinds() == ["letter_failed"]
    await by_hand(talk)
    await talk.becomes("sent")
    assert answered(box) == ["Есть"]
