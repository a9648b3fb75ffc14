"""Sentences of canned responses and their folders."""

CANNED: dict[str, dict[str, str]] = {
    "canned_title_empty": {"en": "Enter a title.", "ru": "Введите название."},
    "canned_title_long": {
        "en": "The title is longer than {limit} characters. Shorten it.",
        "ru": "Название длиннее {limit} знаков. Сократите его.",
    },
    "canned_text_empty": {"en": "Write the text of the response.", "ru": "Напишите текст шаблона."},
    "canned_text_long": {
        "en": "The text has {length} characters, the limit is {limit}. Shorten it.",
        "ru": "В тексте {length} знаков, предел — {limit}. Сократите его.",
    },
    "variable_unknown": {
        "en": "There is no variable {variable}. There are: {known}.",
        "ru": "Переменной {variable} нет. Есть: {known}.",
    },
    "table_unreadable": {
        "en": "This is no table that can be read. Export one here to see how it looks, or save yours as CSV in UTF-8.",
        "ru": "Эту таблицу не прочитать. Выгрузите здесь образец или сохраните свою как CSV в кодировке UTF-8.",
    },
    "table_columns": {
        "en": "The first line must name the columns: folder, title, text.",
        "ru": "В первой строке должны быть названия столбцов: папка, название, текст.",
    },
    "table_too_long": {
        "en": "The table has more than {limit} rows.",
        "ru": "В таблице больше {limit} строк.",
    },
    "canned_too_many": {
        "en": "A project keeps at most {limit} canned responses. Remove what nobody uses.",
        "ru": "В проекте не больше {limit} шаблонов. Удалите те, что не нужны.",
    },
    "canned_changed": {
        "en": "Somebody else has changed this response meanwhile. Look at what it says now and save again.",
        "ru": "Пока вы правили, шаблон изменил кто-то ещё. Посмотрите, что в нём теперь, и сохраните снова.",
    },
    "folder_name_empty": {"en": "Enter a name for the folder.", "ru": "Введите название папки."},
    "folder_name_long": {
        "en": "The folder's name is longer than {limit} characters. Shorten it.",
        "ru": "Название папки длиннее {limit} знаков. Сократите его.",
    },
    "folders_too_many": {
        "en": "A project keeps at most {limit} folders.",
        "ru": "В проекте не больше {limit} папок.",
    },
}
