"""A client's words in EspoCRM: its stream reads Markdown, and shows them letter by letter all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.adapters.crm.espocrm.words import named, names, plain
from tests.crm.espocrm.world import seen

PIECES = [*"aЯ1.)#-+=*_`~|[]()<>&;!\\@: \t\n", "&lt;", "https://x.example/?a=1&b=2"]
MARKS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(MARKS)
def test_whatever_is_written_is_shown(text: str) -> None:
    assert " ".join(seen(plain(text)).split()) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("№ 42 · 1–2", "№ 42 · 1–2"), ("1. раз", "1\\. раз"), ("2) два", "2\\) два"), ("1.5 л", "1\\.5 л"),
        ("# не заголовок", "\\# не заголовок"), ("цена 5.50", "цена 5.50"),
        ("- не список", "\\- не список"), ("---", "\\---"), ("    не код", "\u00a0\u00a0\u00a0\u00a0не код"),
        ("**важно** _и_ `x`", "\\*\\*важно\\*\\* \\_и\\_ \\`x\\`"), ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("[a](https://x.example)", "\\[a\\](https://x.example)"),
        ("(https://x.example/a_b?c=1&d=2).", "(https://x.example/a_b?c=1&amp;d=2)."),
        ("https://x.example/a*b", "https\\://x.example/a\\*b"),
        ("@anna, тут?", "@\u2060anna, тут?"), ("olga@example.com", "olga@example.com"),
    ],
)  # fmt: skip
def test_how_it_is_written(text: str, post: str) -> None:
    assert plain(text) == post


def test_names() -> None:
    assert names("Ольга Иванова") == ("Ольга", "Иванова")
    assert names("Иванова Ольга Петровна") == ("Иванова", "Ольга Петровна")
    assert names(" Ольга ") == ("", "Ольга")
    assert names("+79161234567") == ("", "+79161234567")
    assert named("a<b>=c\n d", 200) == "a‹b›꞊c d"
    assert max(map(len, names("я" * 150 + " " + "ю" * 150))) <= 100
