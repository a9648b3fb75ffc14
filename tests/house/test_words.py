"""Every refusal can be told to a person, in each language, and is described."""

import re
from string import Formatter

import pytest
from tools.frontend import ROOT
from tools.sizes import tracked

from besedka.domain.language import FIRST
from besedka.domain.language import LANGUAGES as SPOKEN
from besedka.domain.sentences import SENTENCES
from besedka.domain.sentences.visitors import VISITORS

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


@pytest.mark.parametrize("language", VISITORS)
def test_visitors_are_refused_in_every_language_with_the_same_blanks(language: str) -> None:
    assert set(VISITORS) == set(SPOKEN) - set(FIRST)
    assert VISITORS[language].keys() == VISITORS["de"].keys()
    for code, sentence in VISITORS[language].items():
        assert _blanks(sentence) == _blanks(SENTENCES[code]["en"]), code
        assert bool(re.search("[а-яіїєґ]", sentence, re.IGNORECASE)) == (language in ("uk", "kk")), code


def test_every_code_that_is_raised_has_a_sentence() -> None:
    raised = {code for path in tracked("besedka/*.py") for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    assert raised
    assert raised <= set(SENTENCES)


def test_every_code_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/protocol.md").read_text(encoding="utf-8")
    assert not [code for code in SENTENCES if f"`{code}`" not in reference]


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
