"""What the user of Tryton must be allowed to do."""

from collections.abc import Mapping

from besedka.adapters.crm.tryton.rpc import Rpc
from besedka.ports.crm import CrmFailed, Missing

NEEDED: Mapping[str, tuple[str, ...]] = {
    "sale.opportunity": ("read", "create", "write"), "party.party": ("read", "create", "write"),
    "party.contact_mechanism": ("read", "create"), "ir.note": ("read", "create"), "company.employee": ("read",),
}  # fmt: skip


async def missing(rpc: Rpc) -> tuple[Missing, ...]:
    """Return the rights that are lacking; without a company no opportunity can be made."""
    await rpc.enter()
    company = () if rpc.user["company"] else (Missing("crm_no_right", "company"),)
    lacking = [(model, await _lacking(rpc, model, rights)) for model, rights in NEEDED.items()]
    return (
        *company,
        *(Missing("crm_no_right", f"{model}: {', '.join(rights)}") for model, rights in lacking if rights),
    )


async def _lacking(rpc: Rpc, model: str, rights: tuple[str, ...]) -> list[str]:
    """Return which rights to a model are lacking; a model that is not installed gives none."""
    try:
        told = await rpc.ask("ir.model.access.get_access", [model])
    except CrmFailed as failed:
        if failed.code != "crm_broken":
            raise
        return ["module"]
    return [right for right in rights if not told[model][right]]
