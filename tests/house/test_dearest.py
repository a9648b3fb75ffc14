"""The button of a project with every language and several ways stays within what a page may pay (PRODUCT.md 2.2)."""

import json

from tools import budget, dearest

from besedka.domain.language import LANGUAGES


def test_every_language_at_once_keeps_the_budget_whichever_is_the_main_one() -> None:
    sizes = {main: budget.gzipped(script) for main, script in dearest.scripts().items()}
    assert {main: size for main, size in sizes.items() if size > budget.BUTTON_BYTES} == {}


def test_what_is_measured_speaks_every_language() -> None:
    script = dearest.scripts()["ar"].decode()
    words = json.loads("{" + script.partition('"words":{')[2].partition("}")[0] + "}")
    assert list(words) == list(dict.fromkeys(("ar", *LANGUAGES)))
    assert words["ar"]
