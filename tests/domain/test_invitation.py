"""The invitation: what is refused, what is kept, and that storing changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.errors import BadInput
from besedka.domain.invitation import LONGEST, MAX_WORDS, Invitation, cleaned, pages, read, same, usable, write

INVITATIONS = st.builds(
    Invitation,
    on=st.booleans(),
    what=st.sampled_from(["bubble", "chat"]),
    after=st.integers(0, LONGEST),
    leaving=st.booleans(),
    pages=st.lists(st.sampled_from(["/cart", "shop.example/blog/*", "!/about", "*sale*"]), max_size=4).map("\n".join),
    text=st.dictionaries(st.sampled_from(["ru", "en", "de"]), st.text("абв xyz", max_size=MAX_WORDS), max_size=3),
)


@given(INVITATIONS)
def test_what_is_kept_is_kept_as_it_is(wanted: Invitation) -> None:
    if wanted.on and not wanted.after and not wanted.leaving:
        with pytest.raises(BadInput, match="invite_never"):
            cleaned(wanted)
        return
    kept = cleaned(wanted)
    assert cleaned(kept) == kept
    assert read(write(kept)) == kept
    assert same(read(write(kept))) == same(kept)


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (Invitation(after=-1), "invite_after", "invite-after"),
        (Invitation(after=LONGEST + 1), "invite_after", "invite-after"),
        (Invitation(on=True, after=0), "invite_never", "invite-after"),
        (Invitation(pages="!"), "filter_line_empty", "invite-pages"),
        (Invitation(text={"ru": "ы" * (MAX_WORDS + 1)}), "invite_words_long", "invite-text.ru"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_beside_its_field(wrong: Invitation, code: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(wrong)
    assert (refused.value.code, refused.value.params["field"]) == (code, field)


def test_too_many_pages_are_refused_with_the_share_that_is_too_many() -> None:
    many = "\n".join(f"shop.example/{n * 7919 % 100_003:x}/{n * 104_729 % 99_991:x}" for n in range(60))
    with pytest.raises(BadInput) as refused:
        cleaned(Invitation(pages=many))
    assert refused.value.code == "invite_pages_many"


@given(INVITATIONS, st.integers(-9, 9_999), st.sampled_from(["!", "x" * 30_000, "/cart"]), st.text(max_size=400))
def test_a_draft_can_always_be_shown(wanted: Invitation, after: int, typed: str, words: str) -> None:
    shown = usable(replace(wanted, after=after, pages=typed, text={"ru": words}))
    assert cleaned(shown) == shown
    assert shown.on == wanted.on


def test_an_unknown_setting_of_a_later_version_is_left_out() -> None:
    assert read({**write(Invitation(on=True)), "volume": 11}) == Invitation(on=True)


def test_who_has_closed_one_is_asked_by_another() -> None:
    one = Invitation(on=True)
    assert same(one) != same(replace(one, after=31))
    assert pages(Invitation(pages="/cart, !/cart/x")) == ["!/cart/x", "/cart"]
