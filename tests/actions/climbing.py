"""The round of the ladder, run by hand with a clock that stands still, and what it brings about."""

from dataclasses import dataclass, field, replace

import pytest

from besedka.actions import sections
from besedka.actions.saving import save
from besedka.app import House
from besedka.domain.alert import Carrier, Way, WayId
from besedka.domain.ids import ConversationId, Instant, OperatorId, new_id
from besedka.domain.ladder import STEPS, named
from besedka.domain.operator import Operator
from besedka.domain.schedule import Schedule, Span
from besedka.domain.settings import Settings
from besedka.jobs import periodic
from besedka.jobs.deliveries import Deliveries
from besedka.jobs.ladders import Ladders
from besedka.ports.alerts import Notice, Values
from besedka.store import alerts, people, projects
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import Author, read

NODE = b"n" * 16


def rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the house's own rounds rest: the test runs them."""
    for name in ("CLIMB", "TELL", "ROUTE", "BEAT"):
        monkeypatch.setattr(periodic, name, 3_600.0)


@dataclass
class Told:
    """A carrier that takes everything."""

    notices: list[tuple[Values, Notice]] = field(default_factory=list)

    async def tell(self, values: Values, notice: Notice) -> None:
        self.notices.append((values, notice))


@dataclass
class Climbing:
    """The round of a node, and what was called."""

    house: House
    shop: Shop
    clock: FrozenClock
    node: Ladders
    told: Told
    begun: Instant

    async def at(self, *seconds: float) -> list[str]:
        """Run a round at each of these seconds since the beginning, and return the steps that were taken."""
        done = []
        for second in seconds:
            self.clock.advance(second - (self.clock.now() - self.begun) / 1000)
            before = len(await self.called())
            await self.node.climb()
            done += [step for step, _ in (await self.called())[before:]]
        return done

    async def called(self) -> list[tuple[str, tuple[OperatorId, ...]]]:
        """Return every step that was taken, and whom it called."""
        rows = await read(
            self.house, "SELECT seq, ref FROM journal WHERE kind = 'conversation_called' ORDER BY position"
        )
        return [(STEPS[seq - 1], named(bytes(ref))) for seq, ref in rows]

    async def sent(self) -> list[tuple[Values, Notice]]:
        """Hand over what is due, and return all that was."""
        outbox = Deliveries(
            replace(self.house.deps, alerters={"email": self.told, "push": self.told, "telegram": self.told})
        )
        await outbox.send_due()
        await outbox.stop()
        return self.told.notices


async def begun(house: House, shop: Shop) -> tuple[Author, ConversationId]:
    """Return a client who waits, and the conversation."""
    author = Author(house, shop)
    await author.post("Есть ли лампа?")
    return author, await author.conversation()


async def work_so(house: House, shop: Shop, settings: Settings) -> None:
    await house.deps.committer.run(lambda: projects.change_settings(shop.number, settings))


async def reached_by(house: House, shop: Shop, who: OperatorId, carrier: Carrier) -> WayId:
    """Give an operator a way of their own."""
    id, now = WayId(new_id(house.deps.clock.now())), house.deps.clock.now()
    way = Way(id, shop.number, who, carrier, "", "", id.hex(), b"", "", "", "ru", 1, "", "", now, now)
    await house.deps.committer.run(lambda: alerts.keep_way(way))
    return id


async def read_operator(house: House, shop: Shop) -> Operator:
    """Return Anna."""
    found = await house.deps.database.read(people.operator_by_id(shop.anna))
    assert found is not None
    return found


async def opens(climbing: Climbing, span: Span | None) -> None:
    """Have the owner choose the hours."""
    house, shop = climbing.house, climbing.shop
    project = await house.deps.database.read(projects.project_by_number(shop.number))
    assert project is not None
    schedule = Schedule(span is not None, "UTC", ((span or Span(0, 60),),) * 7)
    version = sections.TARGETING.version(project.targeting)
    await save(
        house.deps,
        shop.owner,
        shop.number,
        sections.TARGETING,
        version,
        lambda known: replace(known, schedule=schedule),
    )
