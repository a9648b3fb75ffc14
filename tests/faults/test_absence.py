"""Somebody was away: for a moment, for an hour with little or much said meanwhile; and a visitor in two tabs at once."""

import asyncio

import pytest

from tests.faults.client import Diary, until
from tests.faults.link import Transport
from tests.faults.load import read_back
from tests.faults.operator import Operator
from tests.faults.outbox import Shelf
from tests.faults.scene import Scene
from tests.faults.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

LITTLE, MUCH = 100, 520
"""Facts that a visitor's reconnect replays, and more than it does (500)."""
TOO_MUCH = 2_100
"""More facts than an operator's reconnect replays (2,000)."""


async def begin(scene: Scene, transport: Transport = "socket") -> tuple[Visitor, Operator, str]:
    visitor = await scene.visitor(transport=transport, window=20)
    operator = await scene.operator(transport=transport, window=20, marks=False)
    await visitor.write("the first word")
    await scene.agree(visitor, operator)
    return visitor, operator, await scene.conversation_of(visitor)


@pytest.mark.parametrize("transport", ["socket", "poll"])
@pytest.mark.parametrize(("missed", "snapshots"), [(LITTLE, 0), (MUCH, 1)])
async def test_a_visitor_comes_back(scene: Scene, transport: Transport, missed: int, snapshots: int) -> None:
    """What was written while offline goes out; what was missed is replayed, or comes as a snapshot and its history."""
    visitor, operator, conversation = await begin(scene, transport)
    await visitor.link.stop()
    seen = visitor.snapshots
    for n in range(missed):
        await operator.answer(conversation, f"while you were away {n}")
    for n in range(3):
        await visitor.write(f"written offline {n}")
    await operator.settled()
    visitor.link.start()
    await until(lambda: visitor.link.open() and not visitor.outbox.waiting)
    if transport == "socket":
        assert visitor.snapshots - seen == snapshots
    if snapshots:
        await read_back(visitor)
    assert len(await scene.agree(visitor, operator)) == 4 + missed


async def test_an_operator_comes_back_after_too_much(scene: Scene) -> None:
    visitor, operator, conversation = await begin(scene)
    await operator.link.stop()
    for n in range(TOO_MUCH):
        await visitor.write(f"is anybody there? {n}")
        if n % 20 == 0:
            await asyncio.sleep(0)
    for n in range(3):
        await operator.answer(conversation, f"written offline {n}")
    await visitor.settled(30)
    operator.link.start()
    assert len(await scene.agree(visitor, operator)) == 4 + TOO_MUCH
    assert operator.resyncs == 1


@pytest.mark.parametrize("transport", ["socket", "poll"])
async def test_a_reload_at_any_moment(scene: Scene, transport: Transport) -> None:
    """The tab is closed after every message, answered or not, and opened again on the same shelf."""
    shelf, diary = Shelf(), Diary()
    operator = await scene.operator()
    for n in range(12):
        visitor = await scene.visitor(transport=transport, shelf=shelf, diary=diary)
        if n == 0:
            await until(visitor.link.open)
        await visitor.write(f"before the reload {n}")
        await asyncio.sleep(0.02 * (n % 4))
        await scene.crash(visitor)
    last = await scene.visitor(transport=transport, shelf=shelf, diary=diary)
    await last.settled()
    await until(last.link.open)
    assert len(await scene.agree(last, operator)) == 12


@pytest.mark.parametrize("transport", ["socket", "poll"])
async def test_two_tabs(scene: Scene, transport: Transport) -> None:
    """Both open before anything was written, both write at once: one visitor, one conversation, one order in both tabs."""
    shelf, diary, network = Shelf(), Diary(), await scene.proxy()
    one = await scene.visitor(network, transport, shelf, diary)
    two = await scene.visitor(network, transport, shelf, diary)
    operator = await scene.operator()
    await until(lambda: one.link.open() and two.link.open())
    for n in range(10):
        await asyncio.gather(one.write(f"one {n}"), two.write(f"two {n}"))
        if n % 3 == 0:
            network.cut_all()
        await asyncio.sleep(0.05)
    await until(lambda: one.link.open() and two.link.open())
    await scene.agree(one, operator)
    assert len(await scene.agree(two, operator)) == 20
