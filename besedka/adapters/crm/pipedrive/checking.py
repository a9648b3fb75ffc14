"""The test of a connection: whose token it is, and whether that user may do what will be needed."""

from urllib.parse import urlsplit

from besedka.adapters.crm.pipedrive.api import V1, V2, Api, root
from besedka.adapters.crm.pipedrive.fields import find_mark
from besedka.ports.crm import Checked, Missing


async def check(api: Api) -> Checked:
    """Ask for the user, for their permissions, and for what is read before a deal is stored."""
    me = await api.get(f"{V1}/users/me")
    needed = ["can_see_other_users"] + ([] if await find_mark(api) else ["can_add_custom_fields"])
    permissions = await api.get(f"{V1}/users/{me['id'].text}/permissions")
    missing = [Missing("crm_no_right", one) for one in needed if permissions[one].value is False]
    await api.get(f"{V2}/pipelines", [("limit", "1")])
    await api.get(f"{V2}/persons", [("limit", "1")])
    return Checked(me["company_name"].text or urlsplit(root(await api.vault.values())).netloc, tuple(missing))
