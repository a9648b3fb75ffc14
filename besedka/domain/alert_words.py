"""What alerts say, in each language. Plain text: nothing in it is markup (PRODUCT.md 3.5)."""

from collections.abc import Mapping

from besedka.domain.alert import Kind
from besedka.domain.disk import size

_TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "rated_low": {
        "ru": ("Низкая оценка: {rating} из 5", "{client} · {operator}\n{comment}"),
        "en": ("A low rating: {rating} of 5", "{client} · {operator}\n{comment}"),
    },
    "nobody_online": {
        "ru": ("Нет операторов в рабочее время", "В проекте «{project}» сейчас некому отвечать."),
        "en": ("No operator is online in working hours", "Nobody is there to answer in the project “{project}”."),
    },
    "operators_back": {
        "ru": ("Операторы снова на месте", "В проекте «{project}» снова есть кому отвечать."),
        "en": ("Operators are back", "Somebody is there to answer in the project “{project}” again."),
    },
    "waits_long": {
        "ru": ("Клиент ждёт ответа {minutes} мин", "{client}: {words}\n{rest}"),
        "en": ("A client has been waiting for {minutes} min", "{client}: {words}\n{rest}"),
    },
    "lead_failed": {
        "ru": ("Заявка не принята CRM", "{client}: {why}"),
        "en": ("The CRM did not accept a lead", "{client}: {why}"),
    },
    "channel_failed": {
        "ru": ("Канал не работает: {channel}", "{why}"),
        "en": ("A channel does not work: {channel}", "{why}"),
    },
    "disk_full": {
        "ru": ("Место на диске заканчивается", "Осталось {free} из {total}. Когда место закончится, сообщения не смогут сохраняться."),
        "en": ("The disk is nearly full", "{free} of {total} are left. When it is full, no message can be stored."),
    },
    "connected": {
        "ru": ("Уведомления подключены", "Сюда будут приходить уведомления проекта «{project}». Отключить: /stop"),
        "en": ("Notifications are connected", "This chat will be told of the project “{project}”. To stop: /stop"),
    },
    "ladder": {
        "ru": ("Клиент ждёт ответа {minutes} мин", "{client}: {words}\n{rest}"),
        "en": ("A client waits for an answer: {minutes} min", "{client}: {words}\n{rest}"),
    },
    "ladder_more": {
        "ru": ("Ждут ещё: {more}", ""),
        "en": ("More who wait: {more}", ""),
    },
    "test": {
        "ru": ("Проверка уведомлений", "Так будут приходить уведомления проекта «{project}»."),
        "en": ("A test", "This is how notifications of the project “{project}” will come."),
    },
}  # fmt: skip
LANGUAGES = ("ru", "en")
CHANNELS = {"mailbox": {"ru": "почта для ответов клиентов", "en": "the mailbox that clients answer to"}}
WHYS = {
    "mailbox_away": {
        "ru": "Ответы клиентов по почте пока не приходят. Причину покажет администратору сервера команда besedka doctor.",
        "en": "Clients’ answers by e-mail do not come in. The command besedka doctor tells the server’s administrator why.",
    },
}


def facts_said(facts: Mapping[str, str | int], language: str) -> dict[str, str]:
    """Return what an alert knows as its reader is told of it."""
    said = {
        name: size(value, language) if name in ("free", "total") and isinstance(value, int) else str(value)
        for name, value in facts.items()
    }
    for name, words in (("channel", CHANNELS), ("why", WHYS)):
        if (in_languages := words.get(said.get(name, ""))) is not None:
            said[name] = in_languages.get(language, in_languages["en"])
    return said


def written(kind: Kind | str, language: str, about: Mapping[str, str]) -> tuple[str, str]:
    """Return title and text in `language` (English when it is unknown); what nobody has told is left out."""
    title, text = _TEXTS[kind].get(language) or _TEXTS[kind]["en"]
    filled = [line.format_map(_Known(about)).strip(" ·:") for line in (title, *text.split("\n"))]
    return filled[0], "\n".join(line for line in filled[1:] if line)


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
