"""Bitrix24: by an incoming webhook, or by the keys of a local application."""

from besedka.adapters.crm.bitrix24.account import Bitrix24
from besedka.adapters.crm.bitrix24.door import secrets
from besedka.adapters.crm.bitrix24.news import hear
from besedka.ports.crm import Ask, Connector, Powers

_KEYS_RU = "Разработчикам → Интеграции → ваше локальное приложение"
_KEYS_EN = "Developer resources → Integrations → your local application"

CONNECTOR = Connector(
    name="bitrix24",
    title="Bitrix24",
    asks=(
        Ask(
            "webhook", "secret", {"ru": "Адрес входящего вебхука", "en": "Inbound webhook's address"},
            {
                "ru": "Разработчикам → Другое → Входящий вебхук → поле «Вебхук для вызова REST API», целиком: https://…/rest/1/…/",
                "en": "Developer resources → Other → Inbound webhook → “Webhook to call REST API”, all of it: https://…/rest/1/…/",
            },
            optional=True, way="first",
        ),
        Ask(
            "kind", "choice", {"ru": "Чем становится обращение", "en": "What a lead becomes"},
            {
                "ru": "Лиды есть только в классическом режиме CRM: CRM → Настройки → Другое → Режим работы CRM",
                "en": "Leads exist only in the classic mode: CRM → Settings → Other → CRM mode",
            },
            optional=True, options=(("deal", {"ru": "Сделкой", "en": "A deal"}), ("lead", {"ru": "Лидом", "en": "A lead"})),
        ),
        Ask(
            "application_token", "secret", {"ru": "Токен исходящего вебхука", "en": "Outbound webhook's token"},
            {
                "ru": "Нужен, чтобы изменения приходили сразу. Разработчикам → Другое → Исходящий вебхук → «Токен приложения»",
                "en": "For changes to come at once. Developer resources → Other → Outbound webhook → “Application token”",
            },
            optional=True,
        ),
        Ask(
            "address", "address", {"ru": "Адрес портала", "en": "Portal's address"},
            {"ru": "https://имя.bitrix24.ru", "en": "https://name.bitrix24.com"},
            optional=True, way="other",
        ),
        Ask(
            "client_id", "text", {"ru": "Код приложения (client_id)", "en": "Application ID (client_id)"},
            {"ru": _KEYS_RU, "en": _KEYS_EN}, optional=True, way="other",
        ),
        Ask(
            "client_secret", "secret", {"ru": "Ключ приложения (client_secret)", "en": "Application key (client_secret)"},
            {"ru": _KEYS_RU, "en": _KEYS_EN}, optional=True, way="other",
        ),
        Ask(
            "refresh_token", "secret", {"ru": "Токен обновления (refresh_token)", "en": "Refresh token"},
            {
                "ru": f"{_KEYS_RU}. Приходит обработчику приложения при установке",
                "en": f"{_KEYS_EN}. The application's handler is given it when it is installed",
            },
            optional=True, way="other",
        ),
    ),
    powers=Powers(sums=True, news=True),
    sum_field="opportunity",
    open=Bitrix24,
    hear=hear,
    derived=secrets,
    guide={
        "ru": "Войдите под сотрудником, от чьего имени будут создаваться обращения, лучше под администратором. Откройте «Разработчикам» → "
        "«Другое» → «Входящий вебхук», отметьте права «CRM (crm)» и «Пользователи (user)», сохраните и скопируйте адрес целиком. "
        "Вебхук действует с правами этого сотрудника. REST есть не на всех тарифах.",
        "en": "Sign in as the employee in whose name leads will be made, an administrator at best. Open Developer resources → Other → "
        "Inbound webhook, allow CRM (crm) and Users (user), save, and copy the whole address. The webhook has that employee's rights. "
        "Not every plan has REST.",
    },
)  # fmt: skip
