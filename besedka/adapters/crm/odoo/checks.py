"""What the user of a key must be allowed in Odoo, asked of Odoo itself: nothing is changed."""

from besedka.adapters.crm.odoo.rpc import Refused, Rpc
from besedka.adapters.crm.odoo.shapes import MARK
from besedka.ports.crm import Missing

RIGHTS = (
    ("crm.lead", ("read", "create", "write")), ("crm.stage", ("read",)), ("res.partner", ("read", "create", "write")),
    ("res.users", ("read",)),
)  # fmt: skip


async def missing(rpc: Rpc) -> tuple[Missing, ...]:
    """Return what a person has to mend in Odoo."""
    found = [await _right(rpc, model, operation) for model, operations in RIGHTS for operation in operations]
    lacking = [one for one in found if one is not None]
    if not any(one.detail.startswith("crm.lead") for one in lacking):
        lacking += await _mark(rpc)
    return tuple(dict.fromkeys(lacking))


async def _right(rpc: Rpc, model: str, operation: str) -> Missing | None:
    try:
        allowed = await rpc.call(model, "has_access", {"ids": [], "operation": operation})
    except Refused as refused:
        if refused.code == "crm_refused":
            return Missing("crm_refused", f"{model}: {refused.detail}")
        raise
    return None if allowed.value is True else Missing("crm_no_right", f"{model}: {operation}")


async def _mark(rpc: Rpc) -> list[Missing]:
    """Our field is there, or may be made."""
    if await rpc.call("crm.lead", "fields_get", {"allfields": [MARK], "attributes": ["type"]}):
        return []
    allowed = await rpc.call("ir.model.fields", "has_access", {"ids": [], "operation": "create"})
    return [] if allowed.value is True else [Missing("crm_field", f"crm.lead: {MARK}")]
