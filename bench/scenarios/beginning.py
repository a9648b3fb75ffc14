"""The first opening in an app that has only begun: a conversation of 10,000 messages, 10,000 in the list, in a real Chromium, on SQLite.

The app is loaded anew before each of the openings. What was filled is that of `opening`, and kept in the same folder.
"""

from bench.browser import operators_app
from bench.eye import opening
from bench.figures import Figure
from bench.limits import Limits
from bench.places import place
from bench.threads import KEPT, MESSAGES_EACH, filled, id_of, words_of


async def run(limits: Limits) -> list[Figure]:
    """Measure on SQLite."""
    with place("SQLite", KEPT) as where:
        async with filled(where) as server, operators_app(server) as page:
            return await opening(page, id_of(0), f"{words_of(0)} {MESSAGES_EACH}.")
