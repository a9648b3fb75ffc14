"""Every refusal can be told to a person, in each language, and is described."""

import re
from string import Formatter

import pytest
from tools.frontend import ROOT
from tools.sizes import tracked

from besedka.domain.sentences import SENTENCES

LANGUAGES = {"en", "ru"}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
REFUSALS = "Refusal|BadInput|NotSignedIn|Forbidden|NotFound|Conflict|TooMany|Unavailable"
RAISED = re.compile(rf'\b(?:{REFUSALS})\(\s*"([a-z_]+)"')


@pytest.mark.parametrize("code", SENTENCES)
def test_code_speaks_every_language_and_fills_the_same_blanks(code: str) -> None:
    sentences = SENTENCES[code]
    assert set(sentences) == LANGUAGES
    assert CYRILLIC.search(sentences["ru"])
    assert not CYRILLIC.search(sentences["en"])
    assert _blanks(sentences["ru"]) == _blanks(sentences["en"])


def test_every_code_that_is_raised_has_a_sentence() -> None:
    raised = {code for path in tracked("besedka/*.py") for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    assert raised
    assert raised <= set(SENTENCES)


def test_every_code_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/protocol.md").read_text(encoding="utf-8")
    assert not [code for code in SENTENCES if f"`{code}`" not in reference]


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
