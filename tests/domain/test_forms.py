"""Forms: what is asked for, what is accepted, what is refused beside which field, and the consent that goes along."""

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain import forms
from besedka.domain.conversation import add_visitor_message, close
from besedka.domain.errors import BadInput
from besedka.domain.forms import Consent, Fields, Forms, Need
from besedka.domain.ids import Instant
from besedka.domain.message import MAX_TEXT
from besedka.domain.request import Request, Typed, accept, words
from tests.domain.samples import NOW, a_conversation

NO_CONSENT = Consent()
ASKED = Consent(in_forms=True, url="https://shop.example/privacy")
OLGA = Typed("offline", "Ольга", "8 916 204-18-77", "olga@mail.example", "Есть ли «Маяк» в зелёном?")


def refused(fields: Fields, consent: Consent, typed: Typed) -> tuple[str, object]:
    """Return the code, and the field that it names."""
    with pytest.raises(BadInput) as why:
        accept(fields, consent, typed)
    return why.value.code, why.value.params.get("field")


def test_what_is_left_is_a_message_and_the_clients_card() -> None:
    left = accept(Fields(), NO_CONSENT, OLGA)
    assert left.text == "Есть ли «Маяк» в зелёном?\n\nОльга, 8 916 204-18-77, olga@mail.example"
    assert left.contacts == {"name": "Ольга", "phone": "+79162041877", "email": "olga@mail.example"}
    assert (left.left, left.agreed) == ("offline", None)


@pytest.mark.parametrize(
    ("fields", "typed", "code", "field"),
    [
        (Fields(), replace(OLGA, message=" "), "form_message_needed", "message"),
        (Fields(name="required"), replace(OLGA, name=""), "form_name_needed", "name"),
        (Fields(phone="required"), replace(OLGA, phone=""), "form_phone_needed", "phone"),
        (Fields(email="required"), replace(OLGA, email=" "), "form_email_needed", "email"),
        (Fields(), replace(OLGA, phone="", email=""), "form_contact_needed", "phone"),
        (Fields(phone="off"), replace(OLGA, phone="", email=""), "form_contact_needed", "email"),
        (Fields(), replace(OLGA, phone="8 916"), "phone_short", "phone"),
        (Fields(), replace(OLGA, email="olga@mail"), "email_invalid", "email"),
        (Fields(), replace(OLGA, name="О" * 121), "contact_name_long", "name"),
        (Fields(), replace(OLGA, message="а" * MAX_TEXT), "text_too_long", "message"),
    ],
)
def test_what_is_missing_or_wrong_is_named(fields: Fields, typed: Typed, code: str, field: str) -> None:
    assert refused(fields, NO_CONSENT, typed) == (code, field)


def test_what_is_not_asked_for_any_more_is_not_lost() -> None:
    left = accept(Fields(name="off", phone="off", email="required"), NO_CONSENT, OLGA)
    assert left.contacts["phone"] == "+79162041877"
    assert "Ольга" in left.text


def test_consent_is_to_the_words_that_were_shown() -> None:
    assert refused(Fields(), ASKED, OLGA) == ("consent_needed", "consent")
    version = forms.consent_version(ASKED)
    agreed = accept(Fields(), ASKED, replace(OLGA, consent=version, language="ru")).agreed
    assert agreed is not None
    assert (agreed.text, agreed.url) == (forms.STANDARD["ru"], ASKED.url)
    other = replace(ASKED, text={"ru": "Согласие на всё"})
    assert refused(Fields(), other, replace(OLGA, consent=version)) == ("consent_changed", "consent")


def test_a_first_message_asks_for_its_own_consent() -> None:
    chat, form = Consent(in_chat=True), Consent(in_forms=True)
    first = Typed("chat", message="Здравствуйте")
    assert refused(forms.NOTHING_BUT_WORDS, chat, first) == ("consent_needed", "consent")
    assert accept(forms.NOTHING_BUT_WORDS, form, first).left is None


@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize("away", ["form", "hide", "chat"])
@pytest.mark.parametrize("in_chat", [True, False])
def test_a_visitor_gets_one_thing_at_a_time(away: forms.Away, in_chat: bool, online: bool) -> None:
    rules = Forms(away, consent=Consent(in_chat=in_chat))
    due = forms.form_due(rules, online=online)
    assert (due == "offline") == (away == "form" and not online)
    assert forms.is_away(rules, online=online) == (away == "hide" and not online)
    if due != "offline":
        assert due == ("chat" if in_chat else None)
    assert forms.form_due(rules, online=online, calls=True) == "callback"


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (Forms(fields=Fields(phone="off", email="off")), "form_without_contact", "contact"),
        (Forms(fields=Fields("off", "off", "off", "off", contact=False)), "form_without_fields", "message"),
        (Forms(consent=Consent(in_forms=True)), "consent_link_missing", "url"),
        (Forms(consent=Consent(url="javascript:alert(1)")), "consent_link_invalid", "url"),
        (Forms(consent=Consent(url="https:// shop.example")), "consent_link_invalid", "url"),
        (Forms(consent=Consent(url="http://[::1")), "consent_link_invalid", "url"),
        (Forms(intro={"ru": "я" * 501}), "form_words_long", "intro.ru"),
        (Forms(consent=Consent(text={"en": "x" * 501})), "form_words_long", "consent.en"),
    ],
)
def test_a_form_that_cannot_be_is_refused_beside_its_field(wrong: Forms, code: str, field: str) -> None:
    with pytest.raises(BadInput) as why:
        forms.cleaned(wrong)
    assert (why.value.code, why.value.params["field"]) == (code, field)


def test_forms_are_read_as_they_were_stored() -> None:
    kept = forms.cleaned(Forms("form", Fields(name="required"), {"ru": " Оставьте вопрос \n"}, ASKED))
    assert forms.read(forms.write(kept)) == kept
    assert kept.intro == {"ru": "Оставьте вопрос"}
    assert forms.version(kept) == forms.version(forms.read(forms.write(kept)))
    assert forms.read("{}") == Forms()


def test_a_conversation_is_marked_until_it_is_begun_anew_in_the_chat() -> None:
    c = a_conversation()
    add_visitor_message(c, NOW, "вопрос", "offline")
    add_visitor_message(c, NOW, "и ещё")
    assert c.left == "offline"
    close(c, NOW)
    add_visitor_message(c, NOW, "снова я")
    assert c.left is None


NEEDS = st.sampled_from(["off", "optional", "required"])
TYPED = st.builds(
    Typed, st.sampled_from(["offline", "callback"]), st.text(max_size=130), st.text(max_size=30) | st.just("+7 916 204-18-77"),
    st.text(max_size=30) | st.just("o@mail.example"), st.text(),
)  # fmt: skip


@given(st.builds(Fields, NEEDS, NEEDS, NEEDS, NEEDS, st.booleans()), TYPED)
def test_whatever_is_typed_is_stored_whole_or_refused_by_a_field_of_the_form(fields: Fields, typed: Typed) -> None:
    try:
        left = accept(fields, NO_CONSENT, typed)
    except BadInput as refusal:
        named = refusal.params["field"]
    else:
        assert_whole(fields, typed, left)
        return
    assert named in ("name", "phone", "email", "message")


def assert_whole(fields: Fields, typed: Typed, left: Request) -> None:
    for name in ("name", "phone", "email", "message"):
        need = cast("Need", getattr(fields, name))
        assert need != "required" or getattr(typed, name).strip()
    assert typed.message.strip() in left.text
    assert left.text == words(typed)
    assert len(left.text) <= MAX_TEXT


@given(st.lists(st.tuples(st.sampled_from(["say", "leave", "close"])), max_size=12))
def test_the_mark_tells_of_this_round_of_the_conversation(steps: list[tuple[str]]) -> None:
    c, marked, closed = a_conversation(), False, False
    for (step,) in steps:
        if step == "close":
            closed = close(c, Instant(NOW)) or closed
            continue
        marked, closed = step == "leave" or (marked and not closed), False
        add_visitor_message(c, NOW, "слово", "offline" if step == "leave" else None)
        assert (c.left == "offline") == marked
