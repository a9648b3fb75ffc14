"""Sentences about leads and the CRM."""

LEADS: dict[str, dict[str, str]] = {
    "lead_title_empty": {"en": "Enter a title for the lead.", "ru": "Введите название."},
    "lead_empty": {
        "en": "Nothing was left: neither a name, a phone, an e-mail nor a text.",
        "ru": "Заявка пуста: нет ни имени, ни телефона, ни почты, ни текста.",
    },
    "lead_title_long": {
        "en": "The title is too long: at most {limit} characters.",
        "ru": "Название слишком длинное: не больше {limit} знаков.",
    },
    "crm_away": {"en": "The CRM does not answer.", "ru": "CRM не отвечает."},
    "crm_slow": {"en": "The CRM takes too long to answer.", "ru": "CRM слишком долго отвечает."},
    "crm_busy": {
        "en": "The CRM takes no more requests just now.",
        "ru": "CRM пока не принимает новые запросы.",
    },
    "crm_broken": {"en": "Something broke in the CRM.", "ru": "В CRM произошла ошибка."},
    "crm_strange": {
        "en": "What answers is no CRM of this kind. Check the address.",
        "ru": "Отвечает не та CRM. Проверьте адрес.",
    },
    "crm_address": {
        "en": "There is nothing at this address. Check it in Cabinet → CRM.",
        "ru": "По этому адресу ничего нет. Проверьте его: кабинет → CRM.",
    },
    "crm_private": {
        "en": "This address is in a private network. Whoever runs the server may allow it with BESEDKA_OUTGOING.",
        "ru": "Этот адрес во внутренней сети. Разрешить его может администратор сервера: BESEDKA_OUTGOING.",
    },
    "crm_unsafe": {
        "en": "The CRM's certificate is not trusted. Renew it there, or check the address.",
        "ru": "Сертификату CRM нельзя доверять. Обновите его там или проверьте адрес.",
    },
    "crm_no_access": {
        "en": "The CRM does not accept the key. It has expired or was revoked: enter a new one in Cabinet → CRM.",
        "ru": "CRM не принимает ключ: он истёк или отозван. Введите новый: кабинет → CRM.",
    },
    "crm_key_letters": {
        "en": "The key has letters that no key has. Copy it from the CRM once more.",
        "ru": "В ключе есть знаки, которых в ключах не бывает. Скопируйте его из CRM ещё раз.",
    },
    "crm_secret": {
        "en": "The signing secret is not one: it is whsec_ and at least 24 bytes in base64.",
        "ru": "Это не секрет подписи: нужны whsec_ и не меньше 24 байт в base64.",
    },
    "crm_second_factor": {
        "en": "The CRM asks this user for more than a password. Make Besedka a user of its own without a second factor.",
        "ru": "CRM просит у этого пользователя не только пароль. Заведите для Беседки отдельного, без второго шага входа.",
    },
    "crm_no_api": {
        "en": "The CRM's API is not at this address. Check the address, the database's name and the CRM's version.",
        "ru": "По этому адресу нет API этой CRM. Проверьте адрес, имя базы и версию CRM.",
    },
    "crm_large": {
        "en": "The CRM exports more records than can be looked through.",
        "ru": "CRM выгружает больше записей, чем можно просмотреть.",
    },
    "crm_stage_late": {
        "en": "In the CRM a lead cannot begin in this stage. Choose an earlier one.",
        "ru": "В CRM заявка не может начаться с этого этапа. Выберите более ранний.",
    },
    "crm_nobodys": {
        "en": "In this stage the CRM wants somebody responsible. Choose a manager, or another stage.",
        "ru": "На этом этапе CRM нужен ответственный. Выберите менеджера или другой этап.",
    },
    "crm_no_right": {
        "en": "The key lacks a right in the CRM. Give it there, then send again.",
        "ru": "Ключу не хватает права в CRM. Выдайте его там и отправьте ещё раз.",
    },
    "crm_choose": {
        "en": "The key is for several of them: enter one.",
        "ru": "Ключу доступно несколько: укажите один.",
    },
    "crm_unpaid": {
        "en": "The CRM account is not paid for, or its plan has no API.",
        "ru": "Аккаунт CRM не оплачен, или в тарифе нет API.",
    },
    "crm_refused": {"en": "The CRM did not accept the lead.", "ru": "CRM не приняла отправленное."},
    "crm_field": {
        "en": "The CRM does not accept one of the additional fields.",
        "ru": "CRM не принимает одно из дополнительных полей.",
    },
    "crm_lead_gone": {
        "en": "The lead was deleted in the CRM. Send it again, and it is made anew.",
        "ru": "В CRM это удалили. Отправьте ещё раз, и создастся заново.",
    },
    "crm_manager_gone": {
        "en": "The CRM no longer has this manager.",
        "ru": "В CRM больше нет этого менеджера.",
    },
    "crm_unknown": {
        "en": "This version of Besedka does not know this CRM.",
        "ru": "Эта версия Беседки не знает такую CRM.",
    },
    "crm_sealed": {
        "en": "The CRM's keys cannot be read any more: the server's secret is another one. Connect the CRM again.",
        "ru": "Ключи CRM больше не прочитать: секрет сервера сменился. Подключите CRM заново.",
    },
    "crm_empty": {"en": "Fill this in.", "ru": "Заполните это поле."},
    "crm_long": {"en": "Too long: at most {limit} characters.", "ru": "Слишком длинно: не больше {limit} знаков."},
    "crm_no_address": {
        "en": "Enter an address like https://example.com.",
        "ru": "Введите адрес вида https://example.com.",
    },
    "crm_choice": {"en": "Choose one of the list.", "ru": "Выберите из списка."},
    "crm_stage_gone": {
        "en": "The CRM has no such stage any more. Choose another.",
        "ru": "Такого этапа в CRM больше нет. Выберите другой.",
    },
    "extra_variable": {
        "en": "There is no variable “{variable}”. Choose one of the list.",
        "ru": "Переменной “{variable}” нет. Выберите из списка.",
    },
    "extra_many": {"en": "At most {limit} additional fields.", "ru": "Не больше {limit} дополнительных полей."},
    "extra_twice": {"en": "This field is there already.", "ru": "Это поле уже есть."},
    "extra_gone": {
        "en": "The CRM has no such field any more. Remove it or choose another.",
        "ru": "Такого поля в CRM больше нет. Уберите его или выберите другое.",
    },
    "extra_empty": {"en": "Enter a value.", "ru": "Введите значение."},
    "extra_long": {"en": "Too long: at most {limit} characters.", "ru": "Слишком длинно: не больше {limit} знаков."},
    "extra_number": {"en": "This field takes a number, like 15 or 15.5.", "ru": "В это поле нужно число: 15 или 15,5."},
    "extra_flag": {"en": "This field takes yes or no.", "ru": "В это поле нужно «да» или «нет»."},
    "extra_date": {"en": "This field takes a date, like 2026-12-31.", "ru": "В это поле нужна дата: 31.12.2026."},
    "extra_choice": {
        "en": "The field has no such option. Choose one of its list.",
        "ru": "Такого варианта у поля нет. Выберите из списка.",
    },
    "extra_link": {
        "en": "This field takes a link, like https://example.com.",
        "ru": "В это поле нужна ссылка: https://example.com.",
    },
}
