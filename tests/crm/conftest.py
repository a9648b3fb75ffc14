"""Every vendor's own tests ask as the house does."""

from tests.crm.suite import http, unhurried

__all__ = ["http", "unhurried"]
