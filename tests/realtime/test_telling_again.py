"""A page of the history is asked for again for the fresh links in it: it is never older than what was told meanwhile."""

import json

import pytest

from besedka.ports.database import Script
from tests.people import ANNA
from tests.realtime.stage import Frame, Stage
from tests.waiting import until


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_page_of_history_is_never_older_than_what_was_told(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, widget = await stage.operator(ANNA), await stage.visitor()
    database, pages = stage.house.deps.database, 0
    read = database.read
    widget.post("first")
    c = next(str(f["conversation"]["id"]) for f in await anna.hear() if f["t"] == "conversation_started")  # type: ignore[index]
    await widget.hear()

    async def slow(script: Script[object]) -> object:
        nonlocal pages
        found = await read(script)
        if getattr(script, "__name__", "") == "older":
            pages += 1
            if pages == 1:
                anna.post(c, "second")
                await until(lambda: "message_posted" in [f["t"] for f in heard()])
        return found

    def heard() -> list[Frame]:
        return [json.loads(frame) for frame in widget.link.frames]

    monkeypatch.setattr(database, "read", slow)
    widget.say({"t": "history", "before": 9})
    told = [f for f in await widget.hear() if f["t"] in ("message_posted", "older")]
    assert pages == 2
    assert [m["text"] for m in told[-1]["messages"]] == ["first", "second"]  # type: ignore[attr-defined]  # the words of the wire
