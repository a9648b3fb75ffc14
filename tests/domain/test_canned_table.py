"""Canned responses as a file: what goes out comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.canned import Canned, Folder, Library
from besedka.domain.canned_table import Format, Line, exported, lines_of
from besedka.domain.errors import BadInput
from besedka.domain.ids import CannedId, FolderId, Instant, ProjectNumber

SALES, NUMBER, NOW = FolderId(b"f" * 16), ProjectNumber(1), Instant(0)
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=20)


def library(*texts: tuple[str, str]) -> Library:
    """Return a library: the first response lies in a folder, the others in none."""
    made = [
        Canned(CannedId(bytes([n]) * 16), NUMBER, SALES if n == 0 else None, title, text, NOW, NOW, None)
        for n, (title, text) in enumerate(texts)
    ]
    return Library([Folder(SALES, NUMBER, "Продажи", 1)], made)


@pytest.mark.parametrize("kind", ["csv", "json"])
@given(cells=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4))
def test_what_goes_out_comes_back(kind: Format, cells: list[tuple[str, str]]) -> None:
    back = {(line.folder, line.title, line.text) for line in lines_of(exported(library(*cells), kind), kind)}
    assert back == {("Продажи" if n == 0 else "", title, text) for n, (title, text) in enumerate(cells)}


@pytest.mark.parametrize("cell", ["=1+1", "+7 900", "-5", "@SUM(A1)", "\tx", "'=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    text = exported(library((cell, cell)), "csv").removeprefix("\ufeff")
    _, row = list(csv.reader(io.StringIO(text)))
    assert all(not one.startswith(("=", "+", "-", "@", "\t")) for one in row)


@pytest.mark.parametrize(
    "content",
    [
        "title;text;folder\nСрок;Завтра;Доставка\n", "Название\tТекст\tПапка\nСрок\tЗавтра\tДоставка\n",
        "\ufefffolder,TITLE,text,more\r\nДоставка,Срок,Завтра,x\r\n\r\n", 'text,title,folder\n"Завтра","Срок",Доставка',
    ],
)  # fmt: skip
def test_tables_made_by_hand(content: str) -> None:
    assert lines_of(content, "csv") == [Line(2, "Доставка", "Срок", "Завтра")]


def test_rows_are_called_by_their_line() -> None:
    assert [line.row for line in lines_of('title,text\na,"1\n2\n3"\nb,4\n', "csv")] == [2, 5]


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        ("", "csv", "table_columns"), ("a,b\n1,2", "csv", "table_columns"), ('title,text\n"open', "csv", "table_unreadable"),
        ("{", "json", "table_unreadable"), ("{}", "json", "table_unreadable"), ("[1]", "json", "table_unreadable"),
        ("[" * 100_000, "json", "table_unreadable"), ("title,text\n" + "a,b\n" * 5_001, "csv", "table_too_long"),
    ],
)  # fmt: skip
def test_what_is_no_table(content: str, kind: Format, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        lines_of(content, kind)
    assert refused.value.code == code
