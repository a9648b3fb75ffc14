"""Canned responses as a table or a list, to be carried elsewhere and back: CSV that a spreadsheet opens, and JSON.

What was exported comes back as it was. A cell that a spreadsheet would run as a formula is written with an apostrophe in front, which is
taken off again. Files are not in it.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from besedka.domain.canned import Library
from besedka.domain.errors import BadInput

Format = Literal["csv", "json"]

COLUMNS = ("folder", "title", "text")
HEADINGS = {"folder": ("folder", "папка"), "title": ("title", "название"), "text": ("text", "текст")}
"""What the columns may be called in a file that somebody made by hand."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 5_000
"""Rows that are looked at: beyond that it is another table."""


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class _Lines:
    """What a table is written into."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        """Take one line."""
        self.lines.append(line)


@dataclass(frozen=True, slots=True)
class Line:
    """One response of a file. `row` is its line in the table, or its place in the list, from 1."""

    row: int
    folder: str
    title: str
    text: str


def exported(library: Library, kind: Format) -> str:
    """Return everything that a project has canned: by folders, in their order."""
    names = {folder.id: folder.name for folder in library.folders}
    places = {folder.id: place for place, folder in enumerate(library.folders)}
    kept = sorted(library.responses, key=lambda c: (-1 if c.folder is None else places.get(c.folder, -1), c.id))
    rows = [(names.get(c.folder, "") if c.folder else "", c.title, c.text) for c in kept]
    return _json(rows) if kind == "json" else table(COLUMNS, rows)


def _json(rows: Sequence[tuple[str, str, str]]) -> str:
    return json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a mark of its encoding, without which spreadsheets garble Cyrillic; no cell of it is run as a formula."""
    out = _Lines()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_quoted(cell) for cell in row] for row in rows)
    return "\ufeff" + "".join(out.lines)


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def lines_of(content: str, kind: Format) -> list[Line]:
    """Return the responses of a file. BadInput `table_unreadable`, `table_columns`, `table_too_long` when it is no such file."""
    lines = _from_json(content) if kind == "json" else _from_csv(content.removeprefix("\ufeff"))
    if len(lines) > MOST_ROWS:
        raise BadInput("table_too_long", {"limit": MOST_ROWS})
    return lines


def _from_json(content: str) -> list[Line]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise BadInput("table_unreadable", {"field": "content"}) from None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadInput("table_unreadable", {"field": "content"})
    return [Line(row, *(_word(one.get(name)) for name in COLUMNS)) for row, one in enumerate(found, 1)]


def _word(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _from_csv(content: str) -> list[Line]:
    first = content.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        head, *rows = _numbered(content, delimiter) or [(1, [])]
    except csv.Error:
        raise BadInput("table_unreadable", {"field": "content"}) from None
    places = _places(head[1])
    return [Line(row, *(_cell(cells, places.get(name)) for name in COLUMNS)) for row, cells in rows if any(cells)]


def _numbered(content: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the rows with the line on which each begins."""
    reader, found, line = (
        csv.reader(_LINE.findall(content), delimiter=delimiter, strict=True),
        list[tuple[int, list[str]]](),
        1,
    )
    for cells in reader:
        found.append((line, cells))
        line = reader.line_num + 1
    return found


def _places(head: list[str]) -> dict[str, int]:
    known = {word: name for name, words in HEADINGS.items() for word in words}
    places = {known[cell.strip().lower()]: at for at, cell in enumerate(head) if cell.strip().lower() in known}
    if not {"title", "text"} <= set(places):
        raise BadInput("table_columns", {"field": "content"})
    return places


def _cell(cells: list[str], at: int | None) -> str:
    return _plain(cells[at]) if at is not None and at < len(cells) else ""
