"""Sentences of the forms that visitors fill in, of their settings, and of consent."""

FORMS: dict[str, dict[str, str]] = {
    "form_name_needed": {"en": "Say how to address you.", "ru": "Напишите, как к вам обращаться."},
    "form_phone_needed": {"en": "Leave your telephone number.", "ru": "Оставьте телефон."},
    "form_email_needed": {"en": "Leave your e-mail address.", "ru": "Оставьте адрес почты."},
    "form_contact_needed": {
        "en": "Leave a telephone number or an e-mail: there is no other way to answer you.",
        "ru": "Оставьте телефон или почту: иначе ответить будет некуда.",
    },
    "form_message_needed": {"en": "Write your question.", "ru": "Напишите вопрос."},
    "consent_needed": {
        "en": "Without your consent this cannot be sent. Tick the box.",
        "ru": "Без согласия отправить нельзя. Отметьте его.",
    },
    "consent_changed": {
        "en": "The words of the consent have changed meanwhile. Read them and tick the box again.",
        "ru": "Пока вы писали, текст согласия изменился. Прочтите его и отметьте снова.",
    },
    "form_without_contact": {
        "en": "A telephone or an e-mail is needed, and neither is asked for. Show one of the fields.",
        "ru": "Нужен телефон или почта, а ни одно из полей не показано. Покажите хотя бы одно.",
    },
    "form_without_fields": {
        "en": "A form without fields asks for nothing. Show at least one.",
        "ru": "В форме нет ни одного поля. Покажите хотя бы одно.",
    },
    "form_words_long": {
        "en": "Longer than {limit} characters: {length}. Make it shorter.",
        "ru": "Длиннее {limit} знаков: {length}. Сократите.",
    },
    "consent_link_invalid": {
        "en": "This is not a page's address. Write it like https://shop.example/privacy.",
        "ru": "Это не адрес страницы. Напишите, например, https://shop.example/privacy.",
    },
    "consent_link_missing": {
        "en": "The words in [brackets] lead nowhere. Give the page with the terms, or take the brackets out of the texts.",
        "ru": "Слова в [скобках] никуда не ведут. Укажите страницу с условиями или уберите скобки из текстов.",
    },
}
