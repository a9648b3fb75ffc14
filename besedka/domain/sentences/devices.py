"""Sentences about the browsers on which somebody is told by push."""

DEVICES: dict[str, dict[str, str]] = {
    "push_wrong": {
        "en": "This browser's subscription to notifications is not a valid one. Switch them off here and on again.",
        "ru": "Подписка этого браузера на уведомления не годится. Выключите их здесь и включите снова.",
    },
    "tests_too_fast": {
        "en": "The last test is on its way. Try again in {retry_after} s.",
        "ru": "Прошлая проверка ещё в пути. Попробуйте через {retry_after} с.",
    },
}
