"""The CRM port's promise is tried here with the quick accounts (tests/crm/suite.py), the bus port's over both networks (buses.py)."""

from tests.crm.suite import account, crm, http, pytest_generate_tests
from tests.crm.unhurried import unhurried
from tests.ports.buses import network

__all__ = ["account", "crm", "http", "network", "pytest_generate_tests", "unhurried"]
