"""A visitor's connection: what it may say, and exactly what follows."""

import pytest

from besedka.config import Settings
from besedka.realtime.allowance import Rate
from besedka.realtime.link import PROTOCOL_ERROR, TOO_SLOW
from tests.clients import make_id
from tests.people import ANNA
from tests.realtime.stage import Stage, texts


async def test_a_post_is_acknowledged_and_told_to_the_other_tab_only(stage: Stage) -> None:
    one = await stage.visitor()
    two = stage.widget()
    await two.welcomed(one.key)
    id = one.post("Есть ли лампа?")
    told = await one.hear()
    assert [(f["t"], f.get("id"), f.get("seq")) for f in told] == [("ack", id, 1)]
    assert texts(await two.hear()) == ["Есть ли лампа?"]


async def test_the_same_id_again_is_answered_the_same_and_stored_once(stage: Stage) -> None:
    widget = await stage.visitor()
    id = widget.post("once")
    first = (await widget.hear())[0]
    for text in ("once", "another text"):
        widget.post(text, id)
    again = await widget.hear()
    assert [(f["id"], f["seq"], f["at"], f["position"]) for f in again] == [(id, 1, first["at"], None)] * 2
    assert texts_of(await stage.widget().welcomed(widget.key)) == ["once"]


async def test_the_same_id_twice_in_one_commit_is_stored_once(stage: Stage) -> None:
    widget = await stage.visitor()
    id = make_id()
    widget.post("once", id)
    widget.post("once", id)
    assert [(f["t"], f["seq"]) for f in await widget.hear()] == [("ack", 1), ("ack", 1)]
    assert texts_of(await stage.widget().welcomed(widget.key)) == ["once"]


def texts_of(welcome: dict[str, object]) -> list[str]:
    messages = welcome["messages"]
    assert isinstance(messages, list)
    return [m["text"] for m in messages]


async def test_an_id_of_somebody_elses_message_is_refused(stage: Stage) -> None:
    one, two = await stage.visitor(), await stage.visitor()
    id = one.post("mine")
    await one.hear()
    two.post("also mine?", id)
    told = (await two.hear())[0]
    assert (told["t"], told["code"], told["id"], told["again"]) == ("refused", "id_taken", id, False)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        ("  \n ", "text_empty"),
        ("\x00", "text_empty"),
        ("я" * 10_001, "text_too_long"),
        ("x" * 100_000, "text_too_long"),
    ],
)
async def test_a_bad_text_is_refused_by_its_id_and_may_be_mended(stage: Stage, text: str, code: str) -> None:
    widget = await stage.visitor()
    id = widget.post(text)
    told = (await widget.hear())[0]
    assert (told["t"], told["id"], told["code"], told["again"]) == ("refused", id, code, False)
    widget.post("good", id)
    assert await widget.kinds() == ["ack"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\\ud800b", "a\ufffdb"),
        ("\\ud83d\\ude00", "😀"),
        ("a\\ud83d", "a\ufffd"),
        ("a\\\\ud800", "a\\ud800"),
        ("a\\r\\nb", "a\nb"),
    ],
)
async def test_what_cannot_be_stored_is_dropped_and_the_rest_is_kept(stage: Stage, said: str, kept: str) -> None:
    widget = await stage.visitor()
    said = said.replace("\x00", "\\u0000")
    widget.say(f'{{"t":"post","id":"{make_id()}","text":"{said}"}}')
    assert await widget.kinds() == ["ack"]
    assert texts_of(await stage.widget().welcomed(widget.key)) == [kept]


async def test_what_a_page_tells_of_itself_can_always_be_stored(stage: Stage) -> None:
    widget = stage.widget()
    page = '{"url":"https://shop.example/\\u0000\\ud800","title":"a\\nb\\u0000","referrer":"\\u2028x"}'
    widget.say(
        f'{{"t":"hello","v":1,"project":"{stage.shop.key}","key":null,"position":null,"language":"en","page":{page}}}'
    )
    widget.post("hello")
    assert await widget.kinds() == ["welcome", "ack"]
    desk = await stage.desk(ANNA)
    await desk.welcomed()
    started = (await desk.hear())[0]["conversation"]
    assert isinstance(started, dict)
    assert (started["page_url"], started["page_title"], started["referrer"]) == (
        "https://shop.example/\ufffd",
        "a b",
        "x",
    )


MALFORMED = [
    ("", "frame_malformed"),
    ("{", "frame_malformed"),
    ("null", "frame_malformed"),
    ("[]", "frame_malformed"),
    ('"hello"', "frame_malformed"),
    ("{}", "frame_unknown"),
    ('{"t":"take"}', "frame_unknown"),
    ('{"t":1}', "frame_unknown"),
    ('{"t":"post"}', "frame_malformed"),
    ('{"t":"post","id":"x","text":"y"}', "frame_malformed"),
    ('{"t":"post","id":"' + "A" * 32 + '","text":"y"}', "frame_malformed"),
    ('{"t":"post","id":"' + "a" * 32 + '\\n","text":"y"}', "frame_malformed"),
    ('{"t":"post","id":"' + "a" * 32 + '","text":"y","conversation":"' + "a" * 32 + '"}', "frame_malformed"),
    ('{"t":"read","seq":-1}', "frame_malformed"),
    ('{"t":"read","seq":"1"}', "frame_malformed"),
    ('{"t":"read","seq":1e400}', "frame_malformed"),
    ('{"t":"read","seq":' + "9" * 400 + "}", "frame_malformed"),
    ('{"t":"typing","on":1}', "frame_malformed"),
    ("[" * 5_000, "frame_malformed"),
    ('{"t":"\\ud800"}', "frame_unknown"),
]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("raw", "code"), MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_frame_is_refused_and_the_connection_lives(stage: Stage, raw: str, code: str) -> None:
    widget = await stage.visitor()
    for frame in (raw.encode(), raw.encode() + b"\xff"):
        widget.say(frame)
        told = (await widget.hear())[0]
        assert (told["t"], told["id"], told["again"]) == ("refused", None, False)
        assert told["code"] == (code if frame == raw.encode() else "frame_malformed")
    widget.post("still here")
    assert await widget.kinds() == ["ack"]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_twenty_malformed_frames_are_enough(stage: Stage) -> None:
    widget = await stage.visitor()
    for _ in range(30):
        widget.say("{")
    assert await widget.kinds() == ["refused"] * 21
    assert widget.link.code == PROTOCOL_ERROR
    widget.post("nobody hears this")
    assert await widget.kinds() == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_posts_that_come_too_fast_wait_their_turn(stage: Stage, clock: object, settings: Settings) -> None:
    from tests.clock import FrozenClock

    assert isinstance(clock, FrozenClock)
    stage.house.hub.posts.rate = Rate(3, 2)
    widget = await stage.visitor()
    ids = [widget.post(f"{n}") for n in range(4)]
    told = await widget.hear()
    assert sorted(str(f["t"]) for f in told) == ["ack", "ack", "ack", "refused"]
    refused = next(f for f in told if f["t"] == "refused")
    assert (refused["id"], refused["code"], refused["again"], refused["params"]) == (
        ids[3],
        "too_fast",
        True,
        {"retry_after": 1},
    )
    clock.advance(0.5)
    widget.post("3", ids[3])
    assert await widget.kinds() == ["ack"]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_coming_again_brings_no_fresh_burst(stage: Stage, clock: object) -> None:
    stage.house.hub.posts.rate = Rate(3, 2)
    widget = await stage.visitor()
    for n in range(3):
        widget.post(f"{n}")
    assert await widget.kinds() == ["ack"] * 3
    again = stage.widget()
    await again.welcomed(key=widget.key)
    again.post("one too many")
    assert "refused" in await again.kinds()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_flood_of_small_frames_ends_the_connection_but_says_come_back(stage: Stage, clock: object) -> None:
    widget = await stage.visitor()
    for _ in range(200):
        widget.say({"t": "history", "before": 5})
    told = await widget.hear()
    assert [f["code"] for f in told if f.get("code") not in (None, "busy")] == ["too_fast"] * 21
    assert widget.link.code == TOO_SLOW


async def test_history_comes_in_pages(stage: Stage) -> None:
    widget = await stage.visitor()
    for n in range(120):
        widget.post(f"{n + 1}")
    await widget.hear()
    welcome = await stage.widget().welcomed(widget.key)
    assert (texts_of(welcome), welcome["more"]) == ([f"{n}" for n in range(71, 121)], True)
    for before, expected, more in (
        (71, range(21, 71), True),
        (21, range(1, 21), False),
        (1, [], False),
        (0, [], False),
    ):
        widget.say({"t": "history", "before": before})
        (page,) = await widget.hear()
        assert (page["t"], texts_of(page), page["more"]) == ("older", [str(n) for n in expected], more)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_history_of_nothing_is_nothing(stage: Stage) -> None:
    widget = await stage.visitor()
    widget.say({"t": "history", "before": 9})
    assert await widget.hear() == [{"t": "older", "messages": [], "more": False}]


async def test_marks_move_forward_only_and_tell_the_operators(stage: Stage) -> None:
    anna, widget = await stage.operator(ANNA), await stage.visitor()
    widget.post("hello")
    started = (await anna.hear())[0]["conversation"]
    assert isinstance(started, dict)
    anna.post(started["id"], "one")
    anna.post(started["id"], "two")
    await anna.hear()
    for verb, seq in (("delivered", 3), ("read", 2), ("read", 1), ("delivered", 2), ("read", 2), ("read", 99)):
        widget.say({"t": verb, "seq": seq})
        await stage.settle()
    told = [(f["t"], f["by"], f["seq"]) for f in await anna.hear()]
    assert told == [
        ("messages_delivered", "visitor", 3),
        ("messages_read", "visitor", 2),
        ("messages_read", "visitor", 3),
    ]
    again = await stage.widget().welcomed(widget.key)
    assert isinstance(again["conversation"], dict)
    assert again["conversation"]["unread"] == 0
    assert again["conversation"]["marks"]["visitor_read"] == 3


async def test_reading_to_the_middle_leaves_the_rest_unread(stage: Stage) -> None:
    anna, widget = await stage.operator(ANNA), await stage.visitor()
    widget.post("hello")
    started = (await anna.hear())[0]["conversation"]
    assert isinstance(started, dict)
    for text in ("one", "two", "three"):
        anna.post(started["id"], text)
    await anna.hear()
    widget.say({"t": "read", "seq": 2})
    await widget.hear()
    again = await stage.widget().welcomed(widget.key)
    assert isinstance(again["conversation"], dict)
    assert again["conversation"]["unread"] == 2


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_marks_and_typing_before_the_first_message_concern_nothing(stage: Stage) -> None:
    anna, widget = await stage.operator(ANNA), await stage.visitor()
    widget.say({"t": "read", "seq": 5})
    widget.say({"t": "typing", "on": True})
    assert await widget.hear(everything=True) == []
    assert await anna.hear() == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_33rd_tab_ends_the_oldest(stage: Stage) -> None:
    widget = await stage.visitor()
    for _ in range(32):
        await stage.widget().welcomed(widget.key)
    assert widget.link.code == TOO_SLOW
