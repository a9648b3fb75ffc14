"""What a key of HubSpot must be allowed, each right tried on a record that there is none of: nothing is changed."""

from collections.abc import Mapping

from besedka.adapters.crm.hubspot.account import Account, Refused
from besedka.adapters.crm.hubspot.shapes import MARK
from besedka.ports.crm import Missing

RIGHTS: tuple[tuple[str, str, str], ...] = (
    ("crm.objects.contacts.read", "GET", "/crm/v3/objects/contacts?limit=1"),
    ("crm.objects.contacts.write", "PATCH", "/crm/v3/objects/contacts/0"),
    ("crm.objects.deals.read", "GET", "/crm/v3/objects/deals?limit=1"),
    ("crm.objects.deals.write", "PATCH", "/crm/v3/objects/deals/0"),
    ("crm.objects.owners.read", "GET", "/crm/v3/owners?limit=1"),
)
"""HubSpot's name of a right, and the question that shows it. Notes go by the rights of contacts."""
_NOTHING: Mapping[str, Mapping[str, object]] = {"PATCH": {"properties": {}}}


async def missing(account: Account) -> tuple[Missing, ...]:
    """Return what a person has to mend in HubSpot."""
    rights = [await _right(account, *right) for right in RIGHTS]
    marks = [await _mark(account, kind) for kind in ("contacts", "deals")]
    return tuple(one for one in (*rights, *marks) if one is not None)


async def _right(account: Account, scope: str, method: str, path: str) -> Missing | None:
    """Tell that a right is missing. Any other refusal of a question about nothing shows that it is there."""
    try:
        await account.ask(method, path, _NOTHING.get(method))
    except Refused as refused:
        if refused.code == "crm_no_right":
            return Missing("crm_no_right", scope)
        if refused.status not in (400, 404):
            raise
    return None


async def _mark(account: Account, kind: str) -> Missing | None:
    """Our property is there and unique, or may be made."""
    path = f"/crm/v3/properties/{kind}/{MARK}"
    try:
        made = await account.get(path)
    except Refused as refused:
        if refused.status == 404:
            return await _right(account, f"crm.schemas.{kind}.write", "PATCH", path)
        if refused.code == "crm_no_right":
            return None
        raise
    return None if made["hasUniqueValue"].value is True else Missing("crm_field", f"{kind}: {MARK}, hasUniqueValue")
