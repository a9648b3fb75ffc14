"""Sentences of when and where the chat is shown."""

TARGETING: dict[str, dict[str, str]] = {
    "filter_too_long": {
        "en": "The list has {length} characters, the limit is {limit}. "
        "Cover whole sections by one address with *, such as shop.example/blog/*.",
        "ru": "В списке {length} знаков, предел — {limit}. "
        "Закройте целый раздел одним адресом со звёздочкой, например shop.example/blog/*.",
    },
    "filter_too_large": {
        "en": "Every page of the site loads this list, and it is too large for that: {count} addresses, about {share}% too many. "
        "Cover whole sections by one address with *, such as shop.example/blog/*.",
        "ru": "Этот список загружает каждая страница сайта, и для этого он велик: адресов {count}, лишних примерно {share} %. "
        "Закройте целый раздел одним адресом со звёздочкой, например shop.example/blog/*.",
    },
    "filter_line_empty": {
        "en": "Line {line} has no address. Write one, such as shop.example/cart, or remove it.",
        "ru": "В строке {line} нет адреса. Напишите его, например shop.example/cart, или уберите.",
    },
    "devices_none": {
        "en": "Choose at least one device: otherwise nobody would ever see the chat.",
        "ru": "Выберите хотя бы одно устройство: иначе чат не увидит никто.",
    },
    "zone_unknown": {
        "en": "There is no time zone “{zone}”. Choose one from the list, such as Europe/Moscow.",
        "ru": "Часового пояса «{zone}» нет. Выберите из списка, например Europe/Moscow.",
    },
    "hours_none": {
        "en": "There is not one hour in the week, so the chat would never be offered. Add hours, or choose “At any time”.",
        "ru": "В неделе нет ни одного часа: чат не предложили бы никогда. Добавьте часы или выберите «Показывать всегда».",
    },
    "hours_empty": {
        "en": "{hours} is no span of time. The whole day is 0:00–24:00; an end that is earlier than the beginning is the next day's.",
        "ru": "{hours} — не промежуток. Весь день — это 0:00–24:00; конец раньше начала означает следующий день.",
    },
    "hours_overlap": {
        "en": "{first} and {second} overlap. Make them one, or move one of them.",
        "ru": "{first} и {second} пересекаются. Соедините их в один промежуток или сдвиньте один из них.",
    },
    "hours_too_many": {
        "en": "A day may have at most {limit} spans of hours. Make some of them one.",
        "ru": "В одном дне может быть не больше {limit} промежутков. Соедините соседние.",
    },
    "special_dates": {
        "en": "The last day must not be before the first, and there may be at most {limit} days. Mend the dates, or split them in two.",
        "ru": "Последний день не может быть раньше первого, а всего дней — не больше {limit}. Поправьте даты или разделите на две строки.",
    },
    "special_twice": {
        "en": "One of these days has special hours already. Change those, or choose other dates.",
        "ru": "У одного из этих дней уже есть особые часы. Измените их или выберите другие даты.",
    },
    "specials_too_many": {
        "en": "There may be at most {limit} special days. Remove those that are past.",
        "ru": "Особых дней может быть не больше {limit}. Уберите прошедшие.",
    },
}
