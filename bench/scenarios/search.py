"""What finding words costs among a million messages, by HTTP, on both databases: for an administrator, an operator who sees every fifth
conversation, and one who sees little.

BESEDKA_BENCH_FOUND sets how many messages there are; BESEDKA_BENCH_FOUND_IN names a folder where the filled databases are kept for the next
run. A page without a hit that says there is more is asked on, as a person would, and all of it counts.
"""

import http.client
import json
import os
import time
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from bench.figures import Figure, figure
from bench.finding import OTHERS, TAG, email, fill
from bench.guests import sign_in
from bench.limits import Limits
from bench.places import DATABASES, Place, place
from bench.process import Server, besedka
from besedka.domain.ids import ProjectNumber

FOUND = int(os.environ.get("BESEDKA_BENCH_FOUND", "1000000"))
PEOPLE = {"an administrator": "", "an operator of every fifth": email("much"), "who sees little": email("little")}
ROUNDS = 5
PAGES = 3
QUERIES = {
    "a rare word": "слово9999",
    "a word that nobody wrote": "нигде",
    "a common word": "слово1",
    "a word now and then": "слово300",
    "common words together": "слово2 слово1",
    "words rarely together": "слово7000 слово9",
    "a beginning that every message has": "слово",
    "a beginning of a hundred words": "слово12",
    "a rare word and a beginning": "слово6000 слов",
    "a word common only long ago": "давнее",
    "a client": "клиент77 петров",
    "a note": "примечание слово500",
}
FILTERS = {
    "rated 1": "&rating=1",
    "of the site": "&channel=site",
    "with a tag": f"&tag={TAG.hex()}",
    "of an operator": f"&operator={OTHERS.hex()}",
}


@dataclass(slots=True)
class Asking:
    """A person who asks the server one thing after another."""

    server: Server
    cookie: str
    line: http.client.HTTPConnection

    @classmethod
    def sign_in(cls, server: Server, email: str) -> "Asking":
        """Sign somebody in."""
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        return cls(server, sign_in(server, email), line)

    def page(self, q: str, narrowed: str, cursor: int | None) -> tuple[float, int | None]:
        """Return the milliseconds until the next page with a hit, or the end; and where to go on."""
        begun = time.perf_counter()
        hits: list[object] = []
        while not hits:
            on = "" if cursor is None else f"&cursor={cursor}"
            path = f"/api/operator/v1/search?q={quote(q)}{narrowed}{on}"
            self.line.request("GET", path, headers={"Cookie": self.cookie})
            answer = self.line.getresponse()
            body = json.loads(answer.read())
            assert answer.status == 200, body
            hits, cursor = body["hits"], body["next"]
            if cursor is None:
                break
        return (time.perf_counter() - begun) * 1000, cursor

    def everything(self) -> dict[str, list[float]]:
        """Ask for everything, some pages of it, and with filters; return what each took."""
        took: dict[str, list[float]] = {}
        for _, (name, q) in product(range(ROUNDS), QUERIES.items()):
            cursor, times = None, took.setdefault(name, [])
            for _ in range(PAGES):
                spent, cursor = self.page(q, "", cursor)
                times.append(spent)
                if cursor is None:
                    break
        for _, (name, q), (how, narrowed) in product(range(ROUNDS), QUERIES.items(), FILTERS.items()):
            took.setdefault(f"{name}, {how}", []).append(self.page(q, narrowed, None)[0])
        return took


async def run(limits: Limits) -> list[Figure]:
    """Measure on SQLite, then on PostgreSQL."""
    found: list[Figure] = []
    for name in DATABASES:
        with place(name, "BESEDKA_BENCH_FOUND_IN") as where:
            found += await _measure(name, where)
    return found


async def _measure(name: str, where: Place) -> list[Figure]:
    with besedka(where.folder, where.environment) as server:
        project = ProjectNumber(server.project)
    database = await where.open()
    try:
        await fill(database, project, FOUND)
    finally:
        await database.close()
    with besedka(where.folder, where.environment) as server:
        asked = {who: Asking.sign_in(server, email).everything() for who, email in PEOPLE.items()}
    return [line for who, took in asked.items() for line in _told(f"{name}, {who}", took)]


def _told(who: str, took: dict[str, list[float]]) -> list[Figure]:
    times = sorted(ms for some in took.values() for ms in some)
    slowest = max(took, key=lambda name: sorted(took[name])[len(took[name]) // 2])
    return [
        figure("search", f"{who}: a page of hits, p50", times[len(times) // 2], "ms"),
        figure("search", f"{who}: p95", times[int(len(times) * 0.95)], "ms", f"≤ 200 ms, {FOUND:,} messages"),
        figure("search", f"{who}: the slowest of {len(times)}", times[-1], "ms"),
        figure(
            "search", f"{who}: the slowest question: {slowest}", sorted(took[slowest])[len(took[slowest]) // 2], "ms"
        ),
    ]
