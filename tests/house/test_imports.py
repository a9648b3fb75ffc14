"""What a start need not read: it would be memory that most servers never use, and time that every start waits for."""

from tests.processes import python

STARTED = """
import sys
from besedka.collector import resting
with resting(): import besedka.commands, besedka.server
print([name for name in {names!r} if name in sys.modules])
"""
LATER = ["PIL", "sqlalchemy", "alembic", "asyncpg", "nats"]
"""The library of pictures comes with the first picture, the others with what they are for."""


def test_a_start_reads_no_library_before_it_is_needed() -> None:
    read = python(STARTED.format(names=LATER))
    assert (read.stdout.strip(), read.returncode) == ("[]", 0), read.stderr
