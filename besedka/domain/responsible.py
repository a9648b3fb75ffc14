"""Who of the CRM is responsible for a lead: the manager whose e-mail is the operator's (PRODUCT.md 5.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from besedka.domain.crm import Manager
from besedka.domain.operator import fold_email


def manager_of(email: str, managers: Sequence[Manager]) -> Manager | None:
    """Return the working manager with this e-mail, however it is written; of several the one with the least id. None: nobody."""
    wanted = fold_email(email.strip())
    if not wanted:
        return None
    found = [one for one in managers if one.active and fold_email(one.email.strip()) == wanted]
    return min(found, key=lambda one: (len(one.id), one.id), default=None)


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who is responsible, None: whom the CRM itself makes so. `unmatched` is the operator's e-mail that no manager has."""

    manager: Manager | None
    matched: Manager | None
    unmatched: str


def responsible(email: str, managers: Sequence[Manager], chosen: str, default: str) -> Responsible:
    """Return who is responsible: whom somebody has `chosen`, else the manager with the operator's e-mail, else the project's `default`."""
    matched = manager_of(email, managers)
    by_id = {one.id: one for one in managers if one.active}
    manager = by_id.get(chosen) or matched or by_id.get(default)
    return Responsible(manager, matched, "" if matched or chosen in by_id else email)
