"""Measures what the widget costs a page against what PRODUCT.md 2.2 allows, in a real browser on the demo shop."""

import gzip
import json
import math
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import chromium, environment
from tools.frontend import DIST, ROOT

if TYPE_CHECKING:
    from tools.page_costs import Costs

BUTTON_BYTES = 6 * 1024
COMPAT_BYTES = 8 * 1024
"""What the script may weigh that sites with the original's snippet fetch in the loader's place."""
PANEL_BYTES = 16 * 1024
PART_BYTES = 4 * 1024
APP_BYTES = 120 * 1024
"""What the operators' app may cost at its first load: the page, and every script and style that the page itself asks for."""
MAIN_THREAD_MS = 30
START_MS = 1_000
"""Until the list stands there when the operators' app is opened again, without a network, on a processor four times slower."""
README = ROOT / "README.md"
_MARKED = re.compile(r"(<!-- budget -->).*?(<!-- /budget -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One promise: what was measured, what is allowed."""

    what: str
    measured: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        """Tell whether the measured figure stays within the limit."""
        return self.measured <= self.limit


def main(arguments: list[str]) -> int:
    """Print the table; return 1 when a promise is broken. `--write` puts the figures into the README."""
    try:
        environment.enter("test", "budget", arguments)
        environment.prepare_frontend()
        browser = chromium.ensure()
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    from tools import app_start
    from tools.page_costs import measure

    with tempfile.TemporaryDirectory(prefix="besedka-budget-") as data, _demo(Path(data)) as installed:
        costs = measure(browser, str(installed["demo_url"]), MAIN_THREAD_MS)
        start = app_start.measure(browser, installed)
    lines = [
        *_lines(costs),
        Line("the operators' app opened again, offline, slowed four times", start.painted_ms, START_MS, "ms"),
        Line("what keeps browsers from installing it", len(start.obstacles), 0, ""),
    ]
    for line in lines:
        print(f"  {_verdict(line)} {line.what:<60}{line.measured:>8g} of {line.limit:g} {line.unit}")
    for name in (*costs.strangers, *costs.stored, *start.obstacles):
        print(f"  OVER unexpected: {name}")
    told = _tell(costs.button_bytes, costs.panel_bytes, write="--write" in arguments)
    return 0 if told and all(_verdict(line) != "OVER" for line in lines) else 1


def _verdict(line: Line) -> str:
    """Judge a time only where the processor was ours: on a busy machine it is shown, and decides nothing."""
    if line.kept:
        return "ok  "
    return "busy" if line.unit == "ms" and os.getloadavg()[0] > (os.cpu_count() or 1) else "OVER"


def _lines(costs: "Costs") -> list[Line]:
    return [
        Line("the button: script with its settings, gzip", costs.button_bytes, BUTTON_BYTES, "bytes"),
        Line("the same with every language and several ways", _dearest(), BUTTON_BYTES, "bytes"),
        Line("opening the chat adds, gzip", costs.panel_bytes, PANEL_BYTES, "bytes"),
        Line(
            "the drop-in for the original's counter, gzip",
            gzipped((DIST / "compat.js").read_bytes()),
            COMPAT_BYTES,
            "bytes",
        ),
        *(Line(f"only when needed: {name}, gzip", size, PART_BYTES, "bytes") for name, size in costs.parts.items()),
        Line("the operators' app at its first load, gzip", first_load("operator"), APP_BYTES, "bytes"),
        Line("requests until the button stands", costs.requests, 1, ""),
        Line("requests to others than our server", len(costs.strangers), 0, ""),
        Line("things stored before anything is written", len(costs.stored), 0, ""),
        Line("layout shift", costs.layout_shift, 0, ""),
        Line("main thread, processor slowed down four times", costs.main_thread_ms, MAIN_THREAD_MS, "ms"),
        Line("errors in the page's console", costs.errors, 0, ""),
    ]


def _dearest() -> int:
    from tools import dearest

    return max(map(gzipped, dearest.scripts().values()))


def first_load(app: str) -> int:
    """Return how many bytes, gzip, an app's page has with every script and style that it asks for by itself."""
    page = (DIST / app / "index.html").read_bytes()
    asked = re.findall(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"', page.decode("utf-8"))
    return gzipped(page) + sum(gzipped((DIST / name).read_bytes()) for name in set(asked))


def script_sizes() -> dict[str, int]:
    """Return how many bytes, gzip, every script of the widget has, by its path under the server's address."""
    return {f"/{path.relative_to(DIST)}": gzipped(path.read_bytes()) for path in DIST.rglob("*.js")}


def part_paths() -> dict[str, str]:
    """Return the path under the server's address of every part of the panel, and of what they say in each language, by its name."""
    return {**_paths("parts"), **{f"words-{language}": path for language, path in _paths("words").items()}}


def panel_paths() -> dict[str, str]:
    """Return the path under the server's address of the panel in every language."""
    return _paths("panel")


def _paths(kind: str) -> dict[str, str]:
    paths: dict[str, str] = json.loads((DIST / "manifest.json").read_text())[kind]
    return {name: f"/{path}" for name, path in paths.items()}


def gzipped(content: bytes) -> int:
    """Return how many bytes it has when it is sent compressed."""
    return len(gzip.compress(content, 9))


def _tell(button: int, panel: int, *, write: bool) -> bool:
    """Compare the README's figures with the measured ones (or write them), in whole kB: the settings vary by a few bytes."""
    first, more = (f"{math.ceil(size / 1024)} kB" for size in (button, panel))
    words = f"The button costs a page less than {first} (gzip): one script; opening the chat adds less than {more}."
    text = README.read_text("utf-8") if README.exists() else ""
    new = _MARKED.sub(rf"\g<1>{words}\g<2>", text)
    if new == text:
        return True
    if write:
        README.write_text(new, "utf-8")
        return True
    print("  OVER the README tells other figures: scripts/budget --write")
    return False


@contextmanager
def _demo(data: Path) -> Iterator[dict[str, Any]]:
    """Serve the demo shop from a process of its own; yields what was installed, and where."""
    command = [str(environment.COMMAND), "demo", "--data", str(data), "--port", "0", "--json"]
    with (
        (data / "server.log").open("wb") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as server,
    ):
        try:
            line = server.stdout.readline() if server.stdout else b""
            yield json.loads(line)
        finally:
            server.terminate()
