"""The built-in CRM for the contract suite: a whole house in a thread of its own, whose database breaks when it is told to."""

import asyncio
import tempfile
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeVar, cast

from besedka.actions.crm.builtin import COMMENT_LIMIT, POWERS, BuiltinCrm
from besedka.actions.deps import Deps
from besedka.app import DATABASE_FILE, open_house
from besedka.config import Settings
from besedka.domain.contact import Contact
from besedka.domain.ids import ContactId, DealId, OperatorId, new_id
from besedka.domain.operator import Operator
from besedka.domain.sum import told_sum
from besedka.ports.crm import Connector, Crm, Values
from besedka.ports.database import Database, DatabaseFailed, Query, Row, Script
from besedka.store import contacts, deals, deletions, people, projects
from besedka.store.commits import Committer
from tests.crm.world import ANNA, BORIS, MANY, KeptContact, KeptLead
from tests.people import Shop, open_shop

T = TypeVar("T")
Harm = Literal["", "cut", "busy", "broken"]


class Faulty:
    """A database of which the next write goes wrong: it is done and its answer is lost, or nothing is done."""

    def __init__(self, real: Database) -> None:
        self.real = real
        self.harm: Harm = ""

    async def read(self, script: Script[T]) -> T:
        """Read as ever."""
        return await self.real.read(script)

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        """Write, unless it goes wrong."""
        harm, self.harm = self.harm, ""
        failed = DatabaseFailed("busy" if harm == "busy" else "disk_failing", harm)
        if harm == "cut":
            self.real.write(script, lambda _: done(failed))
        elif harm:
            asyncio.get_running_loop().call_soon(done, failed)
        else:
            self.real.write(script, done)

    async def changed_elsewhere(self) -> bool:
        """Nobody else is there."""
        return False

    async def schema_revision(self) -> str | None:
        """Tell it as ever."""
        return await self.real.schema_revision()

    async def close(self) -> None:
        """Its house closes it."""


class There:
    """A thread with a loop of its own, in which the house stands: the suite looks in from outside without awaiting."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, call: Coroutine[object, object, T]) -> T:
        """Do it there, and wait."""
        return asyncio.run_coroutine_threadsafe(call, self.loop).result(30)

    def close(self) -> None:
        """Stop."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class Ferry:
    """Carries every call of the port over into the house's thread, and its answer back."""

    def __init__(self, crm: BuiltinCrm, there: There) -> None:
        self._crm = crm
        self._there = there

    def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
        def call(*args: object) -> Awaitable[object]:
            return asyncio.wrap_future(
                asyncio.run_coroutine_threadsafe(getattr(self._crm, name)(*args), self._there.loop)
            )

        return call


class OwnWorld:
    """The shop, as the suite sees it."""

    def __init__(self, there: There, deps: Deps, shop: Shop, faulty: Faulty) -> None:
        self._there = there
        self._deps = deps
        self._shop = shop
        self._faulty = faulty
        self.values: Values = {}
        crm = cast(Crm, Ferry(BuiltinCrm(deps, shop.number), there))
        self.connector = replace(BUILTIN, open=lambda *_: crm)

    def leads(self) -> list[KeptLead]:
        """Return all leads."""
        sql = (
            "SELECT d.id, d.title, d.contact_id, coalesce(o.email, ''), s.title, d.sum FROM deals d JOIN stages s ON s.id = d.stage_id "
            "LEFT JOIN operators o ON o.id = d.responsible_id ORDER BY d.id"
        )
        return [
            KeptLead(
                id.hex(), title, contact.hex() if contact else "", email, stage, self._comments(id), sum=told_sum(total)
            )
            for id, title, contact, email, stage, total in self._rows(sql)
        ]

    def _comments(self, id: bytes) -> tuple[str, ...]:
        return tuple(row[0] for row in self._rows("SELECT text FROM deal_comments WHERE deal_id = $1 ORDER BY id", id))

    def contacts(self) -> list[KeptContact]:
        """Return all contacts."""
        sql = "SELECT id, coalesce(name, ''), coalesce(phone, ''), coalesce(email, '') FROM contacts ORDER BY id"
        return [KeptContact(id.hex(), *rest) for id, *rest in self._rows(sql)]

    def add_contact(self, name: str, phone: str, email: str) -> str:
        """Have a contact there."""
        now = self._deps.clock.now()
        id = ContactId(new_id(now))
        row = Contact(id, self._shop.number, name, phone, email, email.casefold(), None, now, now)

        def script() -> Script[None]:
            yield contacts.added(row)

        self._there.run(self._deps.committer.run(script))
        return id.hex()

    def remove_lead(self, id: str) -> None:
        """Delete a lead, as an administrator would."""
        self._there.run(self._deps.committer.run(lambda: deals.remove(DealId(bytes.fromhex(id)))))

    def remove_field(self, title: str) -> None:
        """There is none."""
        raise AssertionError(title)

    def forget_access(self) -> None:
        """Delete the project: its CRM is nobody's any more."""
        now = self._deps.clock.now()

        def script() -> Script[None]:
            project = yield from projects.project_by_number(self._shop.number)
            assert project is not None
            yield from deletions.begin(project, "owner", now)

        self._there.run(self._deps.committer.run(script))

    def cut_answer(self, step: str) -> None:  # every step is one write
        """Do what is written next, and lose the answer."""
        self._faulty.harm = "cut"

    def limit(self, seconds: int) -> None:  # a database does not say for how long
        """Be too busy for the next write."""
        self._faulty.harm = "busy"

    def fail(self) -> None:
        """Have the disk fail at the next write."""
        self._faulty.harm = "broken"

    def _rows(self, sql: str, *args: bytes) -> list[Row]:
        def script() -> Script[list[Row]]:
            return (yield Query(sql, args))

        return self._there.run(self._deps.database.read(script()))


def _nowhere(*_: object) -> Crm:
    raise AssertionError("a world opens its own")


BUILTIN = Connector("builtin", "", (), POWERS, _nowhere, comment_limit=COMMENT_LIMIT)
"""What the built-in CRM would be as a connector."""
_template: list[bytes] = []


def begin_with(migrated: Path) -> None:
    """Have every shop begin with a copy of this file, a database that was migrated."""
    _template[:] = _template or [migrated.read_bytes()]


@contextmanager
def builtin() -> Iterator[OwnWorld]:
    """Open a shop with its managers."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / DATABASE_FILE).write_bytes(_template[0])
        there = There()
        opened = open_house(Settings(data=Path(folder), port=0))
        house = there.run(_enter(opened.__aenter__()))
        faulty = Faulty(house.deps.database)
        deps = there.run(_with(house.deps, faulty))
        shop = there.run(open_shop(deps))
        there.run(deps.committer.run(lambda: _hire(shop, deps)))
        yield OwnWorld(there, deps, shop, faulty)
        there.run(_enter(opened.__aexit__(None, None, None)))
        there.close()


async def _enter(call: Awaitable[T]) -> T:
    return await call


async def _with(deps: Deps, faulty: Faulty) -> Deps:
    return replace(deps, database=faulty, committer=Committer(faulty, deps.clock, lambda *_: None))


def _hire(shop: Shop, deps: Deps) -> Script[None]:
    now = deps.clock.now()
    emails = [ANNA, BORIS, *(f"manager{at}@shop.example" for at in range(MANY))]
    yield Query("DELETE FROM operators WHERE project = $1", (shop.number,))
    for at, email in enumerate(emails):
        id = OperatorId(new_id(now))
        row = Operator(id, shop.number, f"Менеджер {at}", email, None, "operator", False)
        yield from people.add_operator(row, email.casefold(), "", now)
        if email == BORIS:
            yield from people.set_disabled(id, now)
