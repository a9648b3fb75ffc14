"""Text as HTML."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from besedka.adapters.crm.markup import first_line, html

_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1)


class Tags(HTMLParser):
    """Notes the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)


@given(st.text(st.sampled_from("<>&;!-/ab\"'=\n")))
def test_nothing_in_a_text_is_markup(text: str) -> None:
    tags = Tags()
    tags.feed(html(text))
    assert tags.seen <= {"br"}


@given(_LINE, st.text())
def test_the_first_line_is_the_mark_whatever_follows(mark: str, text: str) -> None:
    for body in (html(f"{mark}\n{text}"), f'<div style="" dir="auto"><p>{html(mark)}</p><p>{html(text)}</p></div>'):
        assert first_line(body) == mark


def test_nothing_has_no_first_line() -> None:
    assert first_line("<p><br/></p>") == ""
