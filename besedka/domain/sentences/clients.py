"""Sentences of a client's contacts, and of search."""

CLIENTS: dict[str, dict[str, str]] = {
    "phone_invalid": {
        "en": "This is not a telephone number. Write it like +7 916 204-18-77.",
        "ru": "Это не номер телефона. Напишите, например, +7 916 204-18-77.",
    },
    "phone_short": {"en": "Digits are missing: {missing}.", "ru": "Не хватает цифр: {missing}."},
    "phone_long": {"en": "There are digits too many: {over}.", "ru": "Лишние цифры: {over}."},
    "contact_name_long": {
        "en": "The name is longer than {limit} characters. Shorten it.",
        "ru": "Имя длиннее {limit} знаков. Сократите его.",
    },
    "query_long": {
        "en": "The search is longer than {limit} characters. Leave the most telling words.",
        "ru": "Запрос длиннее {limit} знаков. Оставьте самые важные слова.",
    },
}
