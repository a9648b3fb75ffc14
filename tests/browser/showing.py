"""Settings of the demo shop, set behind the cabinet's door, and taken back: the rules of showing, and whatever else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from tests.browser.choosing import put_settings
from tests.processes import Json, ServerProcess


async def put_rules(server: ServerProcess, **changes: object) -> None:
    """Change these rules of the demo shop, as the owner does."""
    await put_settings(server, "targeting", **changes)


ANYWHERE = {"on": False, "mode": "clear", "text": ""}
ANY_DEVICE = ["desktop", "tablet", "phone"]
OFFICE: list[list[dict[str, int]]] = [[{"start": 540, "end": 1080}] for _ in range(5)] + [[], []]
AT_ANY_TIME: Json = {"on": False, "zone": "UTC", "days": OFFICE, "specials": []}


@asynccontextmanager
async def rules(server: ServerProcess, **changes: object) -> AsyncIterator[None]:
    """Let these rules hold until the block ends; then the chat is shown everywhere and at any time, as before."""
    await put_rules(server, **changes)
    try:
        yield
    finally:
        await put_rules(server, filter=ANYWHERE, devices=ANY_DEVICE, schedule=AT_ANY_TIME)


def pages(text: str, mode: str = "clear") -> Json:
    """Return a page filter."""
    return {"on": True, "mode": mode, "text": text}


def hours(minutes: int, lasting: int) -> Json:
    """Return hours of every day that begin so many minutes from now, and last so long."""
    begin = datetime.now(UTC).replace(second=0) + timedelta(minutes=minutes)
    start = begin.hour * 60 + begin.minute
    return {**AT_ANY_TIME, "on": True, "days": [[{"start": start, "end": (start + lasting) % 1440}]] * 7}
