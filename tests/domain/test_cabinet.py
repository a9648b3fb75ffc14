"""Who of the cabinet may do what to whom."""

import pytest

from besedka.domain.cabinet import Standing, may_manage, must_manage, must_own
from besedka.domain.errors import BadInput, Forbidden
from besedka.domain.operator import MAX_TITLE, Role, clean_title
from besedka.domain.settings import Settings, changed, version


@pytest.mark.parametrize(
    ("standing", "roles", "may"),
    [
        ("owner", ("operator",), True),
        ("owner", ("admin",), True),
        ("owner", ("operator", "admin"), True),
        ("member", (), True),
        ("member", ("operator",), True),
        ("member", ("operator", "operator"), True),
        ("member", ("admin",), False),
        ("member", ("operator", "admin"), False),
        ("member", ("admin", "operator"), False),
    ],
)
def test_administrators_are_the_owners_alone(standing: Standing, roles: tuple[Role, ...], may: bool) -> None:
    assert may_manage(standing, *roles) is may
    if may:
        must_manage(standing, "Марина", *roles)
    else:
        with pytest.raises(Forbidden, match="admins_by_owner") as refused:
            must_manage(standing, "Марина", *roles)
        assert refused.value.params == {"owner": "Марина"}


def test_what_is_the_owners_is_not_a_members() -> None:
    must_own("owner", "Марина")
    with pytest.raises(Forbidden, match="only_owner"):
        must_own("member", "Марина")


@pytest.mark.parametrize(
    ("typed", "kept"), [(None, None), ("", None), (" \t", None), (" старший\nмастер ", "старший мастер")]
)
def test_a_title_is_one_line_or_nothing(typed: str | None, kept: str | None) -> None:
    assert clean_title(typed) == kept


def test_a_title_has_a_limit() -> None:
    assert clean_title("я" * MAX_TITLE) == "я" * MAX_TITLE
    with pytest.raises(BadInput, match="title_too_long"):
        clean_title("я" * (MAX_TITLE + 1))


def test_settings_that_differ_have_different_versions() -> None:
    before = Settings()
    after = changed(before, {"edit_limit": 60})
    assert version(before) != version(after)
    assert version(changed(after, {"edit_limit": before.edit_limit})) == version(before)
