"""Every CRM that the contract suite is held to: one line a connector."""

from tests.crm.amocrm.world import opens as amocrm
from tests.crm.bitrix24.world import opens as bitrix24
from tests.crm.builtin.world import builtin
from tests.crm.custom.world import custom
from tests.crm.espocrm.world import espocrm
from tests.crm.hubspot.world import hubspot
from tests.crm.odoo.world import odoo
from tests.crm.pipedrive.world import opens as pipedrive
from tests.crm.retailcrm.world import opens as retailcrm
from tests.crm.tryton.world import tryton
from tests.crm.webhook.world import webhook
from tests.crm.world import Opens

WORLDS: dict[str, Opens] = {
    "amocrm": amocrm,
    "bitrix24": bitrix24,
    "builtin": builtin,
    "espocrm": espocrm,
    "hubspot": hubspot,
    "odoo": odoo,
    "pipedrive": pipedrive,
    "retailcrm": retailcrm,
    "custom": custom,
    "webhook": webhook,
}  # fmt: skip
LIVE: dict[str, Opens] = {
    "tryton": tryton,
}
"""Those that are the real system, which takes its time to start: tests/live runs them, apart from the quick ones."""
