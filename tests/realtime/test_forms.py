"""Nobody is there: the form in place of the chat, live both ways; what is left by it is there once."""

from dataclasses import replace
from typing import Any

import pytest

from besedka.domain.forms import Consent, Fields, Forms, consent_version
from besedka.store import contacts, projects
from besedka.wire.visitor_words import shown_version
from tests.clients import hello, make_id
from tests.people import ANNA, IGOR
from tests.realtime.stage import Stage, Widget, begun, texts
from tests.realtime.test_presence import ACTIVE, IDLE, say

FILLED: dict[str, Any] = {
    "reason": "offline", "name": "Ольга", "phone": "8 916 204-18-77", "email": "", "message": "Есть ли «Маяк»?", "consent": None,
    "language": "ru",
}  # fmt: skip


async def rule(stage: Stage, forms: Forms) -> None:
    """Choose the project's forms, as the cabinet does."""
    await stage.house.deps.committer.run(lambda: projects.change_forms(stage.shop.number, forms))
    stage.house.hub.blip(stage.shop.number, {"b": "people", "ended": []})
    await stage.settle()


def leave(widget: Widget, id: str | None = None, **more: object) -> str:
    """Leave the form; return the message's id."""
    id = id or make_id()
    widget.say({"t": "post", "id": id, "text": "", "form": {**FILLED, **more}})
    return id


async def form(widget: Widget) -> object:
    """Return the reason of the form that the visitor was last told of: None for the chat, "nothing new" for no word."""
    told = [f["team"] for f in await widget.hear(everything=True) if f["t"] == "team"]
    return told[-1].get("form", {}).get("reason") if told else "nothing new"  # type: ignore[attr-defined]  # a frame's value


async def asked(stage: Stage) -> Any:
    """Return the form that a new visitor is welcomed with."""
    return (await stage.widget().welcomed())["team"].get("form")  # type: ignore[attr-defined]  # a frame's value


async def test_the_form_comes_when_the_last_operator_goes_and_leaves_when_one_is_back(stage: Stage) -> None:
    await rule(stage, Forms("form"))
    anna = await stage.operator(ANNA)
    widget = stage.widget()
    assert "form" not in (await widget.welcomed())["team"]  # type: ignore[operator]  # a frame's value
    anna.cut()
    assert await form(widget) == "offline"
    anna = await stage.operator(ANNA)
    assert await form(widget) is None
    anna.say(IDLE)
    assert await form(widget) == "offline"
    anna.say(ACTIVE)
    assert await form(widget) is None
    await say(stage, ANNA, "away")
    assert await form(widget) == "offline"


async def test_a_change_of_the_setting_is_told_at_once(stage: Stage) -> None:
    widget = await stage.visitor()
    await rule(stage, Forms("form", Fields(name="off", email="required"), {"ru": "Спите спокойно"}))
    told = [f["team"] for f in await widget.hear(everything=True) if f["t"] == "team"][-1]
    assert told["form"] == {  # type: ignore[index]  # a frame's value
        "reason": "offline", "contact": True, "intro": {"ru": "Спите спокойно"}, "consent": None,
        "fields": [
            {"name": "phone", "required": False}, {"name": "email", "required": True}, {"name": "message", "required": True},
        ],
    }  # fmt: skip
    await rule(stage, Forms("chat"))
    assert await form(widget) is None


async def test_what_is_left_is_a_conversation_with_a_card(stage: Stage) -> None:
    await rule(stage, Forms("form"))
    widget = await stage.visitor()
    id = leave(widget)
    leave(widget, id)
    assert [(f["t"], f["id"], f["seq"]) for f in await widget.hear()] == [("ack", id, 1)] * 2
    anna = await stage.desk(ANNA)
    await anna.welcomed()
    told = await anna.hear()
    started: Any = next(f for f in told if f["t"] == "conversation_started")["conversation"]
    assert (started["left"], started["visitor_name"], started["status"]) == ("offline", "Ольга", "new")
    assert texts(told) == ["Есть ли «Маяк»?\n\nОльга, 8 916 204-18-77"]
    known = await stage.house.deps.database.read(
        contacts.by_id(stage.shop.number, bytes.fromhex(started["contact"]))  # type: ignore[arg-type]  # an id
    )
    assert known is not None
    assert (known.name, known.phone, known.claimed) == ("Ольга", "+79162041877", "name phone")


async def test_a_form_that_is_refused_may_be_mended_under_its_id(stage: Stage) -> None:
    await rule(stage, Forms("form"))
    widget = await stage.visitor()
    id = leave(widget, phone="8 916")
    told: Any = (await widget.hear())[0]
    assert (told["t"], told["id"], told["code"], told["again"]) == ("refused", id, "phone_short", False)
    assert told["params"]["field"] == "phone"
    leave(widget, id)
    assert await widget.kinds() == ["ack"]


async def test_what_was_stored_is_not_refused_when_it_is_sent_again_under_other_rules(stage: Stage) -> None:
    await rule(stage, Forms("form"))
    widget = await stage.visitor()
    id = leave(widget)
    await widget.hear()
    await rule(stage, Forms("form", Fields(email="required"), consent=Consent(in_forms=True)))
    leave(widget, id)
    assert [(f["t"], f["seq"]) for f in await widget.hear()] == [("ack", 1)]


async def test_an_operator_who_comes_meanwhile_changes_nothing(stage: Stage) -> None:
    await rule(stage, Forms("form"))
    widget = await stage.visitor()
    await stage.operator(ANNA)
    leave(widget)
    assert "ack" in await widget.kinds()


async def test_a_call_back_is_asked_for_in_a_running_conversation(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    widget, conversation = await begun(stage, anna)
    leave(widget, reason="callback", message="")
    assert await widget.kinds() == ["ack"]
    told: list[Any] = [f for f in await anna.hear() if f["t"] == "contact_changed"]
    assert told[0]["left"] == "callback"
    assert told[0]["conversation"] == conversation
    assert (told[-1]["name"], told[-1]["left"]) == ("Ольга", "callback")


async def test_another_call_may_be_asked_for_once_per_request(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    widget = await stage.visitor()
    first = leave(widget, reason="callback", message="")
    assert [(f["t"], f["seq"]) for f in await widget.hear()] == [("ack", 1)]
    again = leave(widget, reason="callback", phone="8 916 204-18-78", message="Лучше на этот")
    leave(widget, again, reason="callback", phone="8 916 204-18-78", message="Лучше на этот")
    leave(widget, first, reason="callback", message="")
    assert [(f["t"], f["id"], f["seq"]) for f in await widget.hear()] == [
        ("ack", again, 2), ("ack", again, 2), ("ack", first, 1),
    ]  # fmt: skip
    told: list[Any] = await anna.hear()
    assert texts(told) == ["Ольга, 8 916 204-18-77", "Лучше на этот\n\nОльга, 8 916 204-18-78"]
    assert len({f["conversation"] for f in told if f["t"] == "message_posted"}) == 1


# ── where the chat hides ─────────────────────────────────────────────────────────────────────────────────────────


async def shown(widget: Widget) -> list[object]:
    """Return whether the visitor was told that the chat is away, each time."""
    return [f["shown"].get("away", False) for f in await widget.hear(everything=True) if f["t"] == "shown"]  # type: ignore[attr-defined]  # a frame's value


async def test_the_chat_hides_and_comes_back_with_who_is_there(stage: Stage) -> None:
    await rule(stage, Forms("hide"))
    widget = await stage.visitor()
    anna = await stage.operator(ANNA)
    assert await shown(widget) == [False]
    anna.cut()
    assert await shown(widget) == [True]
    await rule(stage, Forms("chat"))
    assert await shown(widget) == [False]


async def test_a_page_that_knows_otherwise_is_told_when_it_connects(stage: Stage) -> None:
    await rule(stage, Forms("hide"))
    await stage.visitor()
    project = stage.house.hub.channels[stage.shop.number].project
    for known, told in ((False, [True]), (True, [])):
        other = stage.widget()
        other.say({**hello(stage.shop.key), "shown": shown_version(project, away=known)})
        assert await shown(other) == told


async def test_whoever_has_a_conversation_keeps_the_chat(stage: Stage) -> None:
    await rule(stage, Forms("hide"))
    anna = await stage.operator(ANNA)
    widget, _ = await begun(stage)
    await widget.hear()
    anna.cut()
    assert await shown(widget) in ([], [False])
    late = await stage.visitor()
    other = stage.widget()
    await other.welcomed(late.key)
    late.post("Есть кто?")
    assert await shown(late) == [False]
    assert await shown(other) == [False]


# ── consent ──────────────────────────────────────────────────────────────────────────────────────────────────────

ASKED = Consent(in_forms=True, in_chat=True, url="https://shop.example/privacy")


async def consents(stage: Stage) -> list[tuple[object, ...]]:
    """Return what is written down of consents: version, words, reason, address, page."""

    def script() -> Any:
        from besedka.ports.database import Query

        rows = yield Query("SELECT version, words, reason, address, page_url FROM consents ORDER BY at", ())
        return [tuple(row) for row in rows]

    return await stage.house.deps.database.read(script())


@pytest.mark.parametrize("version", [None, "000000000000"])
async def test_nothing_is_stored_without_consent(stage: Stage, version: str | None) -> None:
    await rule(stage, Forms("form", consent=ASKED))
    widget = await stage.visitor()
    leave(widget, consent=version)
    widget.post("просто так")
    told: list[Any] = await widget.hear()
    assert sorted(f["code"] for f in told) == sorted(
        ["consent_needed", "consent_needed" if version is None else "consent_changed"]
    )
    desk = await stage.desk(IGOR)
    await desk.welcomed()
    assert [f["t"] for f in await desk.hear()] == []
    assert await consents(stage) == []


async def test_consent_is_kept_word_for_word_with_what_it_went_with(stage: Stage) -> None:
    await rule(stage, Forms("form", consent=ASKED))
    widget = await stage.visitor()
    version = consent_version(ASKED)
    id = leave(widget, consent=version)
    leave(widget, id, consent=version)
    await widget.hear()
    words = "Согласие на [обработку персональных данных]"
    assert await consents(stage) == [(version, words, "offline", "127.0.0.1", "https://shop.example/lamp")]


async def test_the_first_message_of_a_chat_may_ask_for_consent(stage: Stage) -> None:
    await rule(stage, Forms(consent=replace(ASKED, in_forms=False)))
    await stage.operator(ANNA)
    box: Any = await asked(stage)
    assert (box["reason"], [f["name"] for f in box["fields"]]) == ("chat", ["message"])
    widget = await stage.visitor()
    leave(widget, reason="chat", phone="", name="", consent=box["consent"]["version"])
    assert "ack" in await widget.kinds()
    widget.post("и ещё")
    assert "ack" in await widget.kinds()
    assert [row[2] for row in await consents(stage)] == ["chat"]


async def test_a_frame_with_a_strange_form_is_refused(stage: Stage) -> None:
    widget = await stage.visitor()
    for strange in ({"reason": "party"}, {"name": 7}, {"extra": "x"}, {"consent": "x" * 65}):
        widget.say({"t": "post", "id": make_id(), "text": "", "form": {**FILLED, **strange}})
    assert [f.get("code") for f in await widget.hear()] == ["frame_malformed"] * 4
