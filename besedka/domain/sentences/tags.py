"""Sentences of tags."""

TAGS: dict[str, dict[str, str]] = {
    "tag_name_empty": {"en": "Enter a name for the tag.", "ru": "Введите название метки."},
    "tag_name_long": {
        "en": "The tag's name is longer than {limit} characters. Shorten it.",
        "ru": "Название метки длиннее {limit} знаков. Сократите его.",
    },
    "tag_taken": {"en": "There is a tag “{name}” already.", "ru": "Метка «{name}» уже есть."},
    "tags_too_many": {
        "en": "A conversation has at most {limit} tags. Take one off first.",
        "ru": "У обращения не больше {limit} меток. Сначала снимите лишнюю.",
    },
    "tags_too_many_here": {
        "en": "A project keeps at most {limit} tags. Remove what nobody uses.",
        "ru": "В проекте не больше {limit} меток. Удалите то, чем никто не пользуется.",
    },
}
