"""Sentences of accounts, and of projects that are made."""

ACCOUNTS: dict[str, dict[str, str]] = {
    "ticket_over": {
        "en": "This link was used already, or its time is over. Ask for a new one; if you have an account, just sign in.",
        "ru": "Эта ссылка уже использована или устарела. Запросите новую, а если кабинет уже есть — просто войдите.",
    },
    "account_taken": {
        "en": "There is an account with the e-mail {email} already. Sign in with it, or take another address.",
        "ru": "Кабинет с почтой {email} уже есть. Войдите в него или укажите другую почту.",
    },
    "account_unknown": {
        "en": "There is no account with the e-mail “{email}”.",
        "ru": "Кабинета с почтой «{email}» нет.",
    },
    "mail_off": {
        "en": "This server sends no mail. Ask its administrator to set a new password: besedka owner password.",
        "ru": "Этот сервер не отправляет почту. Попросите его администратора задать новый пароль: besedka owner password.",
    },
    "registration_closed": {
        "en": "Accounts are made by invitation here. Ask the server's administrator for one: besedka owner invite.",
        "ru": "Кабинеты здесь создают по приглашению. Попросите его у администратора сервера: besedka owner invite.",
    },
    "projects_by_founders": {
        "en": "You were let in to somebody's project, and cannot make your own here. Ask the server's administrator for an invitation.",
        "ru": "Вас пустили в чужой проект, и своего здесь создать нельзя. Попросите приглашение у администратора сервера.",
    },
    "projects_too_many": {
        "en": "One person owns at most {limit} projects.",
        "ru": "У одного владельца не больше {limit} проектов.",
    },
    "page_private": {
        "en": "{address} is no public address, and the server looks at public ones only. Its administrator may allow it: BESEDKA_OUTGOING.",
        "ru": "{address} — не публичный адрес, а сервер смотрит только публичные. Администратор может разрешить: BESEDKA_OUTGOING.",
    },
    "page_unknown": {
        "en": "There is no site at {address}. Check the address for a slip.",
        "ru": "По адресу {address} сайта нет. Проверьте, нет ли опечатки.",
    },
    "page_away": {
        "en": "{address} does not answer: {why}. Open it in a browser and try again.",
        "ru": "{address} не отвечает: {why}. Откройте его в браузере и попробуйте снова.",
    },
    "page_unsafe": {
        "en": "{address} has no certificate that browsers trust: {why}.",
        "ru": "У {address} нет сертификата, которому доверяют браузеры: {why}.",
    },
    "page_wandering": {
        "en": "{address} leads from one address to the next without end.",
        "ru": "{address} без конца перенаправляет с адреса на адрес.",
    },
    "project_deleted": {
        "en": "This project was deleted.",
        "ru": "Этот проект удалён.",
    },
    "project_name_wrong": {
        "en": "The project is called otherwise. Type its name: {name}.",
        "ru": "Проект называется иначе. Введите его название: {name}.",
    },
    "sites_too_many": {
        "en": "A project has at most {limit} sites.",
        "ru": "В проекте не больше {limit} сайтов.",
    },
}
