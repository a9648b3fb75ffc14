"""Sentences of people: operators, members of a cabinet, who may do what."""

PEOPLE: dict[str, dict[str, str]] = {
    "name_empty": {"en": "Enter a name.", "ru": "Введите имя."},
    "name_too_long": {"en": "The name is longer than {limit} characters.", "ru": "Имя длиннее {limit} знаков."},
    "email_invalid": {
        "en": "“{email}” is not an e-mail address. Write it like name@shop.example.",
        "ru": "«{email}» — не адрес почты. Напишите, например, name@shop.example.",
    },
    "email_taken": {
        "en": "An operator with the e-mail {email} is already in this project.",
        "ru": "Оператор с почтой {email} уже есть в этом проекте.",
    },
    "operator_changed": {
        "en": "Somebody else has changed this meanwhile: “{now}”. Save again to put yours in its place.",
        "ru": "Пока вы правили, здесь сохранили другое: «{now}». Сохраните ещё раз, чтобы осталось ваше.",
    },
    "password_short": {
        "en": "The password needs at least {limit} characters.",
        "ru": "В пароле должно быть не меньше {limit} знаков.",
    },
    "password_long": {
        "en": "The password has more than {limit} characters.",
        "ru": "В пароле больше {limit} знаков.",
    },
    "title_too_long": {
        "en": "The title is longer than {limit} characters.",
        "ru": "Подпись длиннее {limit} знаков.",
    },
    "password_wrong": {
        "en": "The present password does not fit.",
        "ru": "Нынешний пароль не подходит.",
    },
    "only_owner": {
        "en": "Only the owner may do this: {owner}.",
        "ru": "Это может только владелец: {owner}.",
    },
    "admins_by_owner": {
        "en": "Only the owner makes and changes administrators: {owner}.",
        "ru": "Назначает и меняет администраторов только владелец: {owner}.",
    },
    "audit_by_owner": {
        "en": "The owner decides who reads the audit log: {owner}.",
        "ru": "Кому читать журнал действий, решает владелец: {owner}.",
    },
    "owner_stays": {
        "en": "The owner cannot be let out of the project.",
        "ru": "Владельца нельзя убрать из проекта.",
    },
    "account_shared": {
        "en": "This person works in other projects too, so only they change their password.",
        "ru": "Этот человек работает и в других проектах, поэтому пароль меняет только сам.",
    },
    "member_taken": {
        "en": "The person with the e-mail {email} is already in this cabinet.",
        "ru": "Человек с почтой {email} уже есть в этом кабинете.",
    },
    "only_admins": {
        "en": "Only an administrator may do this.",
        "ru": "Это может только администратор.",
    },
    "not_signed_in": {"en": "Sign in to go on.", "ru": "Войдите, чтобы продолжить."},
    "sign_in_failed": {
        "en": "These sign-in details do not fit. Check every field.",
        "ru": "Данные для входа не подходят. Проверьте все поля.",
    },
    "too_many_attempts": {
        "en": "Too many attempts. Try again in {retry_after} s.",
        "ru": "Слишком много попыток. Попробуйте через {retry_after} с.",
    },
    "admins_only": {
        "en": "Only administrators may see this.",
        "ru": "Это видят только администраторы.",
    },
    "operator_disabled": {
        "en": "{name} is disabled and cannot take conversations. Choose somebody else.",
        "ru": "{name} — отключён и не может вести обращения. Выберите другого.",
    },
}
