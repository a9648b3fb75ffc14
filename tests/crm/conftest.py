"""Every vendor's own tests ask as the house does."""

from tests.crm.suite import http
from tests.crm.unhurried import unhurried

__all__ = ["http", "unhurried"]
