"""Sentences of frames and connections."""

FRAMES: dict[str, dict[str, str]] = {
    "frame_malformed": {
        "en": "The frame is not well-formed: {field}. Reload the page.",
        "ru": "Кадр составлен неверно: {field}. Обновите страницу.",
    },
    "frame_unknown": {
        "en": "There is no frame of this type. Reload the page to get the current version.",
        "ru": "Кадра такого вида нет. Обновите страницу, чтобы получить текущую версию.",
    },
    "frame_too_big": {
        "en": "The frame is larger than {limit} bytes. Split the message in parts.",
        "ru": "Кадр больше {limit} байт. Разделите сообщение на части.",
    },
    "frame_unexpected": {
        "en": "This frame came out of order: the first one is hello, and it is said once.",
        "ru": "Кадр пришёл не в свой черёд: первым идёт hello, и только один раз.",
    },
    "protocol_unknown": {
        "en": "The page and the server are of different versions. Reload the page.",
        "ru": "Версии страницы и сервера разошлись. Обновите страницу.",
    },
    "key_refused": {
        "en": "This visitor key is not valid here. Start a new conversation.",
        "ru": "Этот ключ посетителя здесь не действует. Начните новый разговор.",
    },
    "too_fast": {
        "en": "Messages come too fast. Try again in {retry_after} s.",
        "ru": "Сообщения идут слишком часто. Попробуйте через {retry_after} с.",
    },
    "too_many_connections": {
        "en": "Too many visitors from your network are here right now. The chat tries again in {retry_after} s.",
        "ru": "Сейчас в чате слишком много посетителей из вашей сети. Чат попробует снова через {retry_after} с.",
    },
    "too_many_conversations": {
        "en": "Too many new conversations from your network. The message waits and goes out in {retry_after} s.",
        "ru": "Слишком много новых разговоров из вашей сети. Сообщение ждёт и уйдёт через {retry_after} с.",
    },
}
