"""Sentences of the server itself, and of a request that nobody understands."""

SERVER: dict[str, dict[str, str]] = {
    "bad_input": {
        "en": "Something in the request is not right: {field}. Check it and send it again.",
        "ru": "В запросе что-то не так: {field}. Проверьте и отправьте ещё раз.",
    },
    "not_found": {"en": "There is no such thing, or it is not yours.", "ru": "Такого нет или это не ваше."},
    "busy": {
        "en": "The server is busy. Nothing was stored; try again.",
        "ru": "Сервер занят. Ничего не сохранено; повторите.",
    },
    "files_away": {
        "en": "The storage of files does not answer right now. Nothing is lost: try again in a minute.",
        "ru": "Хранилище файлов сейчас не отвечает. Ничего не потеряно: попробуйте снова через минуту.",
    },
    "disk_failing": {
        "en": "The server cannot write to its disk. Nothing was stored; the message waits and goes out again.",
        "ru": "Сервер не может записать на диск. Ничего не сохранено; сообщение ждёт и уйдёт снова.",
    },
    "read_only": {
        "en": "The server's database is read-only. Nothing was stored; the message waits and goes out again.",
        "ru": "База данных сервера открыта только для чтения. Ничего не сохранено; сообщение ждёт и уйдёт снова.",
    },
    "internal": {
        "en": "The server made a mistake. Nothing was stored; try again.",
        "ru": "На сервере произошла ошибка. Ничего не сохранено; повторите.",
    },
    "http_address": {"en": "There is no server with this name.", "ru": "Сервера с таким именем нет."},
    "http_private": {"en": "The address is in a private network.", "ru": "Адрес во внутренней сети."},
    "http_unsafe": {"en": "The server's certificate is not trusted.", "ru": "Сертификату сервера нельзя доверять."},
    "http_away": {"en": "Nothing answers at this address.", "ru": "По этому адресу никто не отвечает."},
    "http_slow": {"en": "There was no answer in time.", "ru": "Ответа не было слишком долго."},
    "http_cut": {"en": "The connection broke before the answer.", "ru": "Соединение оборвалось до ответа."},
    "http_large": {"en": "The answer was too large.", "ru": "Ответ слишком большой."},
    "method_not_allowed": {"en": "This address takes another method.", "ru": "По этому адресу нужен другой метод."},
}
