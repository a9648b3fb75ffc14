"""What the connect screen says of Pipedrive."""

from besedka.ports.crm import Ask

ASKS = (
    Ask(
        "address",
        "address",
        {"ru": "Адрес Pipedrive", "en": "Address of Pipedrive"},
        {
            "ru": "Как в строке браузера, когда вы в Pipedrive: https://company.pipedrive.com",
            "en": "As the browser shows it while you are in Pipedrive: https://company.pipedrive.com",
        },
    ),
    Ask(
        "token",
        "secret",
        {"ru": "API-токен", "en": "API token"},
        {
            "ru": "Имя вверху справа → Настройки компании → Личные настройки → API",
            "en": "Your name at the top right → Company settings → Personal preferences → API",
        },
    ),
    Ask(
        "hook_password",
        "secret",
        {"ru": "Пароль вебхука", "en": "Password of the webhook"},
        {
            "ru": "Только если Pipedrive должен сам сообщать об изменениях: придумайте пароль и впишите его и там, и здесь",
            "en": "Only when Pipedrive is to tell of changes by itself: think of a password and enter it both there and here",
        },
        optional=True,
    ),
)
GUIDE = {
    "ru": (
        "Войдите в Pipedrive под сотрудником, от имени которого будут появляться сделки и заметки, и скопируйте его "
        "API-токен: Личные настройки → API. Сотруднику нужны права видеть других пользователей и добавлять "
        "настраиваемые поля: первая заявка создаст в сделках поле «Besedka», по которому чат узнаёт свою сделку. "
        "Если текстовое поле с этим названием уже есть, второе право не нужно. Чтобы Pipedrive сообщал об изменениях: "
        "Настройки → Инструменты и приложения → Вебхуки, версия 2, наш адрес, любое имя и тот же пароль."
    ),
    "en": (
        "Sign in to Pipedrive as the person in whose name deals and notes are to appear, and copy their API token: Personal preferences → "
        "API. They need the permissions to see other users and to add custom fields: the first lead makes the deal field “Besedka”, by "
        "which the chat knows its deal again. Where there is a text field of that name already, the second is not needed. "
        "To let Pipedrive tell of changes: Settings → Tools and apps → Webhooks, version 2, our address, any name and "
        "the same password."
    ),
}
