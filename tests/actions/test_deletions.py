"""A project that is deleted is there for nobody at once, and leaves nothing behind: no row of any table, and no file."""

from dataclasses import replace

import pytest

from besedka.actions import deletions, projects
from besedka.actions.deps import Deps
from besedka.actions.projects import Draft
from besedka.app import House
from besedka.domain.errors import BadInput, Forbidden, NotFound
from besedka.domain.ids import Instant, OwnerId, ProjectNumber, new_id
from besedka.domain.ladder import NEVER
from besedka.jobs import periodic
from besedka.ports.database import ColumnType, Save, Script, Table, Value
from besedka.ports.files import FilesFailed
from besedka.store import deletions as store
from besedka.store import schema
from besedka.store.schema import TABLES
from tests.clock import FrozenClock
from tests.people import Shop, open_shop
from tests.units import read

ELSEWHERE = {
    schema.INSTALLATION,
    schema.OWNERS,
    schema.PROJECTS,
    schema.TICKETS,
    schema.MAILS,
    schema.DELETIONS,
    schema.BOTS,
}
"""Tables that hold nothing of a project alone; the project's own row is made with the shop."""
EVERY = [table for table in TABLES if table not in ELSEWHERE]
AN_HOUR = 3_600_000
OWN = {
    schema.CONVERSATIONS: "conversation_id", schema.VISITORS: "visitor_id", schema.MESSAGES: "message_id",
    schema.CONTACTS: "contact_id",
}  # fmt: skip
UNIQUE = (
    "key",
    "email_folded",
    "name_folded",
    "site",
    "seq",
    "doc",
    "position",
    "block",
    "number",
    "ordinal",
    "origin",
)
EMPTY: dict[ColumnType, Value] = {"int": 1, "text": "{}", "bytes": b""}


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's own round comes not once: who sweeps here, and when, is the test's to say."""
    monkeypatch.setattr(periodic, "DELETE", 3_600.0)


def fill(house: House, shop: Shop, times: int = 1) -> Script[list[str]]:
    """Write rows of the shop into every table that there is; return the keys of its files."""
    keys: list[str] = []
    for turn in range(times):
        ids = {
            name: new_id(house.deps.clock.now())
            for name in ("conversation_id", "visitor_id", "message_id", "contact_id")
        }
        for table in EVERY if turn == 0 else [table for table in EVERY if table.key != ("project",)]:
            row = _row(table, shop, ids, turn)
            if table is schema.FILES:
                keys.append(bytes(row["key"]).hex())  # type: ignore[arg-type]  # a key is bytes
            yield Save(table, [tuple(row.values())])
    return keys


def _row(table: Table, shop: Shop, ids: dict[str, bytes], turn: int) -> dict[str, Value]:
    row = {name: _value(name, kind, shop, ids, turn) for name, kind in table.columns.items()}
    if table in OWN:
        row["id"] = ids[OWN[table]]
    if "kind" in row and table is schema.SESSIONS:
        row["kind"] = "operator"
    if table is schema.FILES:
        row["state"] = "ready"
    if table is schema.LADDERS:
        row["due_at"] = NEVER  # a server that runs meanwhile leaves it as it is
    return row


def _value(name: str, kind: ColumnType, shop: Shop, ids: dict[str, bytes], turn: int) -> Value:
    if name in ids:
        return ids[name]
    if name == "project":
        return shop.number
    if kind == "bytes":
        return new_id(Instant(1))
    if name in UNIQUE:
        return (shop.number << 8) + turn if kind == "int" else str(turn)
    return EMPTY[kind]


async def rows_of(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that is stored."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for table in TABLES:
        rows = await read(house, f"SELECT {', '.join(table.columns)} FROM {table.name}")
        found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found


@pytest.fixture
async def rival(house: House, shop: Shop) -> Shop:
    """Another shop of the same house, with something in every table."""
    other = await open_shop(house.deps, "Соседи", "6" * 32)
    await house.deps.committer.run(lambda: fill(house, other))
    return other


async def opened(house: House) -> tuple[Shop, list[str]]:
    """Return a third shop that has something in every table, and more than one piece takes away, and the keys of its files."""
    doomed = await open_shop(house.deps, "Чай и плед", "7" * 32)
    keys = await house.deps.committer.run(lambda: fill(house, doomed, store.THREADS + 3))
    for key in keys:
        await house.deps.files.put(key, b"a picture")
        await house.deps.files.put(key + "p", b"its preview")
    return doomed, keys


async def there(house: House, keys: list[str]) -> int:
    """Return how many bytes are left of these files."""
    return sum([await house.deps.files.length(key + part) for key in keys for part in ("", "p")])


async def test_nothing_is_left_and_nothing_else_is_touched(clock: FrozenClock, house: House, rival: Shop) -> None:
    before = await rows_of(house)
    doomed, keys = await opened(house)
    assert await there(house, keys) > 0
    gone = await house.deps.database.read(deletions.look(doomed.owner, doomed.number))
    assert (gone.operators, gone.members, gone.files) == (store.THREADS + 5, store.THREADS + 4, store.THREADS + 3)
    await deletions.delete(house.deps, doomed.owner, doomed.number, " чай  и Плед")
    with pytest.raises(NotFound, match="project_deleted"):
        await house.deps.database.read(deletions.look(doomed.owner, doomed.number))
    await deletions.sweep(house.deps)
    after = await rows_of(house)
    (owner,) = [row for row in after["owners"] if row not in before["owners"]]
    assert owner[0] == doomed.owner, (
        "the account of the owner stays; that of who was let in and reaches nothing else goes"
    )
    after["owners"].remove(owner)
    assert len(after.pop("deletions")) == 1
    assert after == {name: rows for name, rows in before.items() if name != "deletions"}
    assert await there(house, keys) == 0
    assert await house.deps.database.read(store.due(clock.now())) == []


async def test_a_message_that_bears_a_foreign_notes_id_takes_none_of_what_the_note_said(
    house: House, rival: Shop
) -> None:
    ((note,),) = await read(house, "SELECT id FROM notes")
    doomed, _ = await opened(house)
    ((thread,), *_) = await read(house, f"SELECT id FROM conversations WHERE project = {doomed.number}")
    ids = {"message_id": bytes(note), "conversation_id": bytes(thread)}
    message = {**_row(schema.MESSAGES, doomed, ids, 9), "seq": 999}
    said = _row(schema.VERSIONS, rival, ids, 9)
    await house.deps.committer.run(lambda: _saved({schema.MESSAGES: message, schema.VERSIONS: said}))
    await deletions.delete(house.deps, doomed.owner, doomed.number, "Чай и плед")
    await deletions.sweep(house.deps)
    assert [bytes(row[0]) for row in await read(house, "SELECT message_id FROM versions")].count(note) == 1


def _saved(rows: dict[Table, dict[str, Value]]) -> Script[None]:
    for table, row in rows.items():
        yield Save(table, [tuple(row.values())])


async def test_what_was_on_its_way_goes_too_and_then_it_is_over(clock: FrozenClock, house: House, rival: Shop) -> None:
    doomed, _ = await opened(house)
    await deletions.delete(house.deps, doomed.owner, doomed.number, "Чай и плед")
    await deletions.sweep(house.deps)
    before = await rows_of(house)
    await house.deps.committer.run(lambda: fill(house, doomed))
    for _ in range(8):
        clock.advance(AN_HOUR / 4 / 1000)
        await deletions.sweep(house.deps)
    after = await rows_of(house)
    over = after.pop("deletions")
    assert [bool(row[-1]) for row in over] == [True]
    assert after == {name: rows for name, rows in before.items() if name != "deletions"}


class Breaking:
    """A place of files that goes away after the first file."""

    def __init__(self, files: object) -> None:
        self._files = files
        self.left = 2

    def __getattr__(self, name: str) -> object:
        return getattr(self._files, name)

    async def delete(self, key: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise FilesFailed("the bucket is away", "files_away")
        await self._files.delete(key)  # type: ignore[attr-defined]  # the real place


async def test_work_that_broke_off_in_the_middle_is_taken_up(clock: FrozenClock, house: House, rival: Shop) -> None:
    before = await rows_of(house)
    doomed, keys = await opened(house)
    await deletions.delete(house.deps, doomed.owner, doomed.number, "Чай и плед")
    await house.deps.committer.run(lambda: store.take_some(doomed.number))
    with pytest.raises(FilesFailed):
        await deletions.sweep(_breaking(house.deps))
    assert await there(house, keys) > 0
    await deletions.sweep(house.deps)
    assert await there(house, keys) > 0, "whoever has begun has a minute"
    clock.advance(store.AGAIN / 1000)
    await deletions.sweep(house.deps)
    assert await there(house, keys) == 0
    assert (await rows_of(house))["messages"] == before["messages"]


def _breaking(deps: Deps) -> Deps:
    return replace(deps, files=Breaking(deps.files))  # type: ignore[arg-type]  # the real place behind it


async def test_the_owner_alone_and_by_name(house: House, shop: Shop, rival: Shop) -> None:
    before = await rows_of(house)
    for person, name, refusal in (
        (shop.pavel, "Тихий дом", Forbidden), (rival.owner, "Тихий дом", NotFound), (shop.owner, "Тихий сад", BadInput),
        (shop.owner, "", BadInput), (OwnerId(bytes(shop.anna)), "Тихий дом", NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            await deletions.delete(house.deps, person, shop.number, name)
    with pytest.raises(NotFound):
        await deletions.delete_by_house(house.deps, ProjectNumber(77), "Тихий дом")
    assert await rows_of(house) == before


async def test_neither_number_nor_key_is_ever_anothers(house: House, shop: Shop) -> None:
    draft = Draft(bytes(range(16)), "Второй", "", "ru", 165)
    second = await projects.begin(house.deps, shop.owner, draft)
    await deletions.delete(house.deps, shop.owner, second.number, "Второй")
    with pytest.raises(NotFound, match="project_deleted"):
        await projects.begin(house.deps, shop.owner, draft)
    third = await projects.begin(house.deps, shop.owner, replace(draft, id=bytes(16)))
    assert third.number == second.number + 1
