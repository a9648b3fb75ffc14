"""Everybody who can be told, by carrier. A new carrier is one line."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from besedka.domain.alert import Carrier
from tests.alerts.by_email import by_email
from tests.alerts.by_push import by_push
from tests.alerts.by_telegram import by_telegram
from tests.alerts.by_webhook import by_webhook
from tests.alerts.world import World

WORLDS: Mapping[Carrier, Callable[[], AbstractContextManager[World]]] = {
    "email": by_email,
    "push": by_push,
    "telegram": by_telegram,
    "webhook": by_webhook,
}
