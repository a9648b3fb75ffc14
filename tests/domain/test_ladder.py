"""The ladder's rules: when each step is due, whom it calls, and that hours and changes of clocks move it as people expect."""

from dataclasses import replace

import pytest

from besedka.domain import conversation as rules
from besedka.domain.alert import Way, WayId
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.domain.ladder import NEVER, STEPS, Climb, Staff, Step, called, climb, hours, named, still_waits, written_by
from besedka.domain.operator import Operator, Role
from besedka.domain.routing import waits_for_routing
from besedka.domain.schedule import Schedule
from besedka.domain.settings import Settings, Unassigned, changed
from tests.domain.samples import ANNA, IGOR, NOW, a_conversation

PETR, VERA = OperatorId(b"petr" * 4), OperatorId(b"vera" * 4)
USUAL = Settings()
ALWAYS = Schedule()


def waiting(assignee: OperatorId | None = None, at: Instant = NOW) -> Conversation:
    c = a_conversation(assignee)
    c.status = "open" if assignee else "new"
    rules.add_visitor_message(c, at, "Есть ли лампа?")
    return c


def after(seconds: float, since: Instant = NOW) -> Instant:
    return Instant(round(since + seconds * 1000))


def climbed(
    c: Conversation, known: Climb | None, at: Instant, settings: Settings = USUAL, schedule: Schedule = ALWAYS
) -> tuple[list[Step], Climb | None]:
    return climb(c, known, settings, hours(schedule, at), at, lambda _: True)


def story(c: Conversation, *moments: float, settings: Settings = USUAL) -> list[list[Step]]:
    """What is done at these seconds of the wait."""
    told, known = [], None
    for seconds in moments:
        steps, known = climbed(c, known, after(seconds), settings)
        told.append(steps)
    return told


def test_each_step_comes_once_at_its_time() -> None:
    moments = (0, 14.9, 15, 16, 30, 60, 180, 300, 600, 601, 100_000)
    done: list[list[Step]] = [[], [], ["popup"], [], ["sound"], ["push"], ["letter"], ["others"], ["admins"], [], []]
    assert story(waiting(ANNA), *moments) == done


def test_it_is_looked_at_again_when_the_next_step_is_due_and_not_before() -> None:
    c, known, seen = waiting(ANNA), None, []
    for seconds in (0, 15, 30, 60, 180, 300, 600):
        _, known = climbed(c, known, after(seconds))
        seen.append(None if known is None or known.due_at == NEVER else (known.due_at - NOW) / 1000)
    assert seen == [15, 30, 60, 180, 300, 600, None]


def test_who_was_down_for_an_hour_does_what_reaches_different_people_and_places_once() -> None:
    assert story(waiting(ANNA), 3_600, 3_601) == [["sound", "push", "letter", "others", "admins"], []]
    assert story(waiting(ANNA), 15, 250) == [["popup"], ["sound", "push", "letter"]]
    assert story(waiting(ANNA), 15, 70) == [["popup"], ["sound", "push"]]


def test_what_is_left_out_is_not_done_and_holds_nothing_up() -> None:
    without = replace(USUAL, ladder_popup=-1, ladder_push=-1, ladder_others=-1)
    assert story(waiting(ANNA), 15, 30, 60, 180, 300, 600, settings=without) == [
        [],
        ["sound"],
        [],
        ["letter"],
        [],
        ["admins"],
    ]
    none = changed(USUAL, {f"ladder_{step}": -1 for step in STEPS})
    assert story(waiting(ANNA), 1, 10_000, settings=none) == [[], []]


def test_steps_of_one_time_are_done_together() -> None:
    at_once = replace(USUAL, ladder_popup=0, ladder_sound=0, ladder_push=0)
    assert story(waiting(ANNA), 0, 1, settings=at_once) == [["sound", "push"], []]
    both = replace(USUAL, ladder_push=60, ladder_letter=60)
    assert story(waiting(ANNA), 60, 61, settings=both) == [["sound", "push", "letter"], []], (
        "a device and a letterbox are two places"
    )


def test_a_step_that_is_switched_on_later_is_done_when_a_higher_one_is_not_yet() -> None:
    c = waiting(ANNA)
    _, known = climbed(c, None, after(20), replace(USUAL, ladder_sound=-1))
    assert climbed(c, known, after(40))[0] == ["sound"]


def test_a_step_that_calls_nobody_is_taken_when_somebody_is_there() -> None:
    c, known, told = waiting(), None, []
    for seconds, there in (
        (15, False),
        (16, False),
        (30, True),
        (31, True),
        (60, False),
        (180, False),
        (300, False),
        (301, True),
    ):
        steps, known = climb(c, known, USUAL, hours(ALWAYS, NOW), after(seconds), lambda _, there=there: there)  # type: ignore[misc]
        told.append((seconds, steps, known and (known.due_at - NOW) // 1000))
    assert told == [
        (15, [], 30), (16, [], 30), (30, ["sound"], 60), (31, [], 60), (60, [], 75), (180, [], 195), (300, [], 315),
        (301, ["push", "letter", "others"], 600),
    ]  # fmt: skip


def test_what_nobody_comes_for_is_looked_at_as_closely_after_days() -> None:
    c, pauses = waiting(), []
    for seconds in (20, 300, 1_200, 7_200, 172_800):
        _, known = climb(c, None, USUAL, hours(ALWAYS, NOW), after(seconds), lambda step: step in ("others", "admins"))
        _, known = climb(c, known, USUAL, hours(ALWAYS, NOW), after(seconds), lambda _: False)
        assert known is not None
        pauses.append((known.due_at - after(seconds)) // 1000)
    assert pauses == [10, 15, 15, 15, 15]


@pytest.mark.parametrize("how", ["answered", "closed", "confirming"])
def test_nobody_waits_when(how: str) -> None:
    c = waiting(ANNA)
    _, known = climbed(c, None, after(20))
    if how == "answered":
        rules.add_operator_message(c, ANNA, after(21), "Есть")
    elif how == "closed":
        rules.close(c, after(21))
    else:
        rules.ask_whether_solved(c, after(21))
    assert climbed(c, known, after(1_000)) == ([], None)
    assert c.called == 0


def test_what_was_taken_and_forgotten_begins_anew_from_the_take() -> None:
    c = waiting()
    _, known = climbed(c, None, after(200))
    rules.call(c, 4, to_all=False)
    rules.take(c, IGOR, after(200))
    assert c.called == 0
    steps, known = climbed(c, known, after(201))
    assert (steps, known and known.since) == ([], after(200))
    assert climbed(c, known, after(215))[0] == ["popup"]
    rules.assign(c, ANNA, after(216))
    assert climbed(c, known, after(231))[0] == ["popup"], "and from an assignment"


def test_what_routing_gives_out_goes_on() -> None:
    c = waiting()
    _, known = climbed(c, None, after(20))
    rules.route(c, IGOR, after(21))
    assert climbed(c, known, after(30))[0] == ["sound"]


def test_a_new_wait_begins_anew() -> None:
    c = waiting(ANNA)
    _, known = climbed(c, None, after(700))
    rules.add_operator_message(c, ANNA, after(701), "Есть")
    rules.add_visitor_message(c, after(800), "А ещё?")
    assert climbed(c, known, after(815))[0] == ["popup"]


def test_what_was_put_back_by_hand_goes_on_where_it_was() -> None:
    c = waiting()
    rules.take(c, IGOR, after(1_000))
    _, known = climbed(c, None, after(1_070))
    rules.give_back(c)
    assert climbed(c, known, after(1_071))[0] == []
    assert climbed(c, known, after(1_180))[0] == ["letter"]


def test_the_others_are_called_to_what_lies_before_all() -> None:
    c = waiting(IGOR)
    assert rules.call(c, 5, to_all=True) == IGOR
    assert (c.status, c.assignee, c.called, c.waiting_since) == ("new", None, 5, NOW)
    assert not waits_for_routing(c), "routing leaves it to them"
    rules.take(c, PETR, after(400))
    assert (c.status, c.assignee, c.called, c.routed) == ("open", PETR, 0, 0)


@pytest.mark.parametrize("end", ["answer", "close"])
def test_what_was_before_all_is_routed_again_when_it_comes_back(end: str) -> None:
    c = waiting(IGOR)
    rules.call(c, 5, to_all=True)
    rules.close(c, after(400))
    rules.add_visitor_message(c, after(500), "Я вернулась")
    assert waits_for_routing(c)


def test_a_delivery_is_for_the_wait_in_which_it_was_made() -> None:
    c = waiting()
    assert still_waits(c, NOW)
    rules.take(c, IGOR, after(10))
    assert not still_waits(c, NOW)
    assert still_waits(c, after(10))
    rules.add_operator_message(c, IGOR, after(20), "Да")
    assert not still_waits(c, after(10))
    rules.add_visitor_message(c, after(30), "А ещё?")
    assert not still_waits(c, after(10))


# ── whom ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def person(id: OperatorId, role: Role = "operator", *, disabled: bool = False) -> Operator:
    return Operator(id, ProjectNumber(1001), id.decode()[:4], f"{id.decode()[:4]}@shop.example", None, role, disabled)


STAFF = Staff(
    {o.id: o for o in (person(ANNA, "admin"), person(IGOR), person(PETR), person(VERA, disabled=True))}, [PETR]
)
PEOPLE: list[tuple[Step, OperatorId | None, Unassigned, list[OperatorId]]] = [
    ("popup", IGOR, "nobody", [IGOR]),
    ("letter", ANNA, "nobody", [ANNA]),
    ("others", IGOR, "nobody", [PETR]),
    ("others", ANNA, "nobody", [PETR, IGOR]),
    ("admins", IGOR, "nobody", [ANNA]),
    ("admins", ANNA, "nobody", [ANNA]),
    ("sound", None, "nobody", []),
    ("sound", None, "online", [PETR]),
    ("sound", None, "admins", [ANNA]),
    ("push", VERA, "admins", [ANNA]),
    ("others", None, "nobody", [PETR, IGOR]),
    ("admins", None, "nobody", [ANNA]),
]


@pytest.mark.parametrize(("step", "assignee", "unassigned", "who"), PEOPLE)
def test_whom_a_step_calls(
    step: Step, assignee: OperatorId | None, unassigned: Unassigned, who: list[OperatorId]
) -> None:
    found = called(step, waiting(assignee), STAFF, unassigned)
    assert list(found) == who
    assert named(b"".join(found)) == found


# ── what may be chosen ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"ladder_sound": 10}, "ladder_order", "ladder_sound"),
        ({"ladder_popup": 45}, "ladder_order", "ladder_sound"),
        ({"ladder_sound": -1, "ladder_popup": 61}, "ladder_order", "ladder_push"),
        ({"ladder_admins": 86_401}, "setting_out_of_range", "ladder_admins"),
        ({"ladder_push": -2}, "setting_out_of_range", "ladder_push"),
    ],
)
def test_a_ladder_that_goes_down_is_refused_beside_its_step(
    changes: dict[str, int | bool | str], code: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        changed(USUAL, changes)
    assert (refused.value.code, refused.value.params["field"]) == (code, field)


def test_steps_may_have_one_time_and_be_left_out() -> None:
    wanted = changed(USUAL, {"ladder_popup": 30, "ladder_push": -1, "ladder_others": 180, "ladder_admins": 86_400})
    assert (wanted.ladder_popup, wanted.ladder_sound, wanted.ladder_push) == (30, 30, -1)


CHAT = Way(WayId(b"1" * 16), ProjectNumber(1), ANNA, "telegram", "", "", "m", b"", "", "", "ru", 1, "", "", NOW, NOW)
BLOCKED = replace(CHAT, id=WayId(b"2" * 16), fault="alert_gone")
DEVICE = replace(CHAT, id=WayId(b"3" * 16), carrier="push")


@pytest.mark.parametrize(
    ("own", "written"),
    [
        ([], [None]),
        ([DEVICE], [None]),
        ([DEVICE, CHAT], [CHAT]),
        ([BLOCKED, CHAT], [BLOCKED, CHAT]),
        ([BLOCKED], [BLOCKED, None]),
    ],
)
def test_whom_no_chat_reaches_is_written_to_by_mail(own: list[Way], written: list[Way | None]) -> None:
    assert written_by(own) == written
