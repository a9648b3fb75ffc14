"""Sentences of what the widget says."""

SPEECH: dict[str, dict[str, str]] = {
    "languages_none": {
        "en": "The chat needs at least one language. Add one.",
        "ru": "Чату нужен хотя бы один язык. Добавьте его.",
    },
    "language_off": {
        "en": "The chat does not speak this language. Add it to the languages first, or choose another one.",
        "ru": "На этом языке чат не говорит. Сначала добавьте его в языки или выберите другой.",
    },
    "button_too_much": {
        "en": "Every page of the site loads the texts of the button, and yours take {size} bytes of {limit}. Make some of them shorter, "
        "or bring back the standard ones.",
        "ru": "Тексты кнопки загружает каждая страница сайта, а ваши занимают {size} байт из {limit}. Сократите часть или верните "
        "стандартные.",
    },
    "said_unknown": {
        "en": "This version of Besedka has no such text. Reload the page.",
        "ru": "В этой версии Беседки такого текста нет. Обновите страницу.",
    },
    "said_blank": {
        "en": "A text cannot be empty: the client would see nothing. Write it, or bring back the standard one.",
        "ru": "Текст не может быть пустым: клиент ничего не увидит. Напишите его или верните стандартный.",
    },
    "said_too_long": {
        "en": "{length} characters do not fit here, the limit is {limit}. Make it shorter.",
        "ru": "Знаков здесь {length}, помещается {limit}. Сократите.",
    },
    "hole_none": {
        "en": "Nothing is filled in here, so {hole} would stand as it is. Remove the braces.",
        "ru": "Сюда ничего не подставляется, {hole} осталось бы как есть. Уберите фигурные скобки.",
    },
    "hole_unknown": {
        "en": "Nothing stands for {hole} here. What can be filled in: {holes}.",
        "ru": "Вместо {hole} здесь нечего подставить. Можно: {holes}.",
    },
    "forms_wrong": {
        "en": "This language counts in {count} forms, and here are {given}. Give {count}, with | between them.",
        "ru": "В этом языке у числа форм {count}, а здесь {given}. Напишите {count}, разделив знаком |.",
    },
    "forms_here": {
        "en": "Plural forms do not work in this text. Write {hole} without them.",
        "ru": "В этом тексте формы числа не работают. Напишите {hole} без них.",
    },
}
