"""What the log of a CRM never shows."""

import pytest

from besedka.actions.crm.calls import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"id": 1, "secretKey": "a\\"bc", "name": "x"}', '{"id": 1, "secretKey": "•••", "name": "x"}'),
        ('{"access_token":"abc","expires":1}', '{"access_token":"•••","expires":1}'),
        ("grant_type=code&client_secret=abc&x=1", "grant_type=code&client_secret=•••&x=1"),
        ("/rest/1/hook-secret-value/crm.item.add", "/rest/1/•••/crm.item.add"),
        ("?key=hook-secret-value%21", "?key=•••%21"),
        ('{"title": "Заявка про токен"}', '{"title": "Заявка про токен"}'),
    ],
)
def test_a_secret_is_masked_wherever_it_stands(text: str, shown: str) -> None:
    assert masked(text, ("hook-secret-value",)) == shown
