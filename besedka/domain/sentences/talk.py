"""Sentences of conversations and their messages."""

TALK: dict[str, dict[str, str]] = {
    "text_empty": {"en": "Write something first.", "ru": "Сначала напишите что-нибудь."},
    "text_too_long": {
        "en": "The message has {length} characters, the limit is {limit}. Split it in parts.",
        "ru": "В сообщении {length} знаков, предел — {limit}. Разделите его на части.",
    },
    "already_taken": {
        "en": "The conversation is already with {operator}.",
        "ru": "Обращение уже в работе: {operator}.",
    },
    "not_yours": {
        "en": "{operator} is responsible for this conversation. An administrator can hand it over to you.",
        "ru": "За это обращение отвечает {operator}. Передать его вам может администратор.",
    },
    "not_your_message": {
        "en": "These are somebody else's words: only their author may change them.",
        "ru": "Это не ваши слова: изменить их может только автор.",
    },
    "message_gone": {
        "en": "This message has been deleted already.",
        "ru": "Это сообщение уже удалено.",
    },
    "change_too_late": {
        "en": "A message may be changed for {minutes} min after it was sent; that time is over. Write a new one.",
        "ru": "Сообщение можно менять {minutes} мин после отправки, это время вышло. Напишите новое.",
    },
    "change_too_late_s": {
        "en": "A message may be changed for {seconds} s after it was sent; that time is over. Write a new one.",
        "ru": "Сообщение можно менять {seconds} с после отправки, это время вышло. Напишите новое.",
    },
    "change_never": {
        "en": "In this project messages are not changed once they are sent. Write a new one.",
        "ru": "В этом проекте отправленные сообщения не меняют. Напишите новое.",
    },
    "quote_unknown": {
        "en": "The quoted message is not in this conversation. Remove the quote and send again.",
        "ru": "Цитируемого сообщения в этом обращении нет. Уберите цитату и отправьте снова.",
    },
    "already_closed": {
        "en": "The conversation has been closed meanwhile. Bring it back to work first.",
        "ru": "Обращение тем временем закрыли. Сначала верните его в работу.",
    },
    "already_returned": {
        "en": "The conversation has been put back among the new ones meanwhile.",
        "ru": "Обращение тем временем вернули в новые.",
    },
    "not_closed": {
        "en": "The conversation is open again, so there is nothing to rate yet.",
        "ru": "Разговор снова открыт, оценивать пока нечего.",
    },
    "comment_too_long": {
        "en": "The comment has {length} characters, the limit is {limit}.",
        "ru": "В отзыве {length} знаков, предел — {limit}.",
    },
    "id_taken": {
        "en": "This id already names another message. Send it again under a new one.",
        "ru": "Под этим номером уже есть другое сообщение. Отправьте под новым.",
    },
    "link_over": {
        "en": "This link has been used already, or is out of date: it opens the conversation once, within a week.",
        "ru": "Эта ссылка уже использована или устарела: она открывает разговор один раз и действует неделю.",
    },
    "letters_off": {
        "en": "This server sends no mail. Whoever runs it sets up a mail server first.",
        "ru": "Этот сервер не отправляет почту. Сначала администратор сервера должен её настроить.",
    },
    "letter_no_address": {
        "en": "The client's e-mail is not known. Write it into the card first.",
        "ru": "Почта клиента неизвестна. Сначала впишите её в карточку.",
    },
    "letter_unwelcome": {
        "en": "The client asked not to be written to by e-mail.",
        "ru": "Клиент попросил не присылать ему писем.",
    },
    "letter_nothing": {
        "en": "There is no answer to send yet. Answer first.",
        "ru": "Отправлять пока нечего. Сначала ответьте.",
    },
    "letter_going": {
        "en": "The letter is on its way already.",
        "ru": "Письмо уже отправляется.",
    },
    "mail_refused": {
        "en": "The mail server did not take the letter. Check the client's e-mail and try again.",
        "ru": "Почтовый сервер не принял письмо. Проверьте почту клиента и попробуйте снова.",
    },
    "mail_away": {
        "en": "The mail server cannot be reached. The letter is tried again by itself.",
        "ru": "Почтовый сервер недоступен. Письмо уйдёт само, когда он ответит.",
    },
    "mail_bounced": {
        "en": "The letter came back: nobody can be reached at this address. Correct the e-mail and try again.",
        "ru": "Письмо вернулось: по этому адресу никого нет. Исправьте почту и попробуйте снова.",
    },
    "stop_unknown": {
        "en": "This link does not fit. Open the whole of it from the latest letter.",
        "ru": "Ссылка не подходит. Откройте её из последнего письма целиком.",
    },
}
