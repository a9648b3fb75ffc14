"""Sentences of a project and its settings."""

SETTINGS: dict[str, dict[str, str]] = {
    "site_invalid": {
        "en": "“{site}” is not a site's address. Write it like https://shop.example.",
        "ru": "«{site}» — не адрес сайта. Напишите, например, https://shop.example.",
    },
    "setting_out_of_range": {
        "en": "“{field}” may be from {least} to {most}.",
        "ru": "«{field}» может быть от {least} до {most}.",
    },
    "ladder_order": {
        "en": "A later step cannot come before an earlier one: at least {least} seconds.",
        "ru": "Следующий шаг не может быть раньше предыдущего: не меньше {least} секунд.",
    },
    "settings_changed": {
        "en": "Somebody else has saved these settings meanwhile. Look at what has changed and save again.",
        "ru": "Пока вы правили, настройки сохранил кто-то ещё. Посмотрите, что изменилось, и сохраните снова.",
    },
    "project_unknown": {
        "en": "There is no project with this key. Check the snippet in the cabinet.",
        "ru": "Проекта с таким ключом нет. Проверьте код счётчика в кабинете.",
    },
    "origin_refused": {
        "en": "This site is not on the project's list. Add it in the cabinet.",
        "ru": "Этого сайта нет в списке проекта. Добавьте его в кабинете.",
    },
    "host_refused": {
        "en": "This server does not go by the name “{host}”. Open its own address, or add the name to BESEDKA_HOSTS.",
        "ru": "Сервер не отвечает под именем «{host}». Откройте его собственный адрес или добавьте имя в BESEDKA_HOSTS.",
    },
}
