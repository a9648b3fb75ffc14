"""How a visitor's connection begins: who is let in, with what, and what follows."""

import pytest

from besedka.domain.ids import ProjectNumber
from besedka.domain.visitor import mint_key
from besedka.realtime.link import PROTOCOL_ERROR, REFUSED, SIGNED_OUT
from tests.clients import hello, make_id
from tests.clock import FrozenClock
from tests.people import ANNA, Shop, open_shop
from tests.realtime.stage import Frame, Stage, Widget, texts


async def turned_away(widget: Widget, frame: Frame) -> tuple[object, int | None]:
    """Say hello, and return the code that it was refused with and how the connection ended."""
    widget.say(frame)
    told = await widget.hear()
    assert [f["t"] for f in told] == ["refused"]
    assert told[0]["message"]
    return told[0]["code"], widget.link.code


async def test_a_new_visitor_gets_a_key_and_an_empty_picture(stage: Stage) -> None:
    welcome = await stage.widget().welcomed()
    assert isinstance(welcome["key"], str)
    assert welcome["snapshot"] is True
    assert welcome["conversation"] is None
    assert (welcome["messages"], welcome["more"]) == ([], False)
    assert welcome["team"] == {"online": False, "people": []}


async def test_nothing_is_stored_for_who_only_looks(stage: Stage) -> None:
    widget = await stage.visitor()
    again = await stage.widget().welcomed(widget.key)
    assert again["key"] is None
    assert again["conversation"] is None
    desk = await stage.operator(ANNA)
    assert await desk.hear() == []


async def test_a_returning_visitor_finds_the_conversation(stage: Stage) -> None:
    widget = await stage.visitor()
    widget.post("Есть ли лампа?")
    await widget.hear()
    again = await stage.widget().welcomed(widget.key)
    assert again["snapshot"] is True
    assert isinstance(again["messages"], list)
    assert [m["text"] for m in again["messages"]] == ["Есть ли лампа?"]


async def test_a_position_brings_only_what_was_missed(stage: Stage) -> None:
    widget = await stage.visitor()
    widget.post("one")
    position = (await widget.hear())[-1]["position"]
    widget.cut()
    other = stage.widget()
    await other.welcomed(widget.key)
    other.post("two")
    await other.hear()
    back = stage.widget()
    assert isinstance(position, str)
    welcome = await back.welcomed(widget.key, position)
    assert welcome["snapshot"] is False
    assert welcome["messages"] == []
    assert texts(await back.hear()) == ["two"]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("position", ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "é" * 22, "=" * 22])
async def test_a_position_that_means_nothing_brings_a_snapshot(stage: Stage, position: str) -> None:
    widget = await stage.visitor()
    widget.post("one")
    await widget.hear()
    assert (await stage.widget().welcomed(widget.key, position))["snapshot"] is True


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_another_visitors_position_brings_a_snapshot(stage: Stage) -> None:
    one, two = await stage.visitor(), await stage.visitor()
    for widget in (one, two):
        widget.post("hello")
    position = (await one.hear())[-1]["position"]
    await two.hear()
    assert isinstance(position, str)
    assert (await stage.widget().welcomed(two.key, position))["snapshot"] is True


async def test_a_position_that_is_too_old_brings_a_snapshot(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.actions.visits.TOO_OLD", 3)
    widget = await stage.visitor()
    welcome = await stage.widget().welcomed(widget.key)
    for text in ("one", "two", "three", "four"):
        widget.post(text)
    await widget.hear()
    position = welcome["position"]
    assert isinstance(position, str)
    again = await stage.widget().welcomed(widget.key, position)
    assert again["snapshot"] is True
    assert isinstance(again["messages"], list)
    assert len(again["messages"]) == 4


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_more_facts_than_a_replay_holds_bring_a_snapshot(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.actions.visits.REPLAY", 2)
    widget = await stage.visitor()
    widget.post("one")
    position = (await widget.hear())[-1]["position"]
    assert isinstance(position, str)
    for text in ("two", "three", "four"):
        widget.post(text)
    await widget.hear()
    assert (await stage.widget().welcomed(widget.key, position))["snapshot"] is True


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_an_unknown_project_is_refused(stage: Stage) -> None:
    assert await turned_away(stage.widget(), hello("f" * 32)) == ("project_unknown", REFUSED)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://shop.example", "https://shop.example:444"]
)
async def test_a_foreign_page_is_refused(stage: Stage, origin: str | None) -> None:
    assert await turned_away(stage.widget(origin), hello(stage.shop.key)) == ("origin_refused", REFUSED)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_another_version_of_the_protocol_is_refused(stage: Stage) -> None:
    frame = {**hello(stage.shop.key), "v": 2}
    assert await turned_away(stage.widget(), frame) == ("protocol_unknown", PROTOCOL_ERROR)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("key", ["", "x", "A" * 59, "A" * 100, "ключ"])
async def test_a_key_that_nobody_made_is_refused(stage: Stage, key: str) -> None:
    assert await turned_away(stage.widget(), hello(stage.shop.key, key)) == ("key_refused", SIGNED_OUT)


async def test_a_key_of_another_project_is_refused(stage: Stage) -> None:
    other: Shop = await open_shop(stage.house.deps, "Другой", "6" * 32)
    key = mint_key(stage.house.deps.secret, other.number, stage.house.deps.clock.now()).text
    assert await turned_away(stage.widget(), hello(stage.shop.key, key)) == ("key_refused", SIGNED_OUT)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_key_with_another_secret_for_a_known_visitor_is_refused(stage: Stage) -> None:
    """Even one whose tag is right: somebody who knows the installation's secret, but not the visitor's."""
    widget = await stage.visitor()
    widget.post("mine")
    await widget.hear()
    forged = _with_another_secret(stage, str(widget.key))
    assert await turned_away(stage.widget(), hello(stage.shop.key, forged)) == ("key_refused", SIGNED_OUT)


def _with_another_secret(stage: Stage, key: str) -> str:
    import base64

    from besedka.domain import visitor

    raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    body = raw[:16] + b"?" * 16
    return visitor._key(body, visitor._tag(stage.house.deps.secret, ProjectNumber(stage.shop.number), body)).text


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_frames_before_hello_are_refused_and_hello_still_works(stage: Stage) -> None:
    widget = stage.widget()
    widget.say({"t": "post", "id": make_id(), "text": "too early"})
    assert [(f["t"], f["code"]) for f in await widget.hear()] == [("refused", "frame_unexpected")]
    await widget.welcomed()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_frames_right_behind_hello_are_dealt_with_after_the_welcome(stage: Stage) -> None:
    widget = stage.widget()
    widget.say(hello(stage.shop.key))
    widget.post("one")
    widget.post("two")
    assert await widget.kinds() == ["welcome", "ack", "ack"]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_more_than_may_wait_behind_hello_is_refused(stage: Stage) -> None:
    widget = stage.widget()
    widget.say(hello(stage.shop.key))
    for n in range(70):
        widget.post(f"{n}")
    kinds = await widget.kinds()
    assert (kinds.count("ack"), kinds.count("refused")) == (64, 6)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("late", [False, True])
async def test_a_second_hello_is_refused(stage: Stage, late: bool) -> None:
    widget = stage.widget()
    widget.say(hello(stage.shop.key))
    if late:
        await widget.hear()
    widget.say(hello(stage.shop.key))
    told = await widget.hear()
    assert [f["code"] for f in told if f["t"] == "refused"] == ["frame_unexpected"]
    assert widget.link.code is None


@pytest.mark.parametrize("moment", [0, 2**43])
async def test_a_clock_in_1970_or_far_ahead_keeps_the_order(stage: Stage, clock: FrozenClock, moment: int) -> None:
    """The server's own clock is wrong, before and after it was right: places in the conversation count, not hours."""
    widget = await stage.visitor()
    widget.post("right")
    await widget.hear()
    clock.millis = moment
    for text in ("wrong", "wrong again"):
        widget.post(text)
    told = await widget.hear()
    assert [(f["t"], f["seq"]) for f in told] == [("ack", 2), ("ack", 3)]
    again = stage.widget()
    messages = (await again.welcomed(widget.key))["messages"]
    assert isinstance(messages, list)
    assert [m["text"] for m in messages] == ["right", "wrong", "wrong again"]
    assert sorted(m["at"] for m in messages) == [m["at"] for m in messages]
    stranger = await stage.visitor()
    stranger.post("a first word")
    assert [f["t"] for f in await stranger.hear()] == ["ack"]
