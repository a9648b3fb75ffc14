"""What is told in tests."""

from dataclasses import replace
from uuid import uuid4

from besedka.domain.ids import Instant
from besedka.ports.alerts import Notice

NASTY = '<b>жирный</b> & [a](http://x.example) *звёзды* _под_ `код` "кавычки" {{ 7*7 }} %s 👩‍🚀'
LINK = "https://chat.example/operator/#/0190aa"


def notice(text: str = "Ольга · Анна\nДолго ждала", **more: str) -> Notice:
    """Return a notice that nobody has had."""
    made = Notice(
        uuid4().hex, "rated_low", Instant(1_795_000_000_000), 7, "Тихий дом", "ru", "Низкая оценка: 2 из 5", text, LINK, "0190aa",
        "0190aa", None, {"rating": 2},
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]  # texts alone
