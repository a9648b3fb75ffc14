"""Every kind of CRM that can be connected, in the order in which the cabinet shows them: one line a connector."""

from besedka.adapters.crm.amocrm.connector import CONNECTOR as AMOCRM
from besedka.adapters.crm.bitrix24.connector import CONNECTOR as BITRIX24
from besedka.adapters.crm.custom.connector import CONNECTOR as CUSTOM
from besedka.adapters.crm.espocrm.connector import CONNECTOR as ESPOCRM
from besedka.adapters.crm.hubspot.connector import CONNECTOR as HUBSPOT
from besedka.adapters.crm.odoo.connector import CONNECTOR as ODOO
from besedka.adapters.crm.pipedrive.connector import CONNECTOR as PIPEDRIVE
from besedka.adapters.crm.retailcrm.connector import CONNECTOR as RETAILCRM
from besedka.adapters.crm.tryton.connector import CONNECTOR as TRYTON
from besedka.adapters.crm.webhook.connector import CONNECTOR as WEBHOOK
from besedka.ports.crm import Connector

CONNECTORS: tuple[Connector, ...] = (
    AMOCRM,
    BITRIX24,
    ESPOCRM,
    HUBSPOT,
    ODOO,
    RETAILCRM,
    PIPEDRIVE,
    TRYTON,
    CUSTOM,
    WEBHOOK,
)  # fmt: skip
