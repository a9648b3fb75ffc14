"""What may be typed of a way to be told: addresses as they are used, and as people see them."""

import pytest

from besedka.domain.alert_ways import address
from besedka.domain.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "used", "shown"),
    [
        (" ops.example ", "https://ops.example", "ops.example"),
        ("http://ops.example:8080/a?b=c", "http://ops.example:8080/a?b=c", "ops.example/…"),
        ("дом.рф", "https://xn--d1aqf.xn--p1ai", "дом.рф"),
        ("https://дом.рф:8443/хук?а=я&b=%20", "https://xn--d1aqf.xn--p1ai:8443/%D1%85%D1%83%D0%BA?%D0%B0=%D1%8F&b=%20", "дом.рф/…"),
        ("https://ops.example/хук#там", "https://ops.example/%D1%85%D1%83%D0%BA", "ops.example/…"),
    ],
)  # fmt: skip
def test_a_webhook_may_be_written_as_people_write(typed: str, used: str, shown: str) -> None:
    assert address("webhook", typed) == (used, shown)


@pytest.mark.parametrize(
    "typed",
    [
        "https://дом .рф/", "https://я@дом.рф/", "https://дом..рф/", "https://дом.рф:0/", "https://дом.рф/" + "я" * 400, "ftp://дом.рф/",
        "https://дом.рф/\u202e", "https://дом.рф/\r\nX: y", "",
    ],
)  # fmt: skip
def test_what_nothing_can_be_sent_to_is_no_webhook(typed: str) -> None:
    with pytest.raises(BadInput, match="alert_url"):
        address("webhook", typed)
