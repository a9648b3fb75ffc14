"""Whatever happens, in whatever order and however often nodes die: while a client waits in the project's hours, each step is taken once its
time is over, and once; and none is taken after they were answered, nor while nobody works."""

import secrets

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from besedka.actions import deletions
from besedka.app import House
from besedka.domain.ids import OperatorId, new_id
from besedka.domain.operator import Operator
from besedka.domain.schedule import Schedule
from besedka.store import people
from tests.actions.climbing import rest
from tests.actions.ladder_story import OFFICE, WORKS, Story
from tests.clock import FrozenClock
from tests.people import cheap_hash, open_shop
from tests.units import read


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    rest(monkeypatch)


CLIENT, WHO = st.integers(0, 1), st.integers(0, 2)
DEEDS = st.one_of(
    st.tuples(st.sampled_from(["write", "write", "answer", "take", "assign", "close"]), CLIENT, WHO),
    st.tuples(
        st.just("pass"), st.sampled_from([1, 14, 15, 16, 30, 45, 60, 120, 200, 300, 600, 4_000, 30_000]), st.just(0)
    ),
    st.tuples(st.just("pass"), st.integers(1, 700), st.just(0)),
    st.tuples(st.sampled_from(["disable", "come", "come"]), WHO, st.just(0)),
    st.tuples(st.sampled_from(["die", "route"]), CLIENT, st.just(0)),
    st.tuples(st.just("work"), st.integers(0, len(WORKS) - 1), st.just(0)),
    st.tuples(st.just("open"), CLIENT, st.just(0)),
)
ROUNDS = st.sampled_from(["both", "first", "second", "none"])


async def happen(story: Story, what: str, one: int, other: int) -> None:
    if what in ("answer", "take", "close", "assign"):
        if story.staff[other] not in story.disabled:
            await getattr(story, what)(story.clients[one], story.staff[other])
    elif what in ("disable", "come"):
        await story.round("first")  # there is one every second: nobody takes, and is disabled, in between
        await getattr(story, what)(story.staff[one])
    else:
        await happen_to_all(story, what, one)


async def happen_to_all(story: Story, what: str, one: int) -> None:
    if what == "pass":
        story.clock.advance(one)
    elif what == "write":
        await story.write(story.clients[one])
    elif what == "work":
        await story.work(WORKS[one])
    elif what == "open":
        await story.open(OFFICE if one else Schedule())
    else:
        await (story.route() if what == "route" else story.die(one))


NEIGHBOURS = 3
"""Projects of earlier stories that stand beside one, where clients go on waiting."""


async def let_go(house: House) -> None:
    """Delete older ones: every node looks after all that are there, and they would be more with every story."""
    rows = await read(house, "SELECT number, name FROM projects ORDER BY number DESC")
    for number, name in rows[NEIGHBOURS:]:
        await deletions.delete_by_house(house.deps, number, name)


async def told(house: House, clock: FrozenClock, deeds: list[tuple[tuple[str, int, int], str]]) -> None:
    await let_go(house)
    shop, now = await open_shop(house.deps, "Лавка", secrets.token_hex(16)), clock.now()
    petr = Operator(OperatorId(new_id(now)), shop.number, "Пётр", "petr@shop.example", None, "operator", False)
    await house.deps.committer.run(lambda: people.add_operator(petr, petr.email, cheap_hash("petr"), now))
    story = Story(house, shop, petr.id, clock)
    await story.write(story.clients[0])
    for (what, one, other), how in deeds:
        await happen(story, what, one, other)
        if how != "none":
            await story.round(how)
    await story.round("both")


STORIES = st.lists(st.tuples(DEEDS, ROUNDS), max_size=25)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@settings(
    max_examples=120, deadline=None, phases=(Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(deeds=STORIES)
async def test_never_silent_and_never_after_the_answer(
    house: House, clock: FrozenClock, deeds: list[tuple[tuple[str, int, int], str]]
) -> None:
    await told(house, clock, deeds)


@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
@settings(max_examples=15, deadline=None, phases=(Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
@given(deeds=STORIES)
async def test_the_same_on_postgresql(
    house: House, clock: FrozenClock, deeds: list[tuple[tuple[str, int, int], str]]
) -> None:
    await told(house, clock, deeds)
