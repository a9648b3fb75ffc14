"""Who of the CRM is responsible for a lead: the manager whose e-mail is the operator's (PRODUCT.md 5.2)."""

from collections.abc import Iterable

from besedka.domain.crm import Manager
from besedka.domain.operator import fold_email


def manager_of(email: str, managers: Iterable[Manager]) -> Manager | None:
    """Return the working manager with this e-mail, however it is written; of several the one with the least id. None: nobody."""
    wanted = fold_email(email.strip())
    if not wanted:
        return None
    found = [one for one in managers if one.active and fold_email(one.email.strip()) == wanted]
    return min(found, key=lambda one: (len(one.id), one.id), default=None)
