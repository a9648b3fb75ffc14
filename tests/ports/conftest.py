"""The CRM port's promise is tried here with the quick accounts (tests/crm/suite.py)."""

from tests.crm.suite import account, crm, http, pytest_generate_tests
from tests.crm.unhurried import unhurried

__all__ = ["account", "crm", "http", "pytest_generate_tests", "unhurried"]
