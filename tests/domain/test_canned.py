"""What a canned response may say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.canned import MAX_TITLE, VARIABLES, Canned, clean_folder, cleaned
from besedka.domain.errors import BadInput
from besedka.domain.ids import CannedId, Instant, ProjectNumber


def canned(title: str = "Доставка", text: str = "Доставим завтра") -> Canned:
    return Canned(CannedId(b"1" * 16), ProjectNumber(1), None, title, text, Instant(1), Instant(1), None)


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("", "x", "canned_title_empty"),
        (" \u200b\n", "x", "canned_title_empty"),
        ("т" * (MAX_TITLE + 1), "x", "canned_title_long"),
        ("x", "", "canned_text_empty"),
        ("x", " \n\t\u200b ", "canned_text_empty"),
        ("x", "т" * 10_001, "canned_text_long"),
        ("x", "я" * 100_000, "canned_text_long"),
        ("x", "Здравствуйте, {клиент}!", "variable_unknown"),
        ("x", "Здравствуйте, {client_nаme}!", "variable_unknown"),  # a Cyrillic а
        ("x", "{client_name.__class__}", "variable_unknown"),
        ("x", "{{config}}", "variable_unknown"),
    ],
)
def test_what_is_refused(title: str, text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(canned(title, text))
    assert refused.value.code == code
    assert refused.value.params["field"] in ("title", "text")


def test_the_refusal_lists_the_variables() -> None:
    with pytest.raises(BadInput) as refused:
        cleaned(canned(text="{price}"))
    assert refused.value.params["variable"] == "{price}"
    assert all(f"{{{name}}}" in str(refused.value.params["known"]) for name in VARIABLES)


def test_known_variables_and_plain_braces_stay() -> None:
    text = "Здравствуйте, {client_name}! {operator_name}, {project_name}: {page} { } {}"
    assert cleaned(canned("  Привет\n", f" {text}\r\n")) == canned("Привет", text)


@given(st.text(), st.text())
def test_what_is_kept_is_kept_as_it_is(title: str, text: str) -> None:
    try:
        once = cleaned(canned(title, text))
    except BadInput:
        return
    assert cleaned(once) == once
    assert once.title
    assert once.text


@pytest.mark.parametrize(("name", "code"), [("", "folder_name_empty"), ("п" * 61, "folder_name_long")])
def test_a_folders_name(name: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean_folder(name)
    assert refused.value.code == code
