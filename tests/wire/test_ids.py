"""Ids as clients spell them: exactly 32 lower-case hex digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from besedka.domain.ids import Instant, new_id
from besedka.wire.shapes import HexId

HEX_ID: TypeAdapter[str] = TypeAdapter(HexId)


@given(st.integers(min_value=0, max_value=2**48 - 1))
def test_an_id_of_ours_is_one(now: int) -> None:
    spelled = new_id(Instant(now)).hex()
    assert HEX_ID.validate_python(spelled) == spelled


@given(st.text() | st.text("0123456789abcdefABCDEF", min_size=31, max_size=33))
@pytest.mark.parametrize("after", ["", "\n"])
def test_nothing_else_is(after: str, text: str) -> None:
    spelled = len(text) == 32 and set(text) <= set("0123456789abcdef") and not after
    try:
        HEX_ID.validate_python(text + after)
    except ValidationError:
        assert not spelled
    else:
        assert spelled
