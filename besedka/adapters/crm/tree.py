"""An answer's JSON, taken apart without trust: what is missing, or of another kind, is empty."""

from collections.abc import Iterator

from pydantic_core import from_json

from besedka.ports.crm import CrmFailed
from besedka.ports.http import Answer


class Tree:
    """A value of JSON. `tree["a"]["b"].text` never fails; a list is walked with `for`."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __getitem__(self, key: str | int) -> "Tree":
        if isinstance(key, str):
            return Tree(self.value.get(key) if isinstance(self.value, dict) else None)
        return Tree(
            self.value[key] if isinstance(self.value, list) and -len(self.value) <= key < len(self.value) else None
        )

    def __iter__(self) -> "Iterator[Tree]":
        return (Tree(one) for one in (self.value if isinstance(self.value, list) else ()))

    def __bool__(self) -> bool:
        return bool(self.value)

    def items(self) -> "list[tuple[str, Tree]]":
        """Return an object's keys and values."""
        return [(str(key), Tree(one)) for key, one in self.value.items()] if isinstance(self.value, dict) else []

    @property
    def text(self) -> str:
        """A text, or a number as one; empty for anything else."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int | float):
            return ""
        return str(self.value)

    @property
    def number(self) -> int:
        """A whole number, also one that came as a text; 0 for anything else."""
        text = self.text or "0"
        try:
            return int(text) if text.removeprefix("-").isdecimal() else int(float(text))
        except (ValueError, OverflowError):
            return 0


def read(answer: Answer) -> Tree:
    """Return what an answer says. CrmFailed `crm_strange` when it is no JSON (a login page, a proxy's word)."""
    try:
        return Tree(from_json(answer.body))
    except ValueError as error:
        raise CrmFailed("crm_strange", said(answer), lost=True) from error


def said(answer: Answer) -> str:
    """Return the beginning of an answer that is not what was expected."""
    return f"HTTP {answer.status} {' '.join(answer.body[:200].decode('utf-8', 'replace').split())}".strip()
