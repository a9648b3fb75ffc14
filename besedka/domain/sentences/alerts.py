"""Notifications of problems: what their ways refuse, and why something was not told."""

from collections.abc import Mapping

ALERTS: Mapping[str, Mapping[str, str]] = {
    "alert_event_unknown": {
        "en": "There is no event “{event}”. Choose some of the list.",
        "ru": "События «{event}» нет. Выберите из списка.",
    },
    "alert_quiet": {
        "en": "Quiet hours begin and end at different times of the day.",
        "ru": "Начало и конец тихих часов должны различаться.",
    },
    "alert_url": {
        "en": "Enter an address like https://example.com/alerts, without a password in it.",
        "ru": "Введите адрес вида https://example.com/alerts, без пароля в нём.",
    },
    "way_known": {"en": "This address is here already.", "ru": "Этот адрес уже добавлен."},
    "ways_too_many": {
        "en": "At most {limit} ways. Remove one.",
        "ru": "Не больше {limit} способов. Удалите один из них.",
    },
    "way_sealed": {
        "en": "The way cannot be opened any more: the server's secret is another one. Remove it and add it again.",
        "ru": "Способ больше не открыть: секрет сервера сменился. Удалите его и добавьте заново.",
    },
    "delivery_not_failed": {
        "en": "This is not to be sent again: it has arrived, or is on its way.",
        "ru": "Отправлять ещё раз не нужно: уже доставлено или в пути.",
    },
    "alert_address": {"en": "There is no such address.", "ru": "Такого адреса нет."},
    "alert_private": {
        "en": "The address is on a private network. The server's administrator can allow it (BESEDKA_OUTGOING).",
        "ru": "Адрес находится в частной сети. Разрешить его может администратор сервера (BESEDKA_OUTGOING).",
    },
    "alert_unsafe": {
        "en": "The receiver's certificate cannot be trusted.",
        "ru": "Сертификату получателя нельзя доверять.",
    },
    "alert_away": {"en": "The receiver cannot be reached.", "ru": "До получателя не достучаться."},
    "alert_slow": {"en": "The receiver did not answer in time.", "ru": "Получатель не ответил вовремя."},
    "alert_busy": {"en": "The receiver asks to come later.", "ru": "Получатель просит повторить позже."},
    "alert_refused": {
        "en": "The receiver did not take it. Check the address, and that it may be written to.",
        "ru": "Получатель не принял сообщение. Проверьте адрес и разрешено ли туда писать.",
    },
    "alert_no_access": {
        "en": "The receiver does not let us in: the way was blocked, or its key is wrong.",
        "ru": "Получатель не пускает: способ заблокирован или ключ неверен.",
    },
    "alert_gone": {
        "en": "The receiver is no more: it was unsubscribed or deleted.",
        "ru": "Получателя больше нет: подписка снята или удалена.",
    },
    "alert_unset": {
        "en": "This server is not set up for this kind of way. Ask its administrator.",
        "ru": "На этом сервере такой способ не настроен. Обратитесь к его администратору.",
    },
    "alert_strange": {
        "en": "The receiver answered in a way that we do not understand.",
        "ru": "Получатель ответил непонятно.",
    },
    "telegram_unset": {
        "en": "This server has no Telegram bot. Whoever runs it names one with BESEDKA_TELEGRAM_BOT.",
        "ru": "У этого сервера нет бота в Telegram. Его задаёт администратор сервера: BESEDKA_TELEGRAM_BOT.",
    },
    "telegram_away": {
        "en": "Telegram does not answer the server right now. Try again in a minute.",
        "ru": "Telegram сейчас не отвечает серверу. Попробуйте через минуту.",
    },
}
