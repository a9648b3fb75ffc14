"""What a visitor's browser tells: parameters are data, paths have an end."""

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.ids import Instant
from besedka.domain.profile import MAX_PARAMS, MAX_VALUE, MOST_PARAMS, PATH, Page, clean_path, merge, told_apart, utm

SCALARS = st.one_of(st.text(max_size=50), st.integers(), st.booleans(), st.none(), st.floats())


def test_parameters_are_put_into_those_that_are_known() -> None:
    known = merge({}, {"Товар": "Окно", "Цена": 9800, "новый": True, "пусто": None})
    assert known == {"Товар": "Окно", "Цена": "9800", "новый": "true"}
    assert merge(known, {"Цена": None, "Офис": "<b>Москва</b>"}) == {
        "Товар": "Окно",
        "новый": "true",
        "Офис": "<b>Москва</b>",
    }


def test_what_is_too_much_is_left_out() -> None:
    many = merge({}, {f"ключ {n}": str(n) for n in range(MOST_PARAMS + 50)})
    assert len(many) == MOST_PARAMS
    assert merge({}, {"k": "я" * 100_000}) == {"k": "я" * MAX_VALUE}
    long = merge({}, {f"k{n}": "я" * MAX_VALUE for n in range(100)})
    assert sum(len(k) + len(v) for k, v in long.items()) <= MAX_PARAMS
    assert len(merge({}, {f"ключ {n}": n for n in range(200)})) == 200


@given(st.dictionaries(st.text(), SCALARS), st.dictionaries(st.text(), SCALARS))
def test_telling_the_same_again_changes_nothing(first: dict[str, str | None], second: dict[str, str | None]) -> None:
    once = merge(merge({}, first), second)
    assert merge(once, second) == once


def test_a_path_has_each_page_once_in_order() -> None:
    pages = [
        Page(Instant(1), "/", "Главная"),
        Page(Instant(1), "/a", "А"),
        Page(Instant(5), "/a", ""),
        Page(Instant(3), "/", ""),
    ]
    assert [(p.at, p.url, p.title) for p in clean_path(pages)] == [(1, "/", "Главная"), (2, "/a", "А"), (3, "/", "")]
    assert len(clean_path(Page(Instant(n), f"/{n}", "") for n in range(200))) == PATH


def test_marks_of_advertising() -> None:
    address = "https://okna.example/?UTM_Source=yandex&utm_campaign=%D0%BE%D0%BA%D0%BD%D0%B0&utm_source=late&other=1&utm_term="
    assert utm(address) == {"utm_source": "yandex", "utm_campaign": "окна"}
    assert utm("http://[broken") == {}


def test_an_ipad_that_calls_itself_a_macintosh_is_told_by_the_touch() -> None:
    said = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15"
    assert told_apart(said, touch=True).startswith("Mozilla/5.0 (iPad; Intel Mac OS X")
    assert told_apart(said, touch=False) == said
    assert told_apart("Mozilla/5.0 (Windows NT 10.0)", touch=True) == "Mozilla/5.0 (Windows NT 10.0)"
