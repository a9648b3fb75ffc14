"""The cabinet's words of canned responses that are brought in from a file."""

from typing import Annotated, Literal

from pydantic import StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT


@with_config(STRICT)
class CannedFile(TypedDict):
    """A file of canned responses: its text, and as what to read it. `anyway`: leave out what is refused, and bring in the rest."""

    format: Literal["csv", "json"]
    content: Annotated[str, StringConstraints(max_length=1_500_000)]
    anyway: bool


class CannedRefused(TypedDict):
    """A row that is refused: its line in the table or place in the list, and why, in words."""

    row: int
    title: str
    code: str
    message: str


class CannedReport(TypedDict):
    """What came of a file: how many were added, got another text, or said the same already. `done` false: nothing was changed."""

    done: bool
    added: int
    changed: int
    same: int
    refused: list[CannedRefused]
