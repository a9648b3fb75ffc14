"""Which language a person is spoken to."""

import re
from pathlib import Path
from typing import get_args

import besedka
from besedka.domain.language import FIRST, LANGUAGES, asked_for
from besedka.wire.owner.accounts import Language as OwnerLanguage
from besedka.wire.shapes import SpokenLanguage

WORDS = Path(besedka.__file__).parent.parent / "web/widget/words/languages.ts"


def test_the_first_spoken_language_of_the_header_is_taken() -> None:
    assert asked_for("ru-RU,ru;q=0.9,en;q=0.8") == "ru"
    assert asked_for("de-DE, ru;q=0.5") == "ru"
    assert asked_for("de-DE, ru;q=0.5", LANGUAGES) == "de"
    assert asked_for("PT-br", LANGUAGES) == "pt"
    assert [asked_for(nothing, LANGUAGES) for nothing in ("", "*", "ja,zh;q=0.3", ";;,,", "русский")] == ["en"] * 5


def test_everybody_means_the_same_languages() -> None:
    in_the_widget = re.findall(r"^  (\w\w): \[", WORDS.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(in_the_widget) == LANGUAGES == get_args(SpokenLanguage)
    assert get_args(OwnerLanguage) == ("auto", *LANGUAGES)
    assert set(FIRST) <= set(LANGUAGES)
