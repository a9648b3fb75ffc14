"""Tryton, live: the whole contract of a CRM, and a conversation's whole way there and back."""

from tests.crm.worlds import LIVE
from tests.ports.test_crm import *  # noqa: F403
from tests.ports.test_crm_clients import *  # noqa: F403
from tests.ports.test_crm_faults import *  # noqa: F403

WORLDS = LIVE
