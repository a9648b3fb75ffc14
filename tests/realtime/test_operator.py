"""An operator's connection: what it hears, what it may do, and what stays out of its scope."""

import asyncio

from besedka.domain.conversation import Conversation
from besedka.domain.errors import Conflict, Forbidden
from tests.people import ANNA, IGOR, open_shop
from tests.realtime.stage import ONE_DATABASE, Stage, begun, facts, texts


async def test_a_first_message_starts_a_conversation_for_everybody(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget = await stage.visitor()
    widget.post("hello")
    for desk in (anna, igor):
        assert facts(await desk.hear()) == [("conversation_started", 1), ("message_posted", 2)]


async def test_an_answer_takes_the_conversation_and_reaches_the_visitor(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, id = await begun(stage, igor)
    post = igor.post(id, "here")
    told = await igor.hear()
    assert [(f["t"], f.get("id")) for f in told] == [
        ("ack", post),
        ("conversation_taken", None),
        ("message_posted", None),
    ]
    assert [f["t"] for f in await widget.hear()][-2:] == ["conversation_taken", "message_posted"]


async def test_what_anna_has_igor_never_hears_of_but_that_she_took_it(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(ANNA, "take", id)
    assert [(f["t"], f["operator"]) for f in await igor.hear()] == [("conversation_taken", stage.shop.anna.hex())]
    widget.post("a secret")
    widget.say({"t": "typing", "on": True})
    widget.say({"t": "read", "seq": 1})
    anna.post(id, "our secret")
    anna.say({"t": "read", "conversation": id, "seq": 2})
    anna.say({"t": "typing", "conversation": id, "on": True})
    await stage.act(ANNA, "close", id)
    widget.post("and again")
    assert await igor.hear(everything=True) == []
    back = await stage.desk(IGOR)
    await back.welcomed()
    assert [f["t"] for f in await back.hear()] == ["conversation_taken"]


async def test_an_administrator_hears_of_what_igor_has(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", id)
    widget.post("to Igor")
    assert texts(await anna.hear()) == ["to Igor"]


async def test_two_take_at_once_and_exactly_one_has_it(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    first, second = await asyncio.gather(stage.act(IGOR, "take", id), stage.act(ANNA, "take", id))
    assert isinstance(first, Conversation)
    assert isinstance(second, Conflict)
    assert (second.code, second.params["operator"]) == ("already_taken", stage.shop.igor.hex())
    for desk in (anna, igor):
        assert [(f["t"], f["operator"]) for f in await desk.hear()] == [("conversation_taken", stage.shop.igor.hex())]
    assert [f["t"] for f in await widget.hear()] == ["conversation_taken"]


async def test_doing_what_is_already_so_announces_nothing(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    _, id = await begun(stage, anna)
    for verb, told in (
        ("take", ["conversation_taken"]),
        ("close", ["conversation_closed"]),
        ("reopen", ["conversation_reopened"]),
    ):
        for expected in (told, []):
            assert isinstance(await stage.act(ANNA, verb, id), Conversation)  # type: ignore[arg-type]
            assert await anna.kinds() == expected


async def test_writing_again_reopens_and_the_responsible_stays(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", id)
    await stage.act(IGOR, "close", id)
    await anna.hear()
    assert await widget.kinds() == ["conversation_taken", "conversation_closed"]
    widget.post("one more thing")
    told = await anna.hear()
    assert [f["t"] for f in told] == ["conversation_reopened", "message_posted"]
    assert (told[0]["by"], told[0]["status"]) == ("visitor", "open")
    assert sorted(await widget.kinds()) == ["ack", "conversation_reopened"]
    back = await stage.widget().welcomed(widget.key)
    assert isinstance(back["conversation"], dict)
    assert back["conversation"]["operator"]["id"] == stage.shop.igor.hex()


async def test_an_answer_to_what_was_closed_meanwhile_goes_once_it_is_back_in_work(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    widget, id = await begun(stage, anna)
    await stage.act(ANNA, "close", id)
    await anna.hear()
    await widget.hear()
    said = anna.post(id, "by the way")
    assert [(f["t"], f["id"], f["code"], f["again"]) for f in await anna.hear()] == [
        ("refused", said, "already_closed", False)
    ]
    assert await widget.hear() == []
    await stage.act(ANNA, "reopen", id)
    await anna.hear()
    anna.post(id, "by the way", said)
    assert await anna.kinds() == ["ack", "conversation_taken", "message_posted"]


async def test_what_is_annas_igor_cannot_touch(stage: Stage) -> None:
    igor = await stage.operator(IGOR)
    widget, id = await begun(stage, igor)
    await stage.act(ANNA, "take", id)
    await widget.hear()
    await igor.hear()
    post = igor.post(id, "me too")
    igor.say({"t": "read", "conversation": id, "seq": 1})
    igor.say({"t": "delivered", "conversation": id, "seq": 1})
    igor.say({"t": "typing", "conversation": id, "on": True})
    told = await igor.hear(everything=True)
    assert [(f["t"], f["id"], f["code"]) for f in told] == [("refused", post, "not_yours")]
    assert await widget.hear(everything=True) == []
    for verb in ("close", "reopen"):
        assert isinstance(await stage.act(IGOR, verb, id), Forbidden)


async def test_another_projects_conversation_is_not_there(stage: Stage) -> None:
    other = Stage(stage.house, await open_shop(stage.house.deps, "Другой", "6" * 32))
    widget, id = await begun(other)
    await widget.hear(everything=True)
    anna = await stage.operator(ANNA)
    post = anna.post(id, "hello from next door")
    anna.say({"t": "typing", "conversation": id, "on": True})
    anna.say({"t": "read", "conversation": id, "seq": 1})
    told = await anna.hear(everything=True)
    assert [(f["t"], f["id"], f["code"]) for f in told] == [("refused", post, "not_found")]
    assert await widget.hear(everything=True) == []


@ONE_DATABASE
async def test_the_same_answer_again_is_stored_once_and_a_foreign_id_is_refused(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    post = anna.post(id, "once")
    first = (await anna.hear())[0]
    anna.post(id, "twice?", post)
    assert await anna.hear() == [first]
    _, free = await begun(stage, anna, igor)
    igor.post(free, "stolen id", post)
    assert [f["code"] for f in await igor.hear() if f["t"] == "refused"] == ["id_taken"]
    widget.post("stolen too", post)
    assert [f["code"] for f in await widget.hear() if f["t"] == "refused"] == ["id_taken"]


@ONE_DATABASE
async def test_looking_over_a_shoulder_does_not_tell_the_client_that_it_was_read(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await stage.act(IGOR, "take", id)
    await widget.hear()
    anna.say({"t": "read", "conversation": id, "seq": 1})
    assert await widget.hear() == []
    igor.say({"t": "read", "conversation": id, "seq": 1})
    assert [(f["t"], f["by"], f["seq"]) for f in await widget.hear()] == [("messages_read", "operator", 1)]


@ONE_DATABASE
async def test_typing_is_told_to_the_other_side_in_the_persons_words(stage: Stage) -> None:
    anna, igor = await stage.operator(ANNA), await stage.operator(IGOR)
    widget, id = await begun(stage, anna, igor)
    await anna.hear(everything=True)
    await igor.hear(everything=True)
    await widget.hear(everything=True)
    widget.say({"t": "typing", "on": True})
    for desk in (anna, igor):
        assert await desk.hear(everything=True) == [
            {"t": "typing", "conversation": id, "by": "visitor", "operator": None, "on": True, "text": ""}
        ]
    igor.say({"t": "typing", "conversation": id, "on": True})
    assert await widget.hear(everything=True) == [{"t": "typing", "on": True, "name": IGOR.name}]
    assert [f["operator"] for f in await anna.hear(everything=True)] == [stage.shop.igor.hex()]
    assert await igor.hear(everything=True) == []


@ONE_DATABASE
async def test_who_is_there_is_told_to_both_sides(stage: Stage) -> None:
    anna, widget = await stage.operator(ANNA), await stage.visitor()
    await anna.hear(everything=True)
    igor = await stage.desk(IGOR)
    await igor.welcomed()
    online = sorted([stage.shop.anna.hex(), stage.shop.igor.hex()])
    assert [(f["t"], sorted(map(str, f["online"]))) for f in await anna.hear(everything=True)] == [("presence", online)]  # type: ignore[call-overload]
    team = (await widget.hear(everything=True))[-1]["team"]
    assert isinstance(team, dict)
    assert sorted(p["name"] for p in team["people"]) == sorted([ANNA.name, IGOR.name])
    anna.cut()
    igor.cut()
    await stage.settle()
    assert (await widget.hear(everything=True))[-1]["team"] == {"online": False, "people": []}
