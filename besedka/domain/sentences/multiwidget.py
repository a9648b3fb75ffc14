"""Sentences of the ways to get in touch and of the button that offers them."""

MULTIWIDGET: dict[str, dict[str, str]] = {
    "way_telegram": {
        "en": "Telegram needs a name or a link: @shop_bot, t.me/shop_bot, or a telephone number.",
        "ru": "Для Telegram нужны имя или ссылка: @shop_bot, t.me/shop_bot либо номер телефона.",
    },
    "way_whatsapp": {
        "en": "WhatsApp needs a telephone number with its country, such as +7 900 000-00-14, or a wa.me link.",
        "ru": "Для WhatsApp нужен номер с кодом страны, например +7 900 000-00-14, или ссылка wa.me.",
    },
    "way_vk": {
        "en": "VK needs an address such as vk.me/shop.",
        "ru": "Для ВКонтакте нужен адрес вида vk.me/имя.",
    },
    "way_section": {
        "en": "{section} is a section of the site and leads everybody to their own. An address such as vk.me/shop is needed.",
        "ru": "{section} — раздел сайта, у каждого он свой. Нужен адрес вида vk.me/имя.",
    },
    "way_viber": {
        "en": "Viber needs a telephone number with its country, such as +7 900 000-00-14, or a link that begins with viber://chat?.",
        "ru": "Для Viber нужен номер с кодом страны, например +7 900 000-00-14, или ссылка, которая начинается с viber://chat?.",
    },
    "way_max": {
        "en": "MAX needs a name or a link such as max.ru/shop.",
        "ru": "Для MAX нужны имя или ссылка вида max.ru/имя.",
    },
    "way_email": {
        "en": "That is no e-mail address. Write it like hello@shop.example.",
        "ru": "Это не адрес почты. Напишите его, например hello@shop.example.",
    },
    "way_phone": {
        "en": "A telephone number is needed, such as +7 495 000-00-14.",
        "ru": "Нужен номер телефона, например +7 495 000-00-14.",
    },
    "way_link": {
        "en": "An address that begins with https:// is needed, such as https://shop.example/contacts.",
        "ru": "Нужен адрес, который начинается с https://, например https://shop.example/contacts.",
    },
    "way_scheme": {
        "en": "Links that begin with {scheme}: are not opened: they could run somebody's code, or be read on their way. "
        "Use one that begins with https://.",
        "ru": "Ссылки, которые начинаются с {scheme}:, не открываем: они могут выполнить чужой код или быть прочитаны по дороге. "
        "Возьмите ту, что начинается с https://.",
    },
    "way_long": {
        "en": "The link has {length} characters, the limit is {limit}. Use a shorter one.",
        "ru": "В ссылке {length} знаков, предел — {limit}. Возьмите покороче.",
    },
    "caption_long": {
        "en": "The caption has {length} characters, the limit is {limit}: longer ones do not fit on a phone.",
        "ru": "В подписи {length} знаков, предел — {limit}: длиннее не помещается на телефоне.",
    },
    "invite_after": {
        "en": "Give from 0 to {most} seconds: whoever stays longer than an hour has found what they need.",
        "ru": "Укажите от 0 до {most} секунд: кто пробыл дольше часа, уже нашёл что нужно.",
    },
    "invite_never": {
        "en": "Choose a moment: after some seconds, or on leaving. Otherwise nobody would ever be invited.",
        "ru": "Выберите момент: через сколько-то секунд или при уходе со страницы. Иначе не позовут никого.",
    },
    "invite_words_long": {
        "en": "The invitation has {length} characters, the limit is {limit}: longer ones cover the page on a phone.",
        "ru": "В приглашении {length} знаков, предел — {limit}: длиннее закроет страницу на телефоне.",
    },
    "invite_pages_many": {
        "en": "Every page of the site loads this list, and it is too large for that by about {share}%. Cover whole sections by one "
        "address with *, such as shop.example/blog/*.",
        "ru": "Этот список загружает каждая страница сайта, и для этого он велик: лишних примерно {share} %. Закройте целый раздел одним "
        "адресом со звёздочкой, например shop.example/blog/*.",
    },
    "caption_missing": {
        "en": "Give the link a caption: visitors see it instead of the address.",
        "ru": "Подпишите ссылку: посетители видят подпись, а не адрес.",
    },
    "links_many": {
        "en": "There may be at most {limit} links of your own. Remove one of them first.",
        "ru": "Своих ссылок может быть не больше {limit}. Уберите одну из них.",
    },
    "colour_invalid": {
        "en": "“{typed}” is no colour. Write it like #0E7A5F.",
        "ru": "«{typed}» — не цвет. Напишите его, например #0E7A5F.",
    },
    "contrast_low": {
        "en": "The icon is hardly seen on this button: the contrast is {contrast}:1, at least {least}:1 is needed. The nearest colour "
        "that would do is {nearest}.",
        "ru": "Значок на этой кнопке почти не виден: контраст {contrast} : 1, нужно не меньше {least} : 1. Ближайший подходящий цвет — "
        "{nearest}.",
    },
    "icon_alone": {
        "en": "Choose the button's colour first: while it is the chat's own, so is the icon's.",
        "ru": "Сначала выберите цвет кнопки: пока он как у чата, значок тоже как у чата.",
    },
}
