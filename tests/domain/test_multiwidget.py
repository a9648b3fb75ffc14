"""The multiwidget: what is offered, what is refused, and what stays of what was stored."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.colour import contrast
from besedka.domain.errors import BadInput
from besedka.domain.multiwidget import (
    LEAST_CONTRAST,
    MOST_LINKS,
    STANDARD,
    Entry,
    Kind,
    Look,
    Multiwidget,
    clean,
    draft,
    icon_of,
    offered,
    only_calls,
    read,
    version,
    write,
)
from besedka.domain.sentences import SENTENCES

CHAT = Entry("chat", "chat", True)
TELEGRAM = Entry("telegram", "telegram", True, "@shop_bot", "Бот магазина")
OWN = Entry("link-1", "link", True, "https://shop.example/shops", "Адреса магазинов")


def ids(m: Multiwidget) -> list[str]:
    """Return the ways in their order."""
    return [entry.id for entry in m.entries]


def test_at_first_the_button_opens_the_chat_alone() -> None:
    assert [way.kind for way in offered(Multiwidget())] == ["chat"]
    assert read("{}") == Multiwidget()


def test_what_is_on_is_offered_in_its_order() -> None:
    m = clean(Multiwidget((TELEGRAM, OWN, CHAT)))
    assert [(way.kind, way.href, way.caption) for way in offered(m)] == [
        ("telegram", "https://t.me/shop_bot", "Бот магазина"),
        ("link", "https://shop.example/shops", "Адреса магазинов"),
        ("chat", "", ""),
    ]


@pytest.mark.parametrize(
    ("on", "alone"),
    [
        (("callback",), True),
        (("telegram", "callback"), True),
        (("callback", "chat"), False),
        (("chat",), False),
        ((), False),
    ],
)
def test_the_window_is_there_for_call_backs_alone_where_no_chat_is_offered(on: tuple[Kind, ...], alone: bool) -> None:
    assert only_calls(Multiwidget(tuple(Entry(kind, kind, on=True, link="@shop") for kind in on))) == alone


def test_every_standard_way_is_there_once() -> None:
    assert ids(clean(Multiwidget((TELEGRAM, OWN)))) == ["telegram", "link-1", "chat", "callback", *STANDARD[3:]]


@pytest.mark.parametrize(
    ("entries", "code", "field"),
    [
        ((replace(TELEGRAM, link=""),), "way_telegram", "telegram-link"),
        ((Entry("vk", "vk", False, "vk.com/feed"),), "way_section", "vk-link"),
        ((replace(OWN, link="javascript:alert(1)"),), "way_scheme", "link-1-link"),
        ((replace(OWN, caption=" "),), "caption_missing", "link-1-caption"),
        ((replace(TELEGRAM, caption="a" * 41),), "caption_long", "telegram-caption"),
        ((TELEGRAM, TELEGRAM), "bad_input", "entries"),
        ((replace(OWN, id="chat"),), "bad_input", "entries"),
        (tuple(replace(OWN, id=f"link-{n}") for n in range(MOST_LINKS + 1)), "links_many", "entries"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(entries: tuple[Entry, ...], code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean(Multiwidget(entries))
    assert (refused.value.code, refused.value.params["field"]) == (code, field)
    assert code in SENTENCES


def test_an_icon_that_is_hardly_seen_is_refused_with_the_figure_and_the_nearest_that_would_do() -> None:
    with pytest.raises(BadInput) as refused:
        clean(Multiwidget((), Look(button="#f2c94c", icon="#FFF")))
    params = refused.value.params
    assert (refused.value.code, params["field"], params["contrast"]) == ("contrast_low", "icon", "1.6")
    assert contrast(str(params["nearest"]), "#f2c94c") >= LEAST_CONTRAST


def test_without_a_choice_the_icon_is_what_is_seen_best() -> None:
    assert icon_of(Look(button="#f2c94c")) == "#16181d"
    assert icon_of(Look(button="#0e7a5f")) == "#ffffff"
    assert icon_of(Look()) == ""


@pytest.mark.parametrize(
    ("look", "code", "field"),
    [
        (Look(button="green"), "colour_invalid", "button"),
        (Look(icon="#ffffff"), "icon_alone", "icon"),
        (Look(offset_block=201), "setting_out_of_range", "offset_block"),
        (Look(offset_inline=-1), "setting_out_of_range", "offset_inline"),
    ],
)
def test_looks_that_cannot_be_are_refused(look: Look, code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean(Multiwidget((), look))
    assert (refused.value.code, refused.value.params["field"]) == (code, field)


def test_a_draft_shows_what_is_right_of_it() -> None:
    wrong = Entry("vk", "vk", True, "vk.com/feed")
    shown, refusal = draft(Multiwidget((CHAT, wrong, TELEGRAM), Look(button="#fff", icon="#fff", offset_block=999)))
    assert [way.kind for way in offered(shown)] == ["chat", "telegram"]
    assert (shown.look.button, shown.look.icon, shown.look.offset_block) == ("#ffffff", "", 24)
    assert refusal is not None
    assert refusal.code == "way_section"


ENTRIES = st.lists(
    st.sampled_from(
        [CHAT, TELEGRAM, OWN, Entry("phone", "phone", True, "+74950000014"), Entry("max", "max", False, "max.ru/shop")]
    ),
    unique=True,
).map(tuple)
LOOKS = st.builds(
    Look, button=st.sampled_from(["", "#0e7a5f", "#f2c94c"]), inline=st.sampled_from(["start", "end"]),
    block=st.sampled_from(["start", "end"]), offset_inline=st.integers(0, 200), offset_block=st.integers(0, 200),
    pulse=st.booleans(), theme=st.sampled_from(["auto", "light", "dark"]),
)  # fmt: skip


@given(ENTRIES, LOOKS)
def test_what_is_stored_comes_back(entries: tuple[Entry, ...], look: Look) -> None:
    m = clean(Multiwidget(entries, look))
    assert read(write(m)) == m
    assert clean(m) == m


@given(ENTRIES, LOOKS)
def test_two_that_differ_have_different_names(entries: tuple[Entry, ...], look: Look) -> None:
    m = clean(Multiwidget(entries, look))
    assert version(m, 165) != version(m, 166)
    assert (version(m, 165) == version(Multiwidget(), 165)) == (m == Multiwidget())


def test_what_a_later_version_stored_is_left_out() -> None:
    stored = '{"entries": [{"id": "fax", "kind": "fax", "on": true, "link": "1", "caption": ""}], "look": {"shape": "round"}}'
    assert read(stored) == Multiwidget()
