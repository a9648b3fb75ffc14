"""The rules of a lead on its way: it is one, nothing of it is forgotten, and it waits no longer than it has to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import lead as rules
from besedka.domain.errors import BadInput
from besedka.domain.ids import ConversationId, Instant, OperatorId, ProjectNumber
from besedka.domain.lead import AGAIN, KEEP, MOST_PLACES, STEPS, Lead, Step, Wanted

C, P, ANNA = ConversationId(b"c" * 16), ProjectNumber(1), OperatorId(b"a" * 16)
AT = Instant(1_800_000_000_000)
OLGA = Wanted("Заявка", "Ольга", "+79161234567", "olga@example.com")


def fresh() -> Lead:
    return rules.asked(None, C, P, OLGA, ANNA, "operator", AT)


def test_a_lead_that_is_asked_for_is_due_at_once() -> None:
    lead = fresh()
    assert (lead.state, lead.due_at, lead.asked, lead.step, lead.operator) == ("waiting", AT, 1, "contact", ANNA)


@given(st.integers(0, 100), st.sampled_from(STEPS), st.sets(st.sampled_from(STEPS)), st.text("abc"))
def test_asked_for_again_it_is_the_same_one_and_what_is_doubtful_stays_so(
    said: int, step: Step, begun: set[Step], placed: str
) -> None:
    known = replace(
        fresh(),
        said=said,
        upto=said + 2,
        part=1,
        step=step,
        begun=" ".join(sorted(begun)),
        placed=placed,
        state="failed",
    )
    again = rules.asked(known, C, P, Wanted("Другая", "Анна"), None, "closing", Instant(AT + 5))
    assert (again.said, again.upto, again.part, again.placed, again.begun) == (said, said + 2, 1, placed, known.begun)
    assert (again.state, again.step, again.title, again.phone, again.asked) == ("waiting", "contact", "Другая", "", 2)


@given(st.integers(0, 20), st.floats(0, 1), st.floats(0, 5_000))
def test_it_waits_as_long_as_it_has_to_and_the_crm_asks_for(tries: int, chance: float, wait: float) -> None:
    lead = replace(fresh(), tries=tries)
    after = rules.failed(lead, AT, "crm_away", "", permanent=False, wait=wait, chance=chance)
    pause = AGAIN[min(tries, len(AGAIN) - 1)]
    assert after.state == "waiting"
    assert after.due_at - AT >= max(pause, round(wait * 1000))
    assert after.due_at - AT <= max(pause * 1.5, round(wait * 1000)) + 1
    assert after.tries == tries + 1


def test_what_a_person_must_mend_is_not_tried_again() -> None:
    assert rules.failed(fresh(), AT, "crm_no_access", "", permanent=True, wait=0, chance=0).state == "failed"


def test_a_crm_that_is_away_for_a_week_is_given_up() -> None:
    late = Instant(AT + KEEP + 1)
    assert (
        rules.failed(fresh(), Instant(late - 2), "crm_away", "", permanent=False, wait=0, chance=0).state == "waiting"
    )
    assert rules.failed(fresh(), late, "crm_away", "", permanent=False, wait=0, chance=0).state == "failed"


@given(st.lists(st.sampled_from(STEPS), max_size=6), st.sampled_from(STEPS))
def test_a_step_is_doubtful_from_its_beginning_until_its_answer(steps: list[Step], one: Step) -> None:
    lead = fresh()
    for step in steps:
        lead = rules.began(lead, step)
    assert rules.may_be_done(lead, one) is (one in steps)
    assert not rules.may_be_done(rules.answered(lead, one), one)
    assert all(rules.may_be_done(rules.answered(lead, one), step) for step in steps if step != one)


def test_what_was_asked_for_meanwhile_goes_at_once() -> None:
    sent = fresh()
    assert rules.arrived(sent, sent, AT).state == "sent"
    again = rules.asked(sent, C, P, OLGA, ANNA, "operator", Instant(AT + 1))
    late = rules.arrived(again, sent, Instant(AT + 2))
    assert (late.state, late.due_at, late.held_until) == ("waiting", AT + 2, 0)


def test_a_lead_that_somebody_deleted_is_made_anew_with_everything() -> None:
    known = replace(fresh(), crm="amocrm", contact="7", placed="8", url="u", said=12, assigned="1", begun="comment")
    anew = rules.forgotten(known)
    assert (anew.placed, anew.said, anew.assigned, anew.begun, anew.contact, anew.crm) == ("", 0, "", "", "7", "amocrm")


def test_in_a_crm_that_comes_back_a_lead_goes_on_where_it_stood() -> None:
    known = replace(
        fresh(),
        crm="amocrm",
        contact="7",
        placed="8",
        url="u",
        said=12,
        upto=14,
        part=1,
        assigned="1",
        begun="comment",
        sum_sent=5,
    )
    away = rules.elsewhere(known, "odoo")
    assert (away.placed, away.said, away.begun, away.crm, away.sum_sent) == ("", 0, "lead", "odoo", None)
    there = replace(away, placed="9", said=14, begun="")
    back = rules.elsewhere(there, "amocrm")
    assert replace(back, past="") == known
    again = rules.elsewhere(back, "odoo")
    assert (again.placed, again.said, again.step) == ("9", 14, "contact")


def test_of_many_crms_a_lead_remembers_the_last() -> None:
    lead = replace(fresh(), crm="0", placed="0")
    for number in range(1, MOST_PLACES + 2):
        lead = replace(rules.elsewhere(lead, str(number)), placed=str(number))
    assert rules.elsewhere(lead, "1").placed == "1"
    assert rules.elsewhere(lead, "0").placed == ""


def test_what_a_lead_took_along_is_no_comment_again() -> None:
    carried = rules.placed(replace(fresh(), upto=5), "8", "", "", None)
    assert (carried.part, rules.told(carried).said) == (1, 5)
    assert rules.placed(fresh(), "8", "", "", None).part == 0


def test_a_sum_is_told_to_a_crm_again_only_when_it_is_another() -> None:
    lead = rules.asked(None, C, P, replace(OLGA, sum=150_000), None, "operator", Instant(AT))
    assert rules.fresh_sum(lead) == 150_000
    lead = rules.placed(lead, "8", "", "", 150_000)
    assert rules.fresh_sum(lead) is None
    kept = rules.placed(lead, "8", "", "", None)
    changed = rules.asked(kept, C, P, replace(OLGA, sum=200_000), None, "operator", Instant(AT + 5))
    assert rules.fresh_sum(changed) == 200_000
    assert rules.fresh_sum(rules.asked(kept, C, P, OLGA, None, "operator", Instant(AT + 5))) is None, "none is said"
    assert rules.fresh_sum(rules.elsewhere(kept, "odoo")) == 150_000


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        (Wanted(""), "title", "lead_title_empty"),
        (Wanted("\u2060 \t"), "title", "lead_title_empty"),
        (Wanted("я" * 201), "title", "lead_title_long"),
        (Wanted("Заявка", "я" * 121), "name", "contact_name_long"),
        (Wanted("Заявка", phone="8 916"), "phone", "phone_short"),
        (Wanted("Заявка", email="olga"), "email", "email_invalid"),
        (Wanted("Заявка", sum=-1), "sum", "deal_sum"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(typed: Wanted, field: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        typed.cleaned()
    assert (refused.value.code, refused.value.params["field"]) == (code, field)


def test_what_is_typed_is_kept_as_a_crm_takes_it() -> None:
    assert Wanted(" Заявка ", " Ольга ", "8 (916) 123-45-67", " Olga@example.com ").cleaned() == Wanted(
        "Заявка", "Ольга", "+79161234567", "Olga@example.com"
    )
