"""What the connect screen says of RetailCRM."""

from besedka.ports.crm import Ask

ASKS = (
    Ask(
        "address",
        "address",
        {"ru": "Адрес RetailCRM", "en": "Address of RetailCRM"},
        {
            "ru": "Как в строке браузера, когда вы в RetailCRM: https://shop.retailcrm.ru",
            "en": "As the browser shows it while you are in RetailCRM: https://shop.simla.com",
        },
    ),
    Ask(
        "key",
        "secret",
        {"ru": "API-ключ", "en": "API key"},
        {
            "ru": "Настройки → Интеграция → Ключи доступа к API → Добавить",
            "en": "Settings → Integration → API access keys → Add",
        },
    ),
    Ask(
        "site",
        "text",
        {"ru": "Символьный код магазина", "en": "Symbolic code of the shop"},
        {
            "ru": "Нужен, если ключу доступно несколько магазинов: Настройки → Магазины, поле «Символьный код»",
            "en": "Needed when the key is for several shops: Settings → Stores, “Symbolic code”",
        },
        optional=True,
    ),
)
GUIDE = {
    "ru": (
        "В RetailCRM откройте Настройки → Интеграция → Ключи доступа к API и добавьте ключ. Дайте ему доступ к магазину, в который пойдут "
        "заявки, и права order_read, order_write, customer_read, customer_write, reference_read, user_read, custom_fields_read. "
        "Заявка станет заказом: её название — в комментарии клиента, переписка — в комментарии оператора."
    ),
    "en": (
        "In RetailCRM open Settings → Integration → API access keys and add a key. Let it reach the shop that the leads are for, with the "
        "rights order_read, order_write, customer_read, customer_write, reference_read, user_read, custom_fields_read. A lead "
        "becomes an order: its title is the customer's comment, the conversation the manager's."
    ),
}
