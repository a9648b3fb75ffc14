"""Whom the ladder calls is told to the staff alone: visitors have no word for it."""

from dataclasses import replace

import pytest

from besedka.domain.activity import Activity
from besedka.domain.alert import WayId
from besedka.domain.delivery import Delivery, DeliveryId
from besedka.domain.events import Event
from besedka.domain.ids import Instant, Position, ProjectNumber
from besedka.domain.ladder import STEPS, Step
from besedka.wire import operator_facts, operator_words, visitor_words
from tests.domain.samples import ANNA, IGOR, NOW, a_conversation


def called(step: Step) -> Event:
    c = a_conversation(ANNA)
    return Event(Position(7), NOW, "conversation_called", c, "operator", None, STEPS.index(step) + 1, None, ANNA + IGOR)


@pytest.mark.parametrize("step", STEPS)
def test_visitors_have_no_word_for_it(step: Step) -> None:
    assert visitor_words.fact(called(step), "sealed", {}, lambda _: "") is None


@pytest.mark.parametrize("step", STEPS)
def test_the_staff_is_told_the_step_and_whom(step: Step) -> None:
    fact = called(step)
    assert operator_facts.fact(fact) == {
        "t": "conversation_called", "position": 7, "conversation": fact.conversation.id.hex(), "step": step,
        "people": [ANNA.hex(), IGOR.hex()], "at": NOW,
    }  # fmt: skip


def test_a_line_tells_what_went_outside_by_this_step_and_at_this_time() -> None:
    line = Activity(Position(7), NOW, "conversation_called", "operator", None, ANNA + IGOR, "4")
    letter = Delivery(
        DeliveryId(b"d" * 16),
        ProjectNumber(1),
        None,
        ANNA,
        "email",
        "ladder",
        None,
        None,
        "{}",
        4,
        NOW,
        NOW,
        "failed",
        code="alert_away",
    )
    others = [replace(letter, step=3, way=WayId(b"w" * 16)), replace(letter, created_at=Instant(NOW + 1))]
    told = operator_words.activity(line, [*others[:1], letter, *others[1:]])
    assert (told["step"], told["people"], told["target"]) == ("letter", [ANNA.hex(), IGOR.hex()], None)
    assert told["deliveries"] == [{"operator": ANNA.hex(), "carrier": "email", "state": "failed", "code": "alert_away"}]


def test_what_came_back_because_nobody_answered_says_so() -> None:
    line = Activity(Position(7), NOW, "conversation_returned", "operator", None, ANNA, "1")
    assert operator_words.activity(line)["step"] == "others"
    assert "step" not in operator_words.activity(replace(line, detail=""))
    back = Event(Position(7), NOW, "conversation_returned", a_conversation(), "operator", None, 1, None, ANNA)
    assert operator_facts.fact(back)["step"] == "others"  # type: ignore[typeddict-item]  # it is this one
