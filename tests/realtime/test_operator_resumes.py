"""How an operator's connection begins and resumes, and what it may not say."""

import pytest

from besedka.realtime.link import PROTOCOL_ERROR
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.realtime.stage import ONE_DATABASE, Frame, Stage, begun, facts, texts


@ONE_DATABASE
async def test_catching_up_tells_each_position_once(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    widget, id = await begun(stage)
    known = facts(await anna.hear())
    anna.cut()
    widget.post("while away")
    await stage.act(IGOR, "take", id)
    back = await stage.desk(ANNA)
    welcome = await back.welcomed(2)
    assert (welcome["position"], welcome["resync"]) == (2, False)
    assert facts(await back.hear()) == [("message_posted", 3), ("conversation_taken", 4)]
    assert known == [("conversation_started", 1), ("message_posted", 2)]


@ONE_DATABASE
@pytest.mark.parametrize("position", [99, 2**53])
async def test_a_position_from_the_future_means_fetch_again(stage: Stage, position: int) -> None:
    welcome = await (await stage.desk(ANNA)).welcomed(position)
    assert (welcome["resync"], welcome["position"]) == (True, 0)


@ONE_DATABASE
async def test_a_position_that_is_too_old_means_fetch_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun(stage)
    monkeypatch.setattr("besedka.realtime.operator_session.RESYNC_AFTER", 1)
    desk = await stage.desk(ANNA)
    assert (await desk.welcomed(0))["resync"] is True
    assert await desk.hear() == []


@ONE_DATABASE
async def test_frames_out_of_order_unknown_or_malformed_are_refused(stage: Stage) -> None:
    desk = await stage.desk(ANNA)
    frames: list[tuple[Frame | str, str]] = [
        ({"t": "post", "id": make_id(), "conversation": "a" * 32, "text": "x"}, "frame_unexpected"),
        ("{", "frame_malformed"),
        ({"t": "hum", "text": "x"}, "frame_unknown"),
        ({"t": "hello", "v": 1, "position": -1, "language": "ru"}, "frame_malformed"),
        ({"t": "hello", "v": 1, "position": 0, "language": "xx"}, "frame_malformed"),
    ]
    for frame, code in frames:
        desk.say(frame)
        assert [f["code"] for f in await desk.hear()] == [code]
    await desk.welcomed()
    desk.say({"t": "hello", "v": 1, "position": 0, "language": "ru"})
    assert [f["code"] for f in await desk.hear()] == ["frame_unexpected"]
    old = await stage.desk(ANNA)
    old.say({"t": "hello", "v": 7, "position": 0, "language": "ru"})
    assert [f["code"] for f in await old.hear()] == ["protocol_unknown"]
    assert old.link.code == PROTOCOL_ERROR


@ONE_DATABASE
async def test_an_acknowledgement_never_carries_a_client_past_what_it_was_not_told(stage: Stage) -> None:
    """Both write in one commit: the visitor's connection dies with only the acknowledgement read."""
    anna = await stage.operator(ANNA)
    widget, id = await begun(stage, anna)
    known = (await stage.widget().welcomed(widget.key))["position"]
    anna.post(id, "are you there?")
    mine = widget.post("hello?")
    told = await widget.hear()
    ack = next(f for f in told if f["t"] == "ack")
    widget.cut()
    back = stage.widget()
    await back.welcomed(widget.key, str(ack["position"] or known))
    assert "are you there?" in texts(await back.hear())
    assert ack["id"] == mine
