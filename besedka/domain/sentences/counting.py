"""Sentences of what a project counts on its sites."""

COUNTING: dict[str, dict[str, str]] = {
    "analytics_invalid": {
        "en": "This is no measurement id. It begins with G- and stands in Analytics under Admin → Data streams.",
        "ru": "Это не идентификатор потока. Он начинается с G- и указан в Analytics: Администратор → Потоки данных.",
    },
    "metrika_invalid": {
        "en": "A counter’s number is digits only. It stands in Metrika beside the counter’s name.",
        "ru": "Номер счётчика состоит только из цифр. Он указан в Метрике рядом с именем счётчика.",
    },
}
