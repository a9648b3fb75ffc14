"""Group commit, on both databases: what waits is committed together, and each sender is answered by itself."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
import structlog

from besedka.actions.messages import Posted, VisitorPost
from besedka.app import House
from besedka.domain.errors import BadInput, Forbidden, NotFound, Refusal, Unavailable
from besedka.domain.ids import ConversationId, MessageId
from besedka.ports.database import DatabaseFailed, Query, Save, Script
from besedka.store import commits
from besedka.store.commits import Make
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs
from besedka.store.schema import OWNERS
from tests.people import Shop
from tests.units import ORIGIN, Author, act, answer, read, submit

T = TypeVar("T")


def stored(house: House) -> "asyncio.Future[list[tuple[object, ...]]]":
    return asyncio.ensure_future(read(house, "SELECT text FROM messages ORDER BY text"))


class Poison:
    """A unit with a fault of the program in it."""

    def __init__(self, done: Callable[[object], None]) -> None:
        self.done = done

    def need(self, needs: Needs) -> None:
        """Nothing."""

    def apply(self, _: Ledger) -> object:
        """Fail in a way that nobody foresaw."""
        raise ZeroDivisionError("a fault of the program")


def taken_key() -> Script[None]:
    """Break a constraint."""
    row = (b"o" * 16, "x@x.example", "x@x.example", "X", "hash", 0, 1)
    yield Save(OWNERS, [row, row])


async def test_what_waits_is_committed_together_and_in_order(house: House, shop: Shop) -> None:
    before = house.deps.committer.batches
    authors = [Author(house, shop) for _ in range(20)]
    posts = [author.post(f"{n}") for n in range(25) for author in authors]
    answers = await asyncio.gather(*posts)
    assert [a.seq for a in answers] == [n + 1 for n in range(25) for _ in authors]
    positions = [a.position for a in answers]
    assert positions == sorted(set(positions), key=lambda p: p or 0)
    assert house.deps.committer.batches - before <= 2


async def test_a_refusal_concerns_its_own_unit_only(house: House, shop: Shop) -> None:
    elena, thief = Author(house, shop), Author(house, shop)
    await elena.post("first")
    c = await elena.conversation()
    await act(house, shop, shop.anna, c, "take")
    thief.key = type(thief.key)(elena.key.visitor, b"?" * 32, "")
    units: list[asyncio.Future[object]] = [
        asyncio.ensure_future(elena.post("good 1")),
        asyncio.ensure_future(thief.post("stolen")),
        asyncio.ensure_future(answer(house, shop, shop.igor, c, "not mine")),
        asyncio.ensure_future(answer(house, shop, shop.anna, ConversationId(b"?" * 16), "nowhere")),
        asyncio.ensure_future(elena.post("good 2")),
    ]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert [(type(r), r.code) for r in refused] == [
        (Forbidden, "key_refused"),
        (Forbidden, "not_yours"),
        (NotFound, "not_found"),
    ]
    assert [row[0] for row in await stored(house)] == ["first", "good 1", "good 2"]


@pytest.mark.parametrize("place", [0, 3, 9])
@pytest.mark.parametrize("poison", ["program", "constraint"])
async def test_a_poisoned_unit_takes_no_others_along(house: House, shop: Shop, place: int, poison: str) -> None:
    committer, author = house.deps.committer, Author(house, shop)

    posts: list[asyncio.Future[object]] = []
    for n in range(10):
        if n == place:
            posts.append(
                submit(house, Poison) if poison == "program" else asyncio.ensure_future(committer.run(taken_key))
            )
            await asyncio.sleep(0)
        posts.append(asyncio.ensure_future(author.post(f"{n}")))
    outcomes = await asyncio.gather(*posts, return_exceptions=True)
    failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [getattr(f, "code", f) for f in failed] == ["internal"]
    assert [row[0] for row in await stored(house)] == [f"{n}" for n in range(10)]
    rows = await read(house, "SELECT position FROM journal ORDER BY position")
    assert [row[0] for row in rows] == list(range(1, 12))


async def test_the_same_id_is_stored_once_in_a_batch_and_ever_after(house: House, shop: Shop) -> None:
    elena = Author(house, shop)
    id = elena.new_id()
    together = await asyncio.gather(*(elena.post(f"try {n}", id) for n in range(5)))
    later = await elena.post("try again", id)
    assert {(a.id, a.seq, a.at) for a in [*together, later]} == {(id, 1, together[0].at)}
    assert [a.position is None for a in [*together, later]] == [False, True, True, True, True, True]
    assert [row[0] for row in await stored(house)] == ["try 0"]


async def test_an_id_of_somebody_else_s_message_is_refused(house: House, shop: Shop) -> None:
    elena, other = Author(house, shop), Author(house, shop)
    id = elena.new_id()
    await elena.post("mine", id)
    with pytest.raises(BadInput, match="id_taken"):
        await other.post("theirs", id)
    assert [row[0] for row in await stored(house)] == ["mine"]


async def test_a_done_that_fails_keeps_nobody_waiting(house: House, shop: Shop) -> None:
    author = Author(house, shop)

    class Faulty(Poison):
        def apply(self, _: Ledger) -> object:
            return None

    def fail(_: object) -> None:
        raise ValueError("the caller's fault")

    house.deps.committer.submit(Faulty(fail))
    assert (await author.post("after")).seq == 1


async def test_a_rare_write_answers_what_its_script_answers(house: House) -> None:
    def script() -> Script[str]:
        yield Query("UPDATE installation SET value = value WHERE name = $1", ("secret",))
        return "answer"

    def refusing() -> Script[str]:
        yield Query("SELECT 1")
        raise NotFound("not_found")

    assert await house.deps.committer.run(script) == "answer"
    with pytest.raises(NotFound):
        await house.deps.committer.run(refusing)


async def test_asking_answers_what_the_unit_answers_and_raises_what_it_was_refused_with(
    house: House, shop: Shop
) -> None:
    elena, committer = Author(house, shop), house.deps.committer
    now, id = house.deps.clock.now(), elena.new_id()

    def post(text: str, id: MessageId) -> Make[Posted]:
        return lambda done: VisitorPost(shop.number, elena.key, id, text, now, ORIGIN, None, done)

    assert (await committer.ask(post("asked", id))).seq == 1
    elena.key = type(elena.key)(elena.key.visitor, b"?" * 32, "")
    with pytest.raises(Forbidden, match="key_refused"):
        await committer.ask(post("stolen", elena.new_id()))
    assert [row[0] for row in await stored(house)] == ["asked"]


@pytest.mark.parametrize("rare", [False, True])
async def test_whoever_asks_and_goes_away_disturbs_nobody(house: House, shop: Shop, rare: bool) -> None:
    database, elena, now = Stuck(house), Author(house, shop), house.deps.clock.now()
    ask = house.deps.committer.ask(
        lambda done: VisitorPost(shop.number, elena.key, elena.new_id(), "asked", now, ORIGIN, None, done)
    )
    asking = asyncio.ensure_future(house.deps.committer.run(taken_key) if rare else ask)
    await asyncio.sleep(0)
    with structlog.testing.capture_logs() as logs:
        asking.cancel()
        await asyncio.sleep(0)
        database.let_go()
        later = await elena.post("later")
    ask.close()
    assert later.seq == (1 if rare else 2)
    assert "acknowledge_failed" not in {one["event"] for one in logs}


class Stuck:
    """A database whose writes wait until the test lets them go, or fail."""

    def __init__(self, house: House) -> None:
        self._real = house.deps.database
        self._held: list[tuple[Script[object], Callable[[object], None]]] = []
        self.failing: DatabaseFailed | None = None
        self.stuck = True
        house.deps.committer._database = self  # type: ignore[assignment]

    def write(self, script: Script[T], done: Callable[[T | BaseException], None]) -> None:
        if self.failing is not None:
            asyncio.get_running_loop().call_soon(done, self.failing)
        elif self.stuck:
            self._held.append((script, done))  # type: ignore[arg-type]
        else:
            self._real.write(script, done)

    def let_go(self) -> None:
        self.stuck = False
        for script, done in self._held:
            self._real.write(script, done)


async def test_what_waits_is_bounded(house: House, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commits, "MAX_WAITING", 100)
    database, author = Stuck(house), Author(house, shop)
    first = author.post("first")
    await asyncio.sleep(0.05)
    waiting = [author.post(f"{n}") for n in range(100)]
    with pytest.raises(Unavailable, match="busy"):
        author.post("one too many")
    database.let_go()
    answers = await asyncio.gather(first, *waiting)
    assert [a.seq for a in answers] == list(range(1, 102))


@pytest.mark.parametrize("code", ["disk_failing", "read_only", "busy"])
async def test_a_failing_database_refuses_all_and_nothing_is_told(house: House, shop: Shop, code: str) -> None:
    told: list[object] = []
    house.deps.committer._announce = lambda _, events: told.extend(events)
    database, author = Stuck(house), Author(house, shop)
    database.failing = DatabaseFailed(code, "as the test wants it")
    outcomes = await asyncio.gather(*(author.post(f"{n}") for n in range(10)), return_exceptions=True)
    assert [(type(o), getattr(o, "code", "")) for o in outcomes] == [(Unavailable, code)] * 10
    assert told == []
    database.failing, database.stuck = None, False
    assert (await author.post("works again")).seq == 1
    assert len(told) == 2


async def test_draining_waits_for_everything(house: House, shop: Shop) -> None:
    author = Author(house, shop)
    posts = [author.post(f"{n}") for n in range(50)]
    await house.deps.committer.drain()
    assert all(post.done() for post in posts)
