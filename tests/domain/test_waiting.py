"""How long the wait is told to be: true of three in four, longer for those who wait yet, nothing where nothing is known; and the place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, Instant, OperatorId, VisitorId
from besedka.domain.waiting import LEAST, MOST_AHEAD, STEPS, Begun, ahead, places, queues, usual
from tests.domain.samples import a_conversation

NOW = Instant(1_795_000_000_000)
MINUTE, WEEK = 60_000, 7 * 86_400_000


def begun(*minutes: float | None, waits: float = 0) -> list[Begun]:
    """Return conversations that were answered after so many minutes; None: not yet, since `waits` minutes."""
    start = Instant(NOW - 2 * WEEK)
    return [
        Begun(Instant(NOW - round(waits * MINUTE)), None)
        if m is None
        else Begun(start, Instant(start + round(m * MINUTE)))
        for m in minutes
    ]


def test_it_is_told_in_steps_that_three_of_four_keep() -> None:
    assert usual(begun(0.5, 0.9, 0.2, 0.3, 30), NOW) == 60
    assert usual(begun(0.5, 0.9, 3.5, 4, 30), NOW) == 300
    assert usual(begun(5, 5, 5, 5, 5), NOW) == 300
    assert usual(begun(*[5.01] * 5), NOW) == 600
    assert usual(begun(*[90] * 5), NOW) == 7_200
    assert usual(begun(*[60 * 24 * 8] * 5), NOW) is None


def test_nothing_is_told_while_little_is_known() -> None:
    assert usual([], NOW) is None
    assert usual(begun(1, 1, 1, 1), NOW) is None
    assert usual(begun(1, 1, 1, 1, None, None, waits=60), NOW) is None
    assert usual(begun(*[1] * LEAST), NOW) == 60


def test_who_waits_longer_counts_and_who_has_just_come_does_not() -> None:
    answered = begun(*[1] * 6)
    assert usual([*answered, *begun(None, None, None, waits=0.5)], NOW) == 60
    assert usual([*answered, *begun(None, None, None, waits=25)], NOW) == 1_800


took = st.integers(0, WEEK).map(lambda ms: Begun(Instant(NOW - WEEK), Instant(NOW - WEEK + ms)))
waits = st.integers(0, 2 * WEEK).map(lambda ms: Begun(Instant(NOW - ms), None))


@given(st.lists(took, min_size=LEAST, max_size=60), st.lists(waits, max_size=60))
def test_the_promise_holds_for_three_of_four_who_were_answered(answered: list[Begun], waiting: list[Begun]) -> None:
    told, quick = usual([*answered, *waiting], NOW), usual(answered, NOW)
    assert quick in STEPS
    kept = [b for b in answered if told is None or (b.answered_at or 0) - b.at <= told * 1000]
    assert len(kept) * 4 >= len(answered) * 3
    assert told is None or told >= quick
    shorter = [step for step in STEPS if step < quick]
    assert all(sum((b.answered_at or 0) - b.at <= s * 1000 for b in answered) * 4 < len(answered) * 3 for s in shorter)


@given(st.lists(took, max_size=60), st.randoms(use_true_random=False))
def test_the_order_in_which_they_came_does_not_matter(answered: list[Begun], chance: object) -> None:
    turned = answered[:]
    chance.shuffle(turned)  # type: ignore[attr-defined]  # hypothesis' random.Random
    assert usual(turned, NOW) == usual(answered, NOW)


# ── the place ────────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def conversations(draw: st.DrawFn) -> list[Conversation]:
    """Any conversations of a project, as they may stand at one moment."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        id = number.to_bytes(16, "big")
        c = replace(a_conversation(), id=ConversationId(id), visitor=VisitorId(id), ordinal=number)
        c.status = draw(st.sampled_from(["new", "new", "new", "open", "confirming", "closed"]))
        c.assignee = draw(st.sampled_from([None, None, OperatorId(bytes(16))]))
        c.waiting_since = draw(st.sampled_from([None, *(Instant(NOW + n) for n in range(4))]))
        c.left = draw(st.sampled_from([None, None, None, "offline", "callback"]))
        found.append(c)
    return found


@given(conversations())
def test_before_one_are_those_who_have_waited_longer(all_of_them: list[Conversation]) -> None:
    waiting = [c for c in all_of_them if queues(c)]
    known = places([c.visitor for c in sorted(waiting, key=lambda c: (c.waiting_since or 0, c.ordinal))])
    for c in all_of_them:
        before = [w for w in waiting if (w.waiting_since or 0, w.ordinal) < (c.waiting_since or 0, c.ordinal)]
        assert ahead(c, known) == (len(before) if c in waiting else None)


def test_nobody_reads_more_than_a_hundred_off_it() -> None:
    known = places([VisitorId(n.to_bytes(16, "big")) for n in range(MOST_AHEAD + 1)])
    last = replace(a_conversation(), waiting_since=NOW, visitor=VisitorId(b"x" * 16))
    assert ahead(last, known) == MOST_AHEAD
    assert max(known.values()) == MOST_AHEAD
    assert ahead(None, known) is None
