"""Who is told of what, as a table (PRODUCT.md 4.4), and what holds whatever happens."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import notification
from besedka.domain.events import Event, Kind
from besedka.domain.ids import OperatorId, Position, ProjectNumber
from besedka.domain.ladder import STEPS, Step
from besedka.domain.message import Side
from besedka.domain.operator import Operator, Role
from besedka.domain.settings import Unassigned
from tests.domain.samples import ANNA, IGOR, NOW, a_conversation

OLEG = OperatorId(b"o" * 16)
"""An operator who was disabled."""


def person(id: OperatorId, role: Role = "operator", *, disabled: bool = False) -> Operator:
    return Operator(id, ProjectNumber(1), "name", "e@mail.example", None, role, disabled)


STAFF = {ANNA: person(ANNA, "admin"), IGOR: person(IGOR), OLEG: person(OLEG, "admin", disabled=True)}


def event(kind: str, *, of: OperatorId | None, by: OperatorId | None = None, side: Side = "operator") -> Event:
    c = a_conversation()
    c.assignee = of
    seq = 1 if kind.startswith("message") else 0
    return Event(Position(1), NOW, kind, c, side, by, seq, None)  # type: ignore[arg-type]  # kinds of neighbours, too


def told(e: Event, online: tuple[OperatorId, ...], rule: Unassigned = "nobody") -> set[OperatorId]:
    return set(notification.told(e, STAFF, online, rule))


WHO_IS_TOLD = [
    # what happened, who is responsible, who did it, the project's choice → who is told
    ("message_posted", "visitor", None, None, "nobody", set()),
    ("message_posted", "visitor", None, None, "online", {IGOR}),
    ("message_posted", "visitor", None, None, "admins", {ANNA}),
    ("message_posted", "visitor", IGOR, None, "nobody", {IGOR}),
    ("message_posted", "visitor", IGOR, None, "online", {IGOR}),
    ("message_posted", "visitor", IGOR, None, "admins", {IGOR}),
    ("message_posted", "visitor", ANNA, None, "nobody", {ANNA}),
    ("message_posted", "visitor", OLEG, None, "admins", set()),
    ("message_posted", "operator", IGOR, IGOR, "online", set()),
    ("message_posted", "operator", IGOR, ANNA, "online", set()),
    ("message_posted", "operator", None, IGOR, "online", set()),
    ("conversation_started", "visitor", None, None, "online", set()),
    ("conversation_taken", "operator", IGOR, IGOR, "online", set()),
    ("conversation_assigned", "operator", IGOR, ANNA, "nobody", {IGOR}),
    ("conversation_assigned", "operator", IGOR, None, "nobody", {IGOR}),
    ("conversation_assigned", "operator", ANNA, ANNA, "admins", set()),
    ("conversation_assigned", "operator", OLEG, ANNA, "admins", set()),
    ("conversation_returned", "operator", None, None, "nobody", set()),
    ("conversation_returned", "operator", None, None, "online", {IGOR}),
    ("conversation_returned", "operator", None, ANNA, "admins", set()),
    ("conversation_unsolved", "visitor", IGOR, None, "nobody", {IGOR}),
    ("conversation_unsolved", "visitor", IGOR, None, "admins", {IGOR}),
    ("conversation_unsolved", "visitor", OLEG, None, "admins", set()),
    ("conversation_unsolved", "visitor", None, None, "nobody", set()),
    ("conversation_unsolved", "visitor", None, None, "admins", {ANNA}),
    ("conversation_reopened", "visitor", IGOR, None, "online", set()),
    ("conversation_closed", "operator", IGOR, ANNA, "online", set()),
    ("message_edited", "operator", IGOR, ANNA, "online", set()),
    ("note_added", "operator", IGOR, ANNA, "online", set()),
    ("messages_read", "visitor", IGOR, None, "online", set()),
]


@pytest.mark.parametrize(("kind", "side", "of", "by", "rule", "expected"), WHO_IS_TOLD)
def test_the_rule_line_by_line(
    kind: str, side: Side, of: OperatorId | None, by: OperatorId | None, rule: Unassigned, expected: set[OperatorId]
) -> None:
    """Igor is online, Anna (an administrator) is not, Oleg is disabled."""
    assert told(event(kind, of=of, by=by, side=side), (IGOR,), rule) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [("popup", {IGOR}), ("sound", {IGOR}), ("push", set()), ("letter", set()), ("others", {IGOR}), ("admins", {IGOR})],
)
def test_the_apps_call_whom_a_step_names_where_it_is_taken_in_them(step: Step, expected: set[OperatorId]) -> None:
    called = replace(event("conversation_called", of=None), seq=STEPS.index(step) + 1, ref=IGOR + OLEG)
    assert told(called, (), "admins") == expected


def test_what_the_ladder_puts_before_all_is_no_news_besides() -> None:
    assert told(replace(event("conversation_returned", of=None), seq=1), (IGOR,), "online") == set()


people = st.sampled_from([None, ANNA, IGOR, OLEG])


@given(
    kind=st.sampled_from([*get_args(Kind), "conversation_assigned"]),
    side=st.sampled_from(["visitor", "operator"]),
    of=people,
    by=people,
    online=st.sets(st.sampled_from([ANNA, IGOR, OLEG])),
    rule=st.sampled_from(get_args(Unassigned)),
)
def test_whatever_happens(
    kind: str, side: Side, of: OperatorId | None, by: OperatorId | None, online: set[OperatorId], rule: Unassigned
) -> None:
    heard = told(event(kind, of=of, by=by, side=side), tuple(online), rule)
    assert by not in heard, "nobody is told of their own act"
    assert OLEG not in heard, "nobody is told who is disabled"
    assert of is None or heard <= {of}, "what somebody is responsible for is told to nobody else"
    assert of is not None or rule != "nobody" or not heard, "nobody is told of unassigned ones by default"
    assert of is not None or rule != "online" or heard <= online
    assert of is not None or rule != "admins" or heard <= {ANNA}


def test_somebody_who_was_added_a_moment_ago_and_is_not_known_here_yet_is_not_told() -> None:
    assert notification.told(event("message_posted", of=IGOR, side="visitor"), {}, (), "nobody") == ()
