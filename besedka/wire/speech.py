"""What the widget says, in the cabinet's words: a project's languages, and its own texts in place of the standard ones."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, SpokenLanguage

TextName = Annotated[str, StringConstraints(max_length=100)]
"""The name of a text: `panel.hello`, `closing.rate`."""

OwnText = Annotated[str, StringConstraints(max_length=10_000)] | None
"""A text in place of the standard one; null: the standard one again. Its length is refused by name (`said_too_long`)."""


class SpeechRules(TypedDict):
    """`language` is the one to speak, or the visitor's own where it is among `languages`, whose first is the main one. `texts` are the
    project's own, by language and name."""

    language: Literal["auto"] | SpokenLanguage
    languages: list[SpokenLanguage]
    texts: dict[str, dict[str, str]]


class Speech(TypedDict):
    """What the widget says, and the `version` to name when changing it. `outdated` names own texts, by language, that were made for
    another version of Besedka and cannot be said by this one: the standard ones are."""

    version: str
    rules: SpeechRules
    outdated: dict[str, list[str]]


class StandardText(TypedDict):
    """A standard text, and the most characters of one in its place."""

    text: str
    limit: int


class StandardTexts(TypedDict):
    """Every standard text in a language. `forms`: how many forms its plurals have, in the order in which `{n|…|…}` gives them."""

    language: SpokenLanguage
    forms: list[str]
    texts: dict[str, StandardText]


@with_config(STRICT)
class SpeechChanges(TypedDict):
    """What is to be changed; what is left out stays."""

    language: NotRequired[Literal["auto"] | SpokenLanguage]
    languages: NotRequired[Annotated[list[SpokenLanguage], Field(max_length=12)]]
    texts: NotRequired[dict[SpokenLanguage, Annotated[dict[TextName, OwnText], Field(max_length=1_000)]]]


@with_config(STRICT)
class SpeechDraft(TypedDict):
    """Languages and texts that are not saved."""

    changes: SpeechChanges


@with_config(STRICT)
class SpeechChange(TypedDict):
    """Changes to what was seen as `version`."""

    version: Annotated[str, StringConstraints(max_length=64)]
    changes: SpeechChanges
