"""EspoCRM: opportunities and contacts by its own API (INTEGRATIONS.md 1.5)."""

from besedka.adapters.crm.espocrm.api import Espo
from besedka.adapters.crm.espocrm.crm import EspoCrm
from besedka.adapters.crm.espocrm.news import hear, keys, listen
from besedka.ports.crm import Ask, Connector, Crm, Powers, Vault
from besedka.ports.http import Http


def _open(vault: Vault, http: Http) -> Crm:
    return EspoCrm(Espo(vault, http))


CONNECTOR = Connector(
    name="espocrm",
    title="EspoCRM",
    asks=(
        Ask(
            "address", "address", {"ru": "Адрес EspoCRM", "en": "Address of EspoCRM"},
            {
                "ru": "Как в адресной строке, без «#» и того, что после: https://crm.firma.ru",
                "en": "As in the browser, without the “#” and what follows: https://crm.example.com",
            },
        ),
        Ask(
            "key", "secret", {"ru": "Ключ API", "en": "API key"},
            {
                "ru": "Администрирование → «API пользователи» → ваш пользователь → «Ключ API»",
                "en": "Administration → API Users → the user → API Key",
            },
        ),
    ),
    powers=Powers(sums=True, news=True),
    sum_field="amount",
    open=_open,
    hear=hear,
    listen=listen,
    derived=keys,
    guide={
        "ru": "Войдите администратором. Администрирование → «Роли» → создайте роль: сделки и контакты – создать «да», чтение, "
        "редактирование и лента «все»; пользователи – чтение «все»; вебхуки – «включено»; разрешение для назначения – «все». Затем "
        "«API пользователи» → создайте пользователя с этой ролью и методом аутентификации «Ключ API». Лид из чата станет сделкой, "
        "переписка – записями в её ленте.",
        "en": "Sign in as an administrator. Administration → Roles → make a role: Opportunities and Contacts with create yes; read, "
        "edit and stream all; Users with read all; Webhooks enabled; Assignment Permission all. Then API Users → make a user with this "
        "role and the authentication method API Key. A lead from the chat becomes an opportunity, the conversation goes into its stream.",
    },
)  # fmt: skip
