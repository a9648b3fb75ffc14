"""An operator comes and goes: signing out ends every connection, and who was away is told all of it."""

import asyncio

import pytest

from besedka.domain.events import Event
from besedka.domain.ids import Position, ProjectNumber
from besedka.ports.database import DatabaseFailed, Script
from besedka.realtime.link import SIGNED_OUT
from besedka.store import journal, sessions
from tests.people import ANNA, IGOR
from tests.realtime.stage import ONE_DATABASE, Stage, begun, facts


async def test_who_signs_out_between_knock_and_hello_is_not_welcomed(stage: Stage) -> None:
    desk = await stage.desk(ANNA)
    await stage.house.deps.committer.run(lambda: sessions.end(desk.token))
    desk.say({"t": "hello", "v": 1, "position": 0, "language": "en"})
    assert [f["code"] for f in await desk.hear()] == ["not_signed_in"]
    assert desk.link.code == SIGNED_OUT


async def test_signing_out_ends_connections_that_have_not_said_hello_yet(stage: Stage) -> None:
    inside, mute, other = await stage.operator(ANNA), await stage.desk(ANNA), await stage.desk(ANNA)
    channel = await stage.house.hub.channel(stage.shop.number)
    await stage.house.hub.people_changed(channel, [mute.token, inside.token])
    assert (inside.link.code, mute.link.code, other.link.code) == (SIGNED_OUT, SIGNED_OUT, None)


async def test_a_lost_blip_keeps_nobody_connected_who_signed_out(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    await stage.house.deps.committer.run(lambda: sessions.end(anna.token))
    await stage.house.hub.beat()
    assert (anna.link.code, igor.link.code) == (SIGNED_OUT, None)


@ONE_DATABASE
async def test_a_long_absence_is_told_to_the_end_though_this_node_heard_of_less(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("besedka.realtime.session.CATCH_UP", 3)
    widget, _ = await begun(stage)
    for n in range(8):
        widget.post(f"{n}")
    await widget.hear()
    (await stage.house.hub.channel(stage.shop.number)).position = Position(0)
    desk = await stage.desk(ANNA)
    await desk.welcomed(0)
    assert [position for _, position in facts(await desk.hear())] == list(range(1, 11))


@ONE_DATABASE
async def test_a_journal_that_cannot_be_read_is_asked_again_but_not_in_a_frenzy(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, asked, read = await stage.operator(ANNA), list[int](), journal.after

    def away(project: ProjectNumber, position: Position, limit: int) -> Script[list[Event]]:
        asked.append(position)
        if len(asked) < 3:
            raise DatabaseFailed("busy", "away")
        return (yield from read(project, position, limit))

    monkeypatch.setattr("besedka.realtime.hub.READ_AGAIN", 0.1)
    monkeypatch.setattr(journal, "after", away)
    channel = await stage.house.hub.channel(stage.shop.number)
    widget = await stage.visitor()
    channel.position = Position(-1)
    widget.post("hello")
    await stage.house.deps.committer.drain()
    await asyncio.sleep(0.05)
    assert len(asked) == 1
    assert facts(await anna.hear()) == [("conversation_started", 1), ("message_posted", 2)]
    assert len(asked) == 3
