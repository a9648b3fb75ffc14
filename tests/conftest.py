"""What pytest is told of the tests: where their fixtures are (tests/fixtures.py), and in which order they are run (tests/turns.py)."""

import gc
from collections import Counter

import pytest

from tests.turns import put_in_order


def pytest_configure(config: pytest.Config) -> None:
    """Read the house for whoever runs tests; a process that only shares them out among others has no use for it."""
    shares_out = config.getoption("numprocesses", None) and not config.getoption("collectonly")
    if hasattr(config, "workerinput") or not shares_out:
        gc.disable()  # until all is read (tests/fixtures.py): nothing of it is to go, and looking for what might takes a sixth of the time
        config.pluginmanager.import_plugin("tests.fixtures")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put them in order, and refuse two tests of one name: workers share them out by their names, and only one of two would be run."""
    put_in_order(items)
    doubled = [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]
    if doubled:
        raise pytest.UsageError(f"several tests have one name: {', '.join(doubled[:5])}")
