"""amoCRM, which is Kommo outside Russia: API v4, by a long-lived token or by the keys of an integration."""

from besedka.adapters.crm.amocrm.account import AmoCrm
from besedka.adapters.crm.amocrm.news import hear, listen
from besedka.ports.crm import Ask, Connector, Powers

_KEYS_RU = "Настройки интеграции → «Ключи и доступы»"
_KEYS_EN = "The integration's settings → Keys and scopes"

CONNECTOR = Connector(
    name="amocrm",
    title="amoCRM / Kommo",
    asks=(
        Ask(
            "address", "address", {"ru": "Адрес аккаунта", "en": "Account address"},
            {
                "ru": "Как в адресной строке, когда вы вошли: https://имя.amocrm.ru или https://имя.kommo.com",
                "en": "As in the browser once you are signed in: https://name.kommo.com or https://name.amocrm.ru",
            },
        ),
        Ask(
            "token", "secret", {"ru": "Долгосрочный токен", "en": "Long-lived token"},
            {
                "ru": "Настройки интеграции → «Ключи и доступы» → «Сгенерировать токен». Срок выбираете вы, до 5 лет",
                "en": "The integration's settings → Keys and scopes → Generate long-lived token. It lives as long as you choose, 5 "
                "years at most",
            },
            optional=True, way="first",
        ),
        Ask(
            "client_id", "text", {"ru": "ID интеграции", "en": "Integration ID"}, {"ru": _KEYS_RU, "en": _KEYS_EN},
            optional=True, way="other",
        ),
        Ask(
            "client_secret", "secret", {"ru": "Секретный ключ", "en": "Secret key"}, {"ru": _KEYS_RU, "en": _KEYS_EN},
            optional=True, way="other",
        ),
        Ask(
            "code", "secret", {"ru": "Код авторизации", "en": "Authorization code"},
            {"ru": f"{_KEYS_RU}. Действует 20 минут и один раз", "en": f"{_KEYS_EN}. Good for 20 minutes, and once"},
            optional=True, way="other",
        ),
        Ask(
            "redirect_uri", "text", {"ru": "Ссылка для перенаправления", "en": "Redirect URL"},
            {
                "ru": "Ровно так, как она записана в настройках интеграции",
                "en": "Exactly as the integration's settings have it",
            },
            optional=True, way="other",
        ),
    ),
    powers=Powers(sums=True, news=True),
    open=AmoCrm,
    hear=hear,
    listen=listen,
    guide={
        "ru": "Войдите администратором аккаунта: другим amoCRM не показывает сотрудников. Откройте «амоМаркет» → меню «⋯» → «Создать "
        "интеграцию» → «Внешняя интеграция», отметьте доступ к данным аккаунта и сохраните. На вкладке «Ключи и доступы» сгенерируйте "
        "долгосрочный токен и вставьте его сюда. Для отметки о переписке в сделках появится поле Besedka.",
        "en": "Sign in as an administrator of the account: nobody else is shown its users. Open the Marketplace → menu “⋯” → Create "
        "integration → Private, allow access to the account's data and save. Under Keys and scopes generate a long-lived token and paste "
        "it here. Leads get a field Besedka, which keeps the mark of the conversation.",
    },
)  # fmt: skip
