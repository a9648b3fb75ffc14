"""Every vendor's own tests ask as the house does."""

from tests.crm.suite import http
from tests.crm.unhurried import in_turn, unhurried

__all__ = ["http", "in_turn", "unhurried"]
