"""Every vendor's own tests ask as the house does."""

from tests.crm.suite import http

__all__ = ["http"]
