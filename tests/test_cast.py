"""The cast itself: if this fails, the house does not stand, and other failures say little."""

from pathlib import Path

from besedka.wire import operator, visitor
from tests.people import ANNA
from tests.processes import ServerProcess
from tests.serving import Served


async def test_a_visitor_writes_and_anna_answers(server: Served) -> None:
    anna = await server.operator(ANNA)
    elena = await server.visitor()
    ack = await elena.post("Есть ли лампа?")
    assert ack["seq"] == 1
    told = await anna.expect(operator.MessagePosted)
    assert told["message"]["text"] == "Есть ли лампа?"
    await anna.post(told["conversation"], "Есть!")
    answer = await elena.expect(visitor.MessagePosted)
    assert answer["message"]["text"] == "Есть!"
    assert answer["message"]["operator"] == {
        "id": server.shop.anna.hex(),
        "name": ANNA.name,
        "avatar": None,
        "title": ANNA.title,
    }


async def test_the_command_serves_and_ends_politely(tmp_path: Path) -> None:
    async with ServerProcess(tmp_path, demo=True) as process:
        assert process.url.startswith("http://127.0.0.1:")
        assert await process.stop() == 0
