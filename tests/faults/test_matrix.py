"""The delivery matrix: the connection cut after each moment of a message's walk, for both writers and all three transports.

sent: it left the client and arrives nowhere, or half · stored: it is on disk, the acknowledgement is lost · acknowledged: the writer knows,
then is cut · announced: the fact is on its way to the other side and is lost · received: the other side has it, its mark is lost ·
greeted: the reader is cut between the welcome and what it missed.
"""

from collections.abc import AsyncIterator, Callable
from typing import Literal

import pytest
import pytest_asyncio

from tests.faults.client import until
from tests.faults.link import Transport
from tests.faults.operator import Operator
from tests.faults.proxy import FaultProxy, Trip
from tests.faults.scene import Scene
from tests.faults.units import Frame
from tests.faults.visitor import Visitor
from tests.processes import ServerProcess

pytestmark = pytest.mark.asyncio(loop_scope="module")

Writer = Literal["visitor", "operator"]
MOMENTS = ("sent", "half", "stored", "acknowledged", "announced", "received", "greeted")
WIRES = ("picows", "asgi", "poll")
CUTS = 3
MESSAGES = 8


@pytest_asyncio.fixture(loop_scope="module", params=WIRES)
async def stage(
    request: pytest.FixtureRequest, picows: ServerProcess, asgi: ServerProcess, tokens: dict[str, str]
) -> AsyncIterator[Scene]:
    server = asgi if request.param == "asgi" else picows
    async with Scene(server, tokens.get(server.url, "")) as scene:
        tokens[server.url] = scene.token
        scene.transport = "poll" if request.param == "poll" else "socket"
        yield scene


def is_post(frame: Frame) -> bool:
    return frame["t"] == "post"


def is_ack(frame: Frame) -> bool:
    return frame["t"] == "ack"


def is_welcome(frame: Frame) -> bool:
    return frame["t"] == "welcome"


def is_from(writer: Writer) -> Callable[[Frame], bool]:
    def match(frame: Frame) -> bool:
        message = frame.get("message")
        return frame["t"] == "message_posted" and isinstance(message, dict) and message["author"] == writer

    return match


def set_trap(moment: str, writer: Writer, writers: FaultProxy, readers: FaultProxy, transport: Transport) -> Trip:
    """Set the trap of this moment on the network that it concerns."""
    if moment == "sent":
        return writers.trap("up", "before", is_post, CUTS)
    if moment == "half":
        return writers.trap("up", "middle", is_post, CUTS)
    if moment == "stored":
        return writers.trap("down", "before", is_ack, CUTS)
    if moment == "acknowledged":
        return writers.trap("down", "after", is_ack, CUTS)
    if moment == "announced":
        return readers.trap("down", "before", is_from(writer), CUTS)
    if moment == "received":
        return readers.trap("down", "after", is_from(writer), CUTS)
    return readers.trap("down", "after" if transport == "socket" else "middle", is_welcome, CUTS)


async def talk(
    visitor: Visitor, operator: Operator, conversation: str, writer: Writer, readers: FaultProxy, trip: Trip
) -> None:
    """Both write, the writer twice as much; where the reader must come back to be cut, it is sent away first."""
    for n in range(MESSAGES):
        if trip in readers.trips and trip.match is is_welcome and trip.left:
            readers.cut_all()
        for part in "ab" if writer == "visitor" else "a":
            await visitor.write(f"visitor {n}{part}")
        for part in "ab" if writer == "operator" else "a":
            await operator.answer(conversation, f"operator {n}{part}")
        await until(lambda: not visitor.outbox.waiting and not operator.outbox.waiting)


@pytest.mark.parametrize("writer", ["visitor", "operator"])
@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_cut_loses_and_doubles_nothing(stage: Scene, writer: Writer, moment: str) -> None:
    near, far = await stage.proxy(), await stage.proxy()
    visitor, operator = await stage.visitor(near), await stage.operator(far)
    await visitor.write("the first word")
    await stage.agree(visitor, operator)
    conversation = await stage.conversation_of(visitor)
    writers, readers = (near, far) if writer == "visitor" else (far, near)
    trip = set_trap(moment, writer, writers, readers, stage.transport)
    await talk(visitor, operator, conversation, writer, readers, trip)
    thread = await stage.agree(visitor, operator)
    assert len(thread) == 1 + 3 * MESSAGES
    assert trip.left == 0, "the network was not cut at this moment"
