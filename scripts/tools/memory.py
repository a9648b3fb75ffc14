"""A folder in memory for what the tests write: on a disk, they wait for it as long as they work.

It holds what no test expects to outlive anything but a process. Where the system has no such place, or little of it (a container
has 64 MB by default), files go where they always do.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACE = Path("/dev/shm")  # noqa: S108  # a folder of a name of its own is made in it
_ROOM = 2 * 1024**3
"""Ten times what the tests write there."""


@contextmanager
def lent() -> Iterator[dict[str, str]]:
    """Lend the variables that have a program and its children keep their temporary files in memory; none where there is no room."""
    if not _roomy():
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="besedka-tests-", dir=_PLACE, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def _roomy() -> bool:
    try:
        runs = not os.statvfs(_PLACE).f_flag & os.ST_NOEXEC  # some tests write a program and start it
        return runs and os.access(_PLACE, os.W_OK) and min(shutil.disk_usage(_PLACE).free, _available()) > _ROOM
    except OSError:
        return False


def _available() -> int:
    """Return how many bytes of memory programs may still have."""
    told = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
    return int(told["MemAvailable"].split()[0]) * 1024
