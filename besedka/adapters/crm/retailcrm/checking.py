"""The test of a connection: what the key may do, and which shop the orders are for."""

from urllib.parse import urlsplit

from besedka.adapters.crm.retailcrm.api import Api, root
from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Checked, Missing

RIGHTS = (
    "order_read", "order_write", "customer_read", "customer_write", "reference_read", "user_read", "custom_fields_read",
)  # fmt: skip


async def check(api: Api) -> Checked:
    """Ask the key what it is for; it is told by the vendor's own names of rights and shops."""
    granted = await api.get("credentials")
    rights = [right.text for right in granted["scopes"]]
    missing = [Missing("crm_no_right", right) for right in RIGHTS if right not in rights]
    wrong = await _shop(api, granted) if "reference_read" in rights else None
    named = (await api.get("system-info"))["publicUrl"].text or root(await api.vault.values())
    return Checked(urlsplit(named).netloc, (*missing, *([wrong] if wrong else [])))


async def _shop(api: Api, granted: Tree) -> Missing | None:
    """Several shops: one has to be named, and be among them."""
    site = (await api.vault.values()).get("site", "").strip()
    shops = [shop.text for shop in granted["sitesAvailable"]] or [
        code for code, _ in (await api.get("v5/reference/sites"))["sites"].items()
    ]
    good = site in shops if site else len(shops) < 2
    return None if good else Missing("crm_choose", f"site: {', '.join(shops)}")
