"""What a client is typing: shown where the project says so, and nowhere else; never stored."""

from besedka.domain.message import MAX_PREVIEW
from besedka.domain.settings import Settings
from besedka.store import projects
from tests.people import ANNA, IGOR
from tests.realtime.stage import Desk, Frame, Stage, begun
from tests.units import read


async def shows(stage: Stage) -> None:
    """Turn it on."""
    settings = Settings(show_client_typing=True)
    await stage.house.deps.committer.run(lambda: projects.change_settings(stage.shop.number, settings))
    await stage.house.hub.refresh(await stage.house.hub.channel(stage.shop.number))


async def typing(desk: Desk) -> list[Frame]:
    return [frame for frame in await desk.hear(everything=True) if frame["t"] == "typing"]


async def test_the_text_is_shown_where_the_project_says_so(stage: Stage) -> None:
    await shows(stage)
    igor = await stage.operator(IGOR)
    widget, _ = await begun(stage, igor)
    assert (await stage.widget().welcomed(widget.key))["shows_typing"] is True
    widget.say({"t": "typing", "on": True, "text": "и москитные\u0000 сетки"})
    widget.say({"t": "typing", "on": True, "text": "я" * 2_000})
    widget.say({"t": "typing", "on": False, "text": "gone"})
    told = await typing(igor)
    assert [frame["text"] for frame in told] == ["и москитные сетки", "я" * MAX_PREVIEW, ""]
    widget.say({"t": "typing", "on": True, "text": "я" * 2_001})
    assert [frame["code"] for frame in await widget.hear()] == ["frame_malformed"]
    rows = await read(stage.house, "SELECT text FROM messages")
    assert rows == [("hello",)]


async def test_the_text_is_dropped_where_the_project_does_not(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, _ = await begun(stage, igor)
    assert (await stage.widget().welcomed(widget.key))["shows_typing"] is False
    widget.say({"t": "typing", "on": True, "text": "not yet said"})
    assert [frame["text"] for frame in await typing(igor)] == [""]


async def test_another_operators_client_is_not_seen_typing(stage: Stage) -> None:
    await shows(stage)
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, c = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", c)
    await typing(igor)
    widget.say({"t": "typing", "on": True, "text": "to Anna"})
    assert await typing(igor) == []
    assert [frame["text"] for frame in await typing(anna)] == ["to Anna"]
