"""A conversation's life as both sides hear it: handed over, asked about, closed, rated. Live and replayed."""

from dataclasses import replace

import pytest

from besedka.actions.assign import Assign
from besedka.domain.conversation import Conversation
from besedka.domain.ids import ConversationId, OperatorId
from besedka.store import people, projects
from tests.people import ANNA, IGOR
from tests.realtime.stage import ONE_DATABASE, Frame, Stage, Widget, begun
from tests.units import read, submit


async def assign(stage: Stage, id: str, to: OperatorId | None, seen_with: OperatorId | None = None) -> Conversation:
    """Anna hands a conversation over."""
    anna = await stage.house.deps.database.read(people.operator_by_id(stage.shop.anna))
    assert anna is not None
    c, now = ConversationId(bytes.fromhex(id)), stage.house.deps.clock.now()
    return await submit(stage.house, lambda done: Assign(anna, c, now, done, to, seen_with))


def thing(frame: Frame, name: str) -> Frame:
    """Return a part of a frame."""
    found = frame[name]
    assert isinstance(found, dict)
    return found


async def test_the_winner_gets_it_whole_and_the_loser_is_told_to_whom_it_went(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", id)
    for guest in (anna, igor, widget):
        await guest.hear()
    await assign(stage, id, stage.shop.anna, stage.shop.igor)
    told = await igor.hear()
    assert [(f["t"], f["conversation"], f["operator"]) for f in told] == [
        ("conversation_taken", id, stage.shop.anna.hex())
    ]
    told = await anna.hear()
    assert [(f["t"], thing(f, "conversation")["id"], f["assignee"]) for f in told] == [
        ("conversation_assigned", id, stage.shop.anna.hex())
    ]
    told = await widget.hear()
    assert [(f["t"], thing(f, "operator")["name"]) for f in told] == [("conversation_taken", ANNA.name)]
    widget.post("a secret")
    assert await igor.hear() == []
    igor.post(id, "me too")
    assert [f["code"] for f in await igor.hear()] == ["not_yours"]

    await assign(stage, id, stage.shop.igor, stage.shop.anna)
    told = await igor.hear()
    assert [(f["t"], thing(f, "conversation")["last_seq"]) for f in told] == [("conversation_assigned", 2)]
    widget.post("for Igor again")
    assert [f["t"] for f in await igor.hear()] == ["message_posted"]


async def test_who_was_away_catches_up_with_what_went_and_what_came(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, gone = await begun(stage, anna, igor)
    _, come = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", gone)
    await stage.act(ANNA, "take", come)
    await igor.hear()
    position = int(igor.session.position)
    igor.cut()
    await assign(stage, gone, stage.shop.anna, stage.shop.igor)
    widget.post("a secret")
    await widget.hear()
    await assign(stage, come, stage.shop.igor, stage.shop.anna)
    back = await stage.desk(IGOR)
    await back.welcomed(position)
    told = await back.hear()
    assert [f["t"] for f in told] == ["conversation_taken", "conversation_assigned"]
    assert (told[0]["conversation"], thing(told[1], "conversation")["id"]) == (gone, come)


async def test_back_among_the_new_ones_by_an_administrator(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", id)
    for guest in (anna, igor, widget):
        await guest.hear()
    await assign(stage, id, None, stage.shop.anna)
    for desk in (anna, igor):
        told = await desk.hear()
        assert [(f["t"], f["former"], f["operator"]) for f in told] == [
            ("conversation_returned", stage.shop.anna.hex(), stage.shop.anna.hex())
        ]
    assert [(f["t"], f["operator"], f["status"]) for f in await widget.hear()] == [("conversation_taken", None, "new")]


async def asked(stage: Stage) -> tuple[Widget, str]:
    """Return a visitor who is asked whether the question is solved, and the conversation."""
    widget, id = await begun(stage)
    await stage.act(IGOR, "take", id)
    await stage.act(IGOR, "ask", id)
    assert [f["t"] for f in await widget.hear()] == ["conversation_taken", "conversation_confirming"]
    return widget, id


@pytest.mark.parametrize(
    ("solved", "kind", "status"), [(True, "conversation_closed", "closed"), (False, "conversation_unsolved", "open")]
)
async def test_the_client_says_whether_the_question_is_solved(
    stage: Stage, solved: bool, kind: str, status: str
) -> None:
    igor = await stage.operator(IGOR)
    widget, _ = await asked(stage)
    await igor.hear()
    widget.say({"t": "confirm", "solved": solved})
    told = await igor.hear()
    assert [(f["t"], f.get("operator"), f.get("notify", False)) for f in told] == [(kind, None, not solved)]
    rows = await read(stage.house, "SELECT kind, side, operator_id FROM activities ORDER BY position DESC LIMIT 1")
    assert rows == [(kind, "visitor", None)], "it is a line of its own in the thread"
    rows = await read(stage.house, "SELECT status, waiting_since FROM conversations")
    assert [(row[0], row[1] is None) for row in rows] == [(status, solved)], "whoever says no waits for us"
    assert await widget.kinds() == [kind]
    again = await stage.widget().welcomed(widget.key)
    assert (thing(again, "conversation")["status"], thing(thing(again, "conversation"), "operator")["name"]) == (
        status,
        IGOR.name,
    )
    widget.say({"t": "confirm", "solved": not solved})
    assert await widget.hear() == [], "nobody asks any more"


async def test_writing_again_while_asked_brings_it_back(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, _ = await asked(stage)
    await igor.hear()
    widget.post("not quite")
    assert await igor.kinds() == ["conversation_reopened", "message_posted"]


async def test_an_operator_may_close_anyway_and_asking_twice_is_asking_once(stage: Stage) -> None:
    widget, id = await asked(stage)
    await stage.act(IGOR, "ask", id)
    assert await widget.hear() == []
    await stage.act(IGOR, "close", id)
    assert await widget.kinds() == ["conversation_closed"]


async def test_a_rating_reaches_the_operators_and_only_after_the_closing(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, id = await begun(stage, igor)
    await stage.act(IGOR, "take", id)
    await igor.hear()
    await widget.hear()
    widget.say({"t": "rate", "rating": 5, "comment": ""})
    assert [f["code"] for f in await widget.hear()] == ["not_closed"]
    await stage.act(IGOR, "close", id)
    await igor.hear()
    await widget.hear()
    for _ in range(2):
        widget.say({"t": "rate", "rating": 2, "comment": "  долго\nждали "})
    assert [(f["t"], f["rating"], f["comment"]) for f in await igor.hear()] == [
        ("conversation_rated", 2, "долго ждали")
    ]
    assert [(f["t"], f["rating"]) for f in await widget.hear()] == [("conversation_rated", 2)]
    again = await stage.widget().welcomed(widget.key)
    assert thing(again, "conversation")["rating"] == 2
    widget.say({"t": "rate", "rating": 4, "comment": ""})
    assert [(f["t"], f["rating"]) for f in await igor.hear()] == [("conversation_rated", 4)]
    widget.post("and another thing")
    await stage.act(IGOR, "close", id)
    again = await stage.widget().welcomed(widget.key)
    assert thing(again, "conversation")["rating"] is None, "each closing is rated anew"
    lines = await read(stage.house, "SELECT detail FROM activities WHERE kind = 'conversation_rated' ORDER BY position")
    assert [line[0] for line in lines] == ["2", "4"]


@ONE_DATABASE
@pytest.mark.parametrize("rating", [0, 6, 2.5, "5", None])
async def test_a_rating_is_one_to_five(stage: Stage, rating: object) -> None:
    widget = await stage.visitor()
    widget.say({"t": "rate", "rating": rating, "comment": ""})
    assert [f["code"] for f in await widget.hear()] == ["frame_malformed"]


@ONE_DATABASE
async def test_a_comment_has_a_limit(stage: Stage) -> None:
    widget, id = await begun(stage)
    await stage.act(IGOR, "close", id)
    await widget.hear()
    widget.say({"t": "rate", "rating": 1, "comment": "x" * 1001})
    assert [f["code"] for f in await widget.hear()] == ["comment_too_long"]


@ONE_DATABASE
async def test_a_visitor_judges_nobody_elses_conversation(stage: Stage) -> None:
    _, id = await asked(stage)
    stranger = await stage.visitor()
    stranger.say({"t": "confirm", "solved": True})
    stranger.say({"t": "rate", "rating": 1, "comment": ""})
    assert await stranger.hear() == []
    rows = await read(stage.house, "SELECT status, rating FROM conversations WHERE id = $1", bytes.fromhex(id))
    assert rows == [("confirming", None)]


@ONE_DATABASE
async def test_the_widget_knows_whether_to_ask_for_a_rating(stage: Stage) -> None:
    assert (await stage.widget().welcomed())["ask_rating"] is True
    project = await stage.house.deps.database.read(projects.project_by_number(stage.shop.number))
    assert project is not None
    changed = replace(project.settings, ask_rating=False)
    await stage.house.deps.committer.run(lambda: projects.change_settings(stage.shop.number, changed))
    channel = await stage.house.hub.channel(stage.shop.number)
    await stage.house.hub.refresh(channel)
    assert (await stage.widget().welcomed())["ask_rating"] is False
