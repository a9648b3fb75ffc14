"""JSON of somebody else's, taken apart without trust: what is missing, or of another kind, is empty."""

from collections.abc import Iterator


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
