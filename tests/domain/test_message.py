"""Texts: kept as written, but for what cannot be stored or would deceive."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.errors import BadInput
from besedka.domain.message import MAX_TEXT, clean_text

ANY = st.text(st.characters(), max_size=200)
"""Any characters, lone surrogates too."""
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
"""Letters and marks that nobody sees."""
PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp"), exclude_characters=BLANK), max_size=200
)


def kept(text: str) -> str | None:
    try:
        return clean_text(text)
    except BadInput:
        return None


@given(ANY)
def test_what_is_kept_is_kept_again(text: str) -> None:
    once = kept(text)
    assert once is None or clean_text(once) == once


@given(ANY)
def test_what_is_kept_can_be_stored_anywhere(text: str) -> None:
    once = kept(text) or "-"
    assert "\x00" not in once
    assert once.encode("utf-8").decode("utf-8") == once
    assert (
        not {c for c in once if unicodedata.category(c) == "Cc"}
        - {"\n", "\t", "\x80"}
        - {chr(c) for c in range(0x80, 0xA0)}
    )


@given(PLAIN)
def test_ordinary_text_is_kept_as_written_but_for_its_edges(text: str) -> None:
    assert (kept(text) or "") == text.strip()


@given(st.text(st.one_of(st.characters(categories=["Cf", "Zs"]), st.sampled_from(BLANK))))
def test_what_cannot_be_seen_is_kept_beside_what_can_only(text: str) -> None:
    assert kept(text) is None
    assert kept(f"a{text}b") == f"a{text}b"


@given(st.lists(PLAIN.map(str.strip).filter(bool), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_breaks_of_every_system_are_one(lines: list[str], end: str) -> None:
    assert clean_text(end.join(lines)) == "\n".join(lines)


def test_ten_thousand_characters_pass_and_one_more_does_not() -> None:
    assert clean_text("я" * MAX_TEXT) == "я" * MAX_TEXT
    with pytest.raises(BadInput) as refused:
        clean_text("я" * (MAX_TEXT + 1))
    assert refused.value.code == "text_too_long"
    assert refused.value.params == {"limit": MAX_TEXT, "length": MAX_TEXT + 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t\r\n",
        "\x00",
        "\ud800",
        "\u2028",
        "\u200b",
        "\u2060\ufeff \u200d",
        "\u3164",
        "\u2800 \u2800",
        "\u200b\u115f",
        "\ufe0f",
    ],
)
def test_nothing_to_see_is_empty(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean_text(text)
    assert refused.value.code == "text_empty"


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦", "می‌خواهم", "<b>x</b> & {y}", "'; DROP TABLE messages; --", "a\tb\nc"])
def test_joined_emoji_other_scripts_and_markup_are_text(text: str) -> None:
    assert clean_text(text) == text
