"""In which order the tests are run: their workers are to be busy all the time, and to end together."""

import pytest

LONGEST = (
    "browser/test_screens.py", "desktop/test_whole_path.py", "faults/test_uploads.py", "browser/test_attaching.py", "faults/test_kills.py",
    "faults/test_description.py", "live/test_tryton.py", "browser/test_speech.py", "browser/test_beginning.py", "faults/test_nodes.py",
    "faults/test_flood.py", "browser/test_people.py", "nodes/test_two_nodes.py", "actions/test_finding.py", "api/test_rights.py",
    "house/test_start.py", "jobs/test_leads.py", "cli/test_commands.py", "domain/test_schedule.py",
)  # fmt: skip
"""The files that take longest, which are begun first. Two nodes wait most of the time, and do so while the web's units are run."""


def put_in_order(items: list[pytest.Item]) -> None:
    """Put the longest first."""
    items.sort(key=lambda item: _turn("/".join(item.path.parts[-2:])))


def _turn(file: str) -> int:
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)
