"""How SQLite's library is told what it is used for: before anybody uses it, or not at all."""

import subprocess
import sys

SERVED = "from besedka.collector import resting\nwith resting(): import besedka.app"
USED = "import sqlite3; held = sqlite3.connect(':memory:')"
ASKED = """
import ctypes, sqlite3
used = sqlite3.connect(":memory:")
used.execute("CREATE TABLE t (a)")
used.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 1000)
assert used.execute("SELECT count(*) FROM t").fetchone() == (1000,)
print(ctypes.CDLL("libsqlite3.so.0").sqlite3_memory_used())
"""


def memory_counted(*steps: str) -> int:
    """Return the bytes that SQLite believes to hold in a process that does these steps; 0 when it does not count."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([*steps, ASKED])], capture_output=True, text=True, check=True, timeout=60
    )
    return int(done.stdout)


def test_the_server_has_sqlite_count_no_memory() -> None:
    assert memory_counted(SERVED) == 0


def test_a_library_that_is_in_use_stays_as_it_is() -> None:
    assert memory_counted(USED, SERVED) > 0
