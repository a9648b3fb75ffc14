"""Who may say what about which conversation: every frame that names one, by every operator, about everybody's. A frame without a row fails.

What may not be said is heard by nobody and leaves no trace: neither in the journal nor on anybody's screen.
"""

from collections.abc import Callable
from typing import get_args, get_type_hints

import pytest

from besedka.domain.ids import OperatorId, Position
from besedka.store import conversations
from besedka.wire.operator import says
from tests.api.things import conversation, operator
from tests.clients import make_id
from tests.people import ANNA, IGOR, Person, Shop, open_shop
from tests.realtime.stage import Desk, Frame, Stage

FRAMES: dict[str, Callable[[str], Frame]] = {
    "post": lambda id: {"t": "post", "id": make_id(), "conversation": id, "text": "hello"},
    "note": lambda id: {"t": "note", "id": make_id(), "conversation": id, "text": "for us"},
    "typing": lambda id: {"t": "typing", "conversation": id, "on": True},
    "delivered": lambda id: {"t": "delivered", "conversation": id, "seq": 1},
    "read": lambda id: {"t": "read", "conversation": id, "seq": 1},
    "seen": lambda id: {"t": "seen", "conversation": id},
}
"""Every frame that names a conversation."""


def spoken() -> dict[str, type]:
    """Return every frame of the operators' language, by its tag."""
    return {get_args(get_type_hints(kind)["t"])[0]: kind for kind in get_args(get_args(says.OperatorSays)[0])}


def test_every_frame_that_names_a_conversation_has_a_row() -> None:
    naming = {tag for tag, kind in spoken().items() if "conversation" in kind.__annotations__}
    assert naming == set(FRAMES)
    assert len(spoken()) > len(FRAMES)


class Witness:
    """Everybody who could notice: the journal of the conversation's project, and another administrator's desk there."""

    def __init__(self, stage: Stage, other: Desk) -> None:
        self.stage, self.other = stage, other

    @classmethod
    async def of(cls, stage: Stage, shop: Shop) -> "Witness":
        """Sit down at a desk."""
        desk = await stage.desk_of(OperatorId(bytes.fromhex(await operator(stage.house, shop, "admin"))))
        await desk.welcomed()
        return cls(stage, desk)

    async def position(self, shop: Shop) -> Position:
        """Return where a project's journal stands."""
        return await self.stage.house.deps.database.read(conversations.position(shop.number))

    async def notices(self, desk: Desk, frame: Frame, shop: Shop) -> bool:
        """Tell whether saying this has left a trace anywhere."""
        await self.other.hear()
        before = await self.position(shop)
        desk.say(frame)
        heard = [f for f in await self.other.hear(everything=True) if f["t"] not in ("presence", "people")]
        return await self.position(shop) > before or bool(heard)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("tag", sorted(FRAMES))
@pytest.mark.parametrize(
    ("who", "on", "may"),
    [
        (IGOR, "igor", True),
        (IGOR, "nobody", True),
        (IGOR, "anna", False),
        (IGOR, "stranger", False),
        (ANNA, "anna", True),
        (ANNA, "nobody", True),
        (ANNA, "igor", True),
        (ANNA, "stranger", False),
    ],
)
async def test_the_table(stage: Stage, tag: str, who: Person, on: str, may: bool) -> None:
    if who is ANNA and on == "igor" and tag in ("delivered", "read"):
        may = False  # an administrator who looks over a shoulder does not make the client believe that they were read
    may = may and tag != "seen"  # that is between one's own windows, whatever it names
    other = await open_shop(stage.house.deps, "Чужой", "6" * 32) if on == "stranger" else stage.shop
    id = await conversation(stage.house, other, "anna" if on == "stranger" else on)
    desk = await stage.operator(who)
    witness = await Witness.of(stage, other)
    assert await witness.notices(desk, FRAMES[tag](id), other) is may


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("tag", sorted(FRAMES))
async def test_a_conversation_that_there_is_not(stage: Stage, tag: str) -> None:
    desk = await stage.operator(ANNA)
    witness = await Witness.of(stage, stage.shop)
    for id in ("0" * 32, "f" * 32, stage.shop.anna.hex()):
        assert await witness.notices(desk, FRAMES[tag](id), stage.shop) is False
