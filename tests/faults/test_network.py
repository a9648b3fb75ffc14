"""A bad network: cut after any byte, half-open, slow, far away; posts doubled and swapped on their way; a reader that stops reading."""

import asyncio

import psutil
import pytest

from tests.faults.client import until
from tests.faults.link import Transport
from tests.faults.load import read_back
from tests.faults.operator import Operator
from tests.faults.scene import Scene
from tests.faults.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_TEXT = "ж" * 9_900
MEGABYTE = 1024 * 1024


async def write_both(visitor: Visitor, operator: Operator, conversation: str, times: int, pause: float = 0.0) -> None:
    """Both sides write so many messages."""
    for n in range(times):
        await visitor.write(f"visitor {n}")
        await operator.answer(conversation, f"operator {n}")
        await asyncio.sleep(pause)


async def begin(scene: Scene, visitor: Visitor, operator: Operator) -> str:
    """Have the conversation begun; return its id."""
    await visitor.write("the first word")
    await scene.agree(visitor, operator)
    return await scene.conversation_of(visitor)


@pytest.mark.parametrize("transport", ["socket", "poll"])
async def test_cut_after_any_byte(scene: Scene, transport: Transport) -> None:
    near, far = await scene.proxy(), await scene.proxy()
    visitor, operator = await scene.visitor(near, transport), await scene.operator(far, transport)
    conversation = await begin(scene, visitor, operator)
    for proxy in (near, far):
        proxy.weather.cut_between = (600, 6_000) if transport == "socket" else (2_000, 20_000)
        proxy.cut_all()
    times = 60 if transport == "socket" else 20
    await write_both(visitor, operator, conversation, times, pause=0.01)
    await until(lambda: near.cuts > 4 and far.cuts > 4 and not visitor.outbox.waiting, 40)
    near.weather.cut_between = far.weather.cut_between = None
    assert len(await scene.agree(visitor, operator, within=40)) == 1 + 2 * times


@pytest.mark.parametrize("side", ["visitor", "operator"])
async def test_half_open(scene: Scene, side: str) -> None:
    """Nothing comes back and nothing says so: the client asks, gives up, and comes again until somebody answers."""
    near, far = await scene.proxy(), await scene.proxy()
    visitor, operator = await scene.visitor(near), await scene.operator(far)
    conversation = await begin(scene, visitor, operator)
    silent, client = (near, visitor) if side == "visitor" else (far, operator)
    silent.weather.silent = True
    await write_both(visitor, operator, conversation, 5)
    connects = client.link.connects
    await until(lambda: client.link.connects > connects, 15)
    silent.weather.silent = False
    assert len(await scene.agree(visitor, operator)) == 11


async def test_slow_and_far(scene: Scene) -> None:
    near, far = await scene.proxy(), await scene.proxy()
    visitor, operator = await scene.visitor(near, window=8), await scene.operator(far, window=8)
    conversation = await begin(scene, visitor, operator)
    near.weather.delay, far.weather.rate = 0.05, 8_000
    await write_both(visitor, operator, conversation, 20)
    assert len(await scene.agree(visitor, operator, within=30)) == 41


async def test_posts_that_come_twice(scene: Scene) -> None:
    near, far = await scene.proxy(), await scene.proxy()
    visitor, operator = await scene.visitor(near, window=8), await scene.operator(far, window=8)
    near.weather.twice = far.weather.twice = True
    conversation = await begin(scene, visitor, operator)
    await write_both(visitor, operator, conversation, 20)
    assert len(await scene.agree(visitor, operator)) == 41


async def test_posts_that_overtake_each_other(scene: Scene) -> None:
    """Two ways into one server (an old connection and a new one) may swap posts: then everybody sees the same swapped order."""
    near, far = await scene.proxy(), await scene.proxy()
    visitor, operator = await scene.visitor(near, window=2), await scene.operator(far, window=2)
    conversation = await begin(scene, visitor, operator)
    near.weather.swapped = far.weather.swapped = True
    await write_both(visitor, operator, conversation, 20)
    thread = await scene.agree(visitor, operator, ordered=False)
    own = [line.text for line in thread if line.author == "visitor"][1:]
    assert own != sorted(own, key=lambda text: int(text.split()[1])), "nothing was swapped"


@pytest.mark.parametrize("reader", ["visitor", "operator"])
async def test_a_reader_that_stops_reading(scene: Scene, reader: str) -> None:
    """Four megabytes are said to somebody who does not read: the server keeps none of them, and tells all later, each byte right."""
    near, far = await scene.proxy(), await scene.proxy()
    visitor = await scene.visitor(near, window=20, hurry=1.0)
    operator = await scene.operator(far, window=20, hurry=1.0, marks=False)
    conversation = await begin(scene, visitor, operator)
    process = psutil.Process(scene.server.pid)
    before = process.memory_info().rss
    network = near if reader == "visitor" else far
    network.hold("down")
    for n in range(300):
        if reader == "visitor":
            await operator.answer(conversation, f"{n} {LONG_TEXT[n * 15 :]}")
        else:
            await visitor.write(f"{n} {LONG_TEXT[n * 15 :]}")
    writer = operator if reader == "visitor" else visitor
    await until(lambda: not writer.outbox.waiting, 30)
    grown = process.memory_info().rss - before
    network.release()
    await until(lambda: visitor.link.open() and operator.link.open(), 20)
    await read_back(visitor)
    assert len(await scene.agree(visitor, operator, within=30)) == 301
    assert grown < 48 * MEGABYTE, f"{grown / MEGABYTE:.0f} MB"
