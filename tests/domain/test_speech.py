"""What the widget says: languages, a project's own texts in place of the standard ones, and what cannot be said."""

import json

import pytest

from besedka.api.assets import Assets
from besedka.domain import speech as rules
from besedka.domain.errors import BadInput
from besedka.domain.speech import Speech, Standard

STANDARD = Standard(
    {
        "ru": {"panel.hello": "Здравствуйте. Чем помочь?", "panel.closedAt": "Разговор завершён в {time}, спасибо",
               "files.many": "Не больше {n} {n|файла|файлов|файлов} в сообщении", "launcher.open": "Открыть чат"},
        "en": {"panel.hello": "Hello. How can we help?", "panel.closedAt": "Conversation closed at {time}",
               "files.many": "Up to {n} {n|file|files} in a message", "launcher.open": "Open chat"},
    },
    {"ru": ("one", "few", "many"), "en": ("one", "other")},
)  # fmt: skip


def put(name: str, text: str | None, language: str = "ru", speech: Speech | None = None) -> Speech:
    """Change one text."""
    return rules.changed(speech or Speech(), STANDARD, {language: {name: text}})


def test_an_own_text_is_said_in_place_of_the_standard_one_and_only_in_its_language() -> None:
    speech = put("panel.hello", "  Добрый\nдень. Чем\u202e помочь? ")
    assert speech.own == {"ru": {"panel.hello": "Добрый день. Чем помочь?"}}
    assert rules.said(speech, STANDARD, "ru") == {**STANDARD.texts["ru"], "panel.hello": "Добрый день. Чем помочь?"}
    assert rules.said(speech, STANDARD, "en") == STANDARD.texts["en"]


def test_what_is_brought_back_or_typed_as_it_was_is_not_kept() -> None:
    speech = put("panel.hello", "Добрый день")
    assert put("panel.hello", None, speech=speech) == Speech()
    assert put("panel.hello", "Здравствуйте. Чем помочь?", speech=speech) == Speech()
    assert put("panel.hello", None) == Speech()


@pytest.mark.parametrize(
    ("name", "text", "code", "params"),
    [
        ("panel.hello", " \n ", "said_blank", {}),
        ("panel.hello", "\u200b\u2800", "said_blank", {}),
        ("launcher.open", "О" * 61, "said_too_long", {"length": 61, "limit": 60}),
        ("panel.closedAt", "О" * 301, "said_too_long", {"length": 301, "limit": 300}),
        ("panel.closedAt", "В {часы} закрыто", "hole_unknown", {"hole": "{часы}", "holes": "{time}"}),
        ("panel.closedAt", "В {time закрыто", "hole_unknown", {"hole": "{time закрыто", "holes": "{time}"}),
        ("panel.hello", "Здравствуйте, {name}", "hole_none", {"hole": "{name}"}),
        ("panel.hello", "Здравствуйте :}", "hole_none", {"hole": "}"}),
        ("panel.closedAt", "{time|час|часа|часов}", "forms_here", {"hole": "{time}"}),
        ("files.many", "{n} {n|файл|файлы}", "forms_wrong", {"given": 2, "count": 3}),
        ("panel.nothing", "Здравствуйте", "said_unknown", {}),
    ],
)
def test_what_cannot_be_said_is_refused_by_the_field(
    name: str, text: str, code: str, params: dict[str, object]
) -> None:
    with pytest.raises(BadInput) as refused:
        put(name, text)
    assert refused.value.code == code
    assert refused.value.params == {"field": f"ru.{name}", **params}


@pytest.mark.parametrize(
    "text", ["Хватит {n} {n|файла|файлов|файлов}", "Уберите лишние файлы", "Не больше {n}", "<b>{n}</b> & 'всё'"]
)
def test_holes_may_be_left_out_and_markup_is_text(text: str) -> None:
    assert put("files.many", text).own == {"ru": {"files.many": text}}


def test_a_text_that_was_made_for_another_version_is_not_said() -> None:
    speech = Speech(own={"ru": {"panel.gone": "Прежний", "panel.closedAt": "В {hour}", "panel.hello": "Добрый день"}})
    assert rules.said(speech, STANDARD, "ru") == {**STANDARD.texts["ru"], "panel.hello": "Добрый день"}
    assert rules.outdated(speech, STANDARD) == {"ru": ["panel.gone", "panel.closedAt"]}
    assert put("panel.gone", None, speech=speech).own["ru"].keys() == {"panel.closedAt", "panel.hello"}


def test_a_language_to_speak_is_among_those_that_are_spoken() -> None:
    rules.check(Speech(("de", "ru")), "de")
    rules.check(Speech(("de", "ru")), "auto")
    for speech, language, code in ((Speech(()), "auto", "languages_none"), (Speech(("de",)), "ru", "language_off")):
        with pytest.raises(BadInput) as refused:
            rules.check(speech, language)
        assert refused.value.code == code


def test_what_every_page_loads_stays_small() -> None:
    names = ("launcher.open", "launcher.broken")
    own = {language: dict.fromkeys(names, "щ" * 60) for language in ("ru", "en", "de", "fr")}
    rules.check(Speech(own=own), "auto")
    with pytest.raises(BadInput) as refused:
        rules.check(Speech(own={**own, "kk": dict.fromkeys(names, "ж" * 60)}), "auto")
    assert refused.value.params == {"field": "texts", "size": 1_200, "limit": 1_000}


def test_it_is_read_as_it_was_stored() -> None:
    speech = Speech(("de", "ru"), {"de": {"panel.hello": "Grüß Gott"}})
    assert rules.read(rules.write(speech)) == speech
    assert rules.read("{}") == Speech()
    assert rules.read(json.dumps({"languages": ["xx"], "own": {"xx": {}}})) == Speech()


def test_every_standard_text_could_be_an_own_one() -> None:
    standard = Assets().speech.standard
    for language, texts in standard.texts.items():
        for name, text in texts.items():
            assert rules.clean(standard, language, name, text) == text.strip(), (language, name)
