"""Odoo CRM, 19.0 and later (INTEGRATIONS.md 1.6)."""

from besedka.adapters.crm.odoo.crm import Odoo
from besedka.adapters.crm.odoo.rpc import Rpc
from besedka.ports.crm import Ask, Connector, Crm, Powers, Vault
from besedka.ports.http import Http

_ADDRESS = Ask(
    "address",
    "address",
    {"ru": "Адрес Odoo", "en": "Address of Odoo"},
    {
        "ru": "То, что стоит в адресной строке, когда вы в Odoo: https://firma.odoo.com. Нужна версия 19 или новее",
        "en": "What the address bar shows when you are in Odoo: https://firm.odoo.com. Version 19 or later is needed",
    },
)
_DATABASE = Ask(
    "database",
    "text",
    {"ru": "База данных", "en": "Database"},
    {
        "ru": "Только если на одном сервере баз несколько: её имя видно на странице входа или в адресе /web/database/selector",
        "en": "Only when one server has several: its name is on the sign-in page, or at /web/database/selector",
    },
    optional=True,
)
_KEY = Ask(
    "key",
    "secret",
    {"ru": "Ключ API", "en": "API key"},
    {
        "ru": "Odoo → ваше имя справа вверху → Мои настройки (Preferences) → Безопасность аккаунта (Account Security) → Новый ключ API",
        "en": "Odoo → your name at the top right → Preferences → Account Security → New API Key",
    },
)
_GUIDE = {
    "ru": "Лучше завести для Беседки отдельного пользователя с правами «Продажи: все документы» и создать ключ от его имени. Odoo выдаёт "
    "ключ не дольше чем на три месяца: замените его здесь до этого срока. В первый раз Беседка заводит у лида поле x_besedka — для этого "
    "ключ должен быть администратора; или пусть администратор заведёт его сам: Настройки → Технические → Поля, модель crm.lead, тип char. "
    "Odoo Online даёт API только на тарифе Custom.",
    "en": "Best make a user of its own for Besedka, with the right “Sales: all documents”, and the key as that user. Odoo makes no key for "
    "longer than three months: replace it here before that. The first time Besedka makes a field x_besedka of leads, which takes an "
    "administrator’s key; or let an administrator make it: Settings → Technical → Fields, model crm.lead, type char. "
    "Odoo Online has the API with the plan Custom only.",
}


def _open(vault: Vault, http: Http) -> Crm:
    return Odoo(Rpc(vault, http))


CONNECTOR = Connector(
    name="odoo", title="Odoo", asks=(_ADDRESS, _DATABASE, _KEY), powers=Powers(sums=True), open=_open, sum_field="expected_revenue",
    guide=_GUIDE,
)  # fmt: skip
