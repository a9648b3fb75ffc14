"""The people of the cabinet: the owner, and the members whom the owner let in (PRODUCT.md 1; SECURITY.md, line 11)."""

from dataclasses import dataclass
from typing import Literal

from besedka.domain.errors import Forbidden
from besedka.domain.ids import OperatorId
from besedka.domain.operator import Operator, Owner, Role
from besedka.domain.presence import Presence

Standing = Literal["owner", "member"]
"""As what somebody reaches a project in the cabinet."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who reaches a project in the cabinet, and as what. `audits`: reads the audit log, as the owner always does."""

    person: Owner
    standing: Standing
    audits: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """A project's operators as somebody of the cabinet sees them: who is there, how many sessions and open conversations each has."""

    standing: Standing
    owner: str
    operators: list[Operator]
    presence: Presence
    sessions: dict[OperatorId, int]
    open: dict[OperatorId, int]


def must_own(standing: Standing, owner: str) -> None:
    """Let the owner on; Forbidden `only_owner`, naming who may."""
    if standing != "owner":
        raise Forbidden("only_owner", {"owner": owner})


def must_audit(standing: Standing, owner: str, *, lets: bool) -> None:
    """Let on whoever reads the audit log: the owner, and members whom the owner lets. Forbidden `audit_by_owner`."""
    if standing != "owner" and not lets:
        raise Forbidden("audit_by_owner", {"owner": owner})


def may_manage(standing: Standing, *roles: Role) -> bool:
    """Tell whether somebody of this standing may make, change or disable an operator who has, or would have, these roles."""
    return standing == "owner" or "admin" not in roles


def must_manage(standing: Standing, owner: str, *roles: Role) -> None:
    """Let whoever may manage them on; Forbidden `admins_by_owner`: administrators are the owner's alone, whatever was sent."""
    if not may_manage(standing, *roles):
        raise Forbidden("admins_by_owner", {"owner": owner})
