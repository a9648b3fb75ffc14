"""The rules of a conversation: whatever happens, in whatever order, marks go forward, counts fit, statuses follow PRODUCT.md 4.3."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from besedka.domain import conversation as rules
from besedka.domain.errors import Conflict, Forbidden
from besedka.domain.ids import Instant, OperatorId
from besedka.domain.message import Side
from tests.domain.samples import ANNA, IGOR, NOW, a_conversation

OPERATORS = st.sampled_from([ANNA, IGOR])
SIDES = st.sampled_from(["visitor", "operator"])


class Talk(RuleBasedStateMachine):
    """A conversation beside a plain list of who said what."""

    def __init__(self) -> None:
        super().__init__()
        self.c = a_conversation()
        self.said: list[Side] = []
        self.marks = (0, 0, 0, 0)
        self.now = NOW

    def tick(self) -> Instant:
        self.now = Instant(self.now + 1)
        return self.now

    @rule(text=st.text(min_size=1, max_size=300))
    def visitor_writes(self, text: str) -> None:
        was, assignee = self.c.status, self.c.assignee
        reopened = rules.add_visitor_message(self.c, self.tick(), text)
        self.said.append("visitor")
        assert reopened == (was == "closed")
        assert self.c.status == ("new" if assignee is None else "open")
        assert self.c.assignee == assignee, "the responsible operator stays"
        assert self.c.last_text == text[: rules.PREVIEW]

    @precondition(lambda self: self.said)
    @rule(operator=OPERATORS)
    def operator_answers(self, operator: OperatorId) -> None:
        assignee, before = self.c.assignee, replace(self.c)
        if self.c.status == "closed":
            with pytest.raises(Conflict):
                rules.add_operator_message(self.c, operator, self.tick(), "yes")
            assert self.c == before, "a refusal changes nothing"
            return
        taken, reopened = rules.add_operator_message(self.c, operator, self.tick(), "yes")
        self.said.append("operator")
        assert (taken, reopened) == (assignee is None, False)
        assert self.c.assignee == (assignee or operator)
        assert self.c.status == "open"
        assert self.c.waiting_since is None

    @precondition(lambda self: self.said)
    @rule(operator=OPERATORS)
    def take(self, operator: OperatorId) -> None:
        was = self.c.assignee
        if was not in (None, operator) or self.c.status == "closed":
            with pytest.raises(Conflict):
                rules.take(self.c, operator, self.tick())
            assert self.c.assignee == was
        else:
            assert rules.take(self.c, operator, self.tick()) == (was is None)
            assert self.c.assignee == operator

    @precondition(lambda self: self.said)
    @rule()
    def close(self) -> None:
        was = self.c.status
        assert rules.close(self.c, self.tick()) == (was != "closed")

    @precondition(lambda self: self.said)
    @rule()
    def reopen(self) -> None:
        was = self.c.status
        assert rules.reopen(self.c) == (was == "closed")

    @rule(by=SIDES, seq=st.integers(min_value=0, max_value=40))
    def delivered(self, by: Side, seq: int) -> None:
        was = self.c.visitor_delivered if by == "visitor" else self.c.operator_delivered
        assert rules.mark_delivered(self.c, by, seq) == (min(seq, len(self.said)) > was)

    @rule(by=SIDES, seq=st.integers(min_value=0, max_value=40))
    def read(self, by: Side, seq: int) -> None:
        was = self.c.visitor_read if by == "visitor" else self.c.operator_read
        assert rules.mark_read(self.c, by, seq) == (min(seq, len(self.said)) > was)

    @invariant()
    def marks_go_forward_and_never_beyond_the_last(self) -> None:
        c = self.c
        marks = (c.visitor_delivered, c.visitor_read, c.operator_delivered, c.operator_read)
        assert all(new >= old for new, old in zip(marks, self.marks, strict=True))
        assert c.visitor_read <= c.visitor_delivered <= c.last_seq
        assert c.operator_read <= c.operator_delivered <= c.last_seq
        self.marks = marks

    @invariant()
    def seqs_have_no_gaps(self) -> None:
        assert self.c.last_seq == len(self.said)
        assert self.c.last_side == (self.said[-1] if self.said else None)

    @invariant()
    def unread_counts_what_was_not_seen(self) -> None:
        """Reading to the middle is counted by the store; so here: never less than what is really unread, and none when all is read."""
        c = self.c
        for read, unread, other in (
            (c.visitor_read, c.unread_visitor, "operator"),
            (c.operator_read, c.unread_operator, "visitor"),
        ):
            really = sum(side == other for side in self.said[read:])
            assert really <= unread <= sum(side == other for side in self.said)
            assert read < c.last_seq or unread == 0

    @invariant()
    def status_fits(self) -> None:
        c = self.c
        assert (c.closed_at is not None) == (c.status == "closed")
        assert c.status != "new" or c.assignee is None
        assert c.status != "open" or c.assignee is not None
        assert c.waiting_since is None or c.status != "closed"


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize(
    ("assignee", "admin", "may"), [(None, False, True), (IGOR, False, True), (ANNA, False, False), (ANNA, True, True)]
)
def test_who_may_act(assignee: OperatorId | None, admin: bool, may: bool) -> None:
    c = a_conversation(assignee)
    if may:
        rules.must_be_answerable_by(c, IGOR, admin)
        return
    with pytest.raises(Forbidden) as refused:
        rules.must_be_answerable_by(c, IGOR, admin)
    assert refused.value.code == "not_yours"


def test_looking_over_a_shoulder_is_not_reading() -> None:
    assert rules.may_mark(a_conversation(), ANNA)
    assert rules.may_mark(a_conversation(ANNA), ANNA)
    assert not rules.may_mark(a_conversation(IGOR), ANNA)


def test_the_second_to_take_is_told_who_was_quicker() -> None:
    c = a_conversation(ANNA)
    with pytest.raises(Conflict) as refused:
        rules.take(c, IGOR, Instant(5))
    assert refused.value.params == {"operator": ANNA.hex()}


def test_how_long_a_client_waits_counts_from_the_first_unanswered_message() -> None:
    c = a_conversation()
    rules.add_visitor_message(c, Instant(NOW + 1), "hello?")
    rules.add_visitor_message(c, Instant(NOW + 9), "anybody?")
    assert c.waiting_since == NOW + 1
    rules.add_operator_message(c, ANNA, Instant(NOW + 20), "here")
    rules.add_visitor_message(c, Instant(NOW + 30), "oh good")
    assert c.waiting_since == NOW + 30


def test_a_closing_in_the_millisecond_of_a_rating_is_rated_anew() -> None:
    c = a_conversation(ANNA)
    rules.close(c, Instant(5))
    assert rules.rate(c, 2, "", Instant(7))
    assert rules.rated_since_closing(c)
    rules.reopen(c)
    rules.close(c, Instant(7))
    assert not rules.rated_since_closing(c)
    assert rules.rate(c, 2, "", Instant(7))
    assert rules.rated_since_closing(c), "a rating in the millisecond of its closing counts"
