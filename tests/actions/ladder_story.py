"""A project in which clients wait, and the rule of the ladder as a person would say it."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field, replace

from besedka.actions import operators, returns, sections
from besedka.actions.assign import Assign
from besedka.actions.routing import route_all
from besedka.actions.saving import save
from besedka.app import House
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Refusal
from besedka.domain.ids import ConversationId, Instant, OperatorId
from besedka.domain.ladder import AGAIN, GROUPS, STEPS, Step, named, times
from besedka.domain.schedule import Schedule, Span
from besedka.domain.settings import Settings
from besedka.jobs.ladders import Ladders
from besedka.realtime.presence import SHELF_LIFE_MS
from besedka.store import people, projects
from besedka.store.commits import Make
from tests.clock import FrozenClock
from tests.people import Shop
from tests.units import Author, act, answer, read, submit

NODE = b"n" * 16
HOUR, DAY = 3_600_000, 86_400_000
OFFICE = Schedule(True, "UTC", ((Span(540, 1080),),) * 7)
WORKS = (
    Settings(),
    Settings(notify_unassigned="online"),
    Settings(notify_unassigned="admins", ladder_popup=0, ladder_sound=0, ladder_others=-1),
    Settings(routing="evenly", ladder_letter=-1, ladder_others=200, ladder_admins=200),
    Settings(
        notify_unassigned="online",
        ladder_popup=-1,
        ladder_push=20,
        ladder_letter=20,
        ladder_others=30,
        ladder_admins=40,
    ),
)


@dataclass
class Client:
    """Somebody who writes, and what the test knows of their wait: since when it is climbed for, and what was done since."""

    author: Author
    since: Instant | None = None
    taken: set[Step] = field(default_factory=set)
    id: ConversationId | None = None


class Story:
    """A project in which anything happens, and the rule as a person would say it."""

    def __init__(self, house: House, shop: Shop, petr: OperatorId, clock: FrozenClock) -> None:
        self.house, self.shop, self.clock = house, shop, clock
        self.staff = (shop.anna, shop.igor, petr)
        self.clients = [Client(Author(house, shop)) for _ in range(2)]
        self.nodes = [Ladders(house.deps), Ladders(house.deps)]
        self.works, self.hours, self.heard = Settings(), Schedule(), 0
        self.disabled: set[OperatorId] = set()
        self.seen: dict[OperatorId, Instant] = {}
        self.stirred = clock.now()

    # ── what happens ─────────────────────────────────────────────────────────────────────────────────────────────

    async def write(self, client: Client) -> None:
        await client.author.post("Есть ли лампа?")
        client.id = await client.author.conversation()
        if client.since is None:
            client.since, client.taken = self.now, set()

    async def answer(self, client: Client, who: OperatorId) -> None:
        if client.id is not None and await self.may(answer(self.house, self.shop, who, client.id, "Есть")):
            client.since = None

    async def close(self, client: Client, who: OperatorId) -> None:
        if client.id is not None and await self.may(act(self.house, self.shop, who, client.id, "close")):
            client.since = None

    async def take(self, client: Client, who: OperatorId) -> None:
        if client.id is not None:
            self.clock.advance(0.001)  # nobody takes it in the millisecond in which it was written
            before = await self.assignee(client)
            await self.may(act(self.house, self.shop, who, client.id, "take"))
            await self.by_hand(client, before)

    async def assign(self, client: Client, to: OperatorId) -> None:
        if client.id is not None:
            self.clock.advance(0.001)
            id, before = client.id, await self.assignee(client)
            anna = await self.house.deps.database.read(people.operator_by_id(self.shop.anna))
            assert anna is not None
            now = self.now
            wanted = None if to == self.shop.anna else to
            await self.round("first")
            given: Make[Conversation] = lambda done: Assign(anna, id, now, done, wanted, before)  # noqa: E731
            await self.may(self.submitted(given))
            await self.by_hand(client, before)

    async def submitted(self, make: Make[Conversation]) -> None:
        await submit(self.house, make)

    async def by_hand(self, client: Client, before: OperatorId | None) -> None:
        """Somebody has it now who had it not: they are to answer, from now on."""
        self.stirred, has = self.now, await self.assignee(client)
        if has not in (None, before) and client.since is not None:
            client.since, client.taken = self.now, set()

    async def disable(self, who: OperatorId) -> None:
        if len(self.disabled) < 2 and who not in self.disabled:
            await operators.disable(self.house.deps, self.shop.owner, self.shop.number, who)
            await returns.from_disabled(self.house.deps, self.shop.number)
            self.disabled.add(who)
        elif who in self.disabled:
            await operators.enable(self.house.deps, self.shop.owner, self.shop.number, who)
            self.disabled.remove(who)
        self.stirred = self.now

    async def come(self, who: OperatorId) -> None:
        now = self.now
        row = (who, self.shop.number, "online")
        await self.house.deps.committer.run(lambda: projects.refresh_presence(NODE, [row], now, Instant(now - DAY)))  # type: ignore[list-item]
        self.seen[who] = self.stirred = now

    async def route(self) -> None:
        if await route_all(self.house.deps, Instant(self.now - SHELF_LIFE_MS)):
            self.stirred = self.now

    async def work(self, wanted: Settings) -> None:
        version = sections.WORK.version(self.works)
        await save(self.house.deps, self.shop.owner, self.shop.number, sections.WORK, version, lambda _: wanted)
        self.works, self.stirred = wanted, self.now

    async def open(self, wanted: Schedule) -> None:
        project = await self.house.deps.database.read(projects.project_by_number(self.shop.number))
        assert project is not None
        version, number = sections.TARGETING.version(project.targeting), self.shop.number
        await save(
            self.house.deps,
            self.shop.owner,
            number,
            sections.TARGETING,
            version,
            lambda known: replace(known, schedule=wanted),
        )
        self.hours = wanted

    async def die(self, which: int) -> None:
        self.nodes[which] = Ladders(self.house.deps)

    # ── what is looked at ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def now(self) -> Instant:
        return self.clock.now()

    @property
    def opened(self) -> Instant | None:
        """Since when the project works today; None: it does not."""
        if not self.hours.on:
            return Instant(0)
        midnight = self.now - self.now % DAY
        return Instant(midnight + 9 * HOUR) if midnight + 9 * HOUR <= self.now < midnight + 18 * HOUR else None

    async def may(self, done: Awaitable[object]) -> bool:
        try:
            await done
        except Refusal:
            return False
        return True

    async def assignee(self, client: Client) -> OperatorId | None:
        rows = await read(self.house, "SELECT assignee_id FROM conversations WHERE id = $1", client.id)
        return rows[0][0] if rows else None

    async def round(self, how: str) -> None:
        """Let one node or both look, and check what they did."""
        chosen = {"both": self.nodes, "first": self.nodes[:1], "second": self.nodes[1:]}[how]
        await asyncio.gather(*(node.climb() for node in chosen))
        await self.check_done()
        await self.check_due()

    async def check_done(self) -> None:
        for client in self.clients:
            if client.since is not None and self.opened is not None and self.opened > client.since:
                client.since, client.taken = self.opened, set()
        sql = (
            "SELECT position, conversation_id, seq, ref, at FROM journal WHERE project = $1 AND position > $2 "
            "AND kind = 'conversation_called' ORDER BY position"
        )
        for position, id, seq, ref, at in await read(self.house, sql, self.shop.number, self.heard):
            self.heard, step, after = position, STEPS[seq - 1], times(self.works)
            (client,) = (one for one in self.clients if one.id == id)
            assert client.since is not None, f"{step} though nobody waits"
            assert self.opened is not None, f"{step} though nobody works"
            assert at == self.now
            assert step in after, f"{step} is left out"
            assert at >= client.since + after[step], f"{step} is early"
            assert step not in client.taken, f"{step} twice"
            who = named(bytes(ref))
            assert who
            assert not self.disabled & set(who)
            client.taken.add(step)

    async def check_due(self) -> None:
        if (
            self.opened is None or self.now < self.stirred + AGAIN
        ):  # whom to call is another by now: it is tried again soon
            return
        for client in self.clients:
            for step, after in times(self.works).items():
                if client.since is None or self.now < client.since + after:
                    continue
                (group,) = (group for group in GROUPS if step in group)
                taken = client.taken & set(group[group.index(step) :])
                assert taken or not await self.somebody(step, client), f"{step} is not taken"

    async def somebody(self, step: Step, client: Client) -> bool:
        """Whether there is anybody for whom the step is, and was already when it was last looked."""
        anna, has = self.shop.anna, await self.assignee(client)
        there = {who for who, at in self.seen.items() if self.now - SHELF_LIFE_MS <= at and who not in self.disabled}
        if step == "admins":
            return anna not in self.disabled
        if step == "others":
            return bool({*self.staff} - {anna, has} - self.disabled)
        if has is not None and has not in self.disabled:
            return True
        return (
            bool(there)
            if self.works.notify_unassigned == "online"
            else (self.works.notify_unassigned == "admins" and anna not in self.disabled)
        )
