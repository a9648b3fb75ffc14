"""What a visitor's browser tells by the way, and what operators' apps fetch when they hear of it."""

import asyncio

import pytest

from besedka.actions import profiles
from besedka.actions.deps import Deps
from besedka.actions.profiles import Told
from besedka.domain.ids import ProjectNumber, VisitorId
from besedka.domain.profile import Profile
from besedka.store import profiles as stored
from tests.clients import hello
from tests.people import ANNA, SITE
from tests.realtime.stage import ONE_DATABASE, Stage, begun


def _held_up(monkeypatch: pytest.MonkeyPatch) -> tuple[asyncio.Event, asyncio.Event]:
    """Have nothing kept until the second event; the first says that something is about to be."""
    begins, go_on, tell = asyncio.Event(), asyncio.Event(), profiles.tell

    async def slowly(deps: Deps, project: ProjectNumber, visitor: VisitorId, told: Told) -> Profile | None:
        begins.set()
        await go_on.wait()
        return await tell(deps, project, visitor, told)

    monkeypatch.setattr(profiles, "tell", slowly)
    return begins, go_on


@ONE_DATABASE
async def test_the_last_that_is_shown_of_a_page_is_news_whatever_was_kept_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card is fetched when something new is shown: nothing may be shown before it is kept, or what is kept then goes unseen."""
    anna = await stage.operator(ANNA)
    first, _ = await begun(stage, anna)
    begins, go_on = _held_up(monkeypatch)
    again, page = stage.widget(), {"url": f"{SITE}/delivery", "title": "Доставка"}
    again.say({**hello(stage.shop.key, first.key), "page": {**page, "referrer": ""}})
    await asyncio.wait_for(begins.wait(), 10)
    again.say({"t": "about", "visits": 7, "path": [{**page, "ago": 5_000}]})
    go_on.set()
    shown = [frame["at"] for frame in await anna.hear(everything=True) if frame["t"] == "visitor_page"]
    assert len(set(shown)) == 2, "what the greeting told, then what the page did"


@ONE_DATABASE
async def test_what_is_told_while_the_first_message_is_on_its_way_is_kept(stage: Stage) -> None:
    anna = await stage.operator(ANNA)
    olga = await stage.visitor()
    olga.post("Который раз я здесь?")
    olga.say({"t": "about", "visits": 7, "path": [{"url": f"{SITE}/delivery", "title": "Доставка", "ago": 0}]})
    assert [f["url"] for f in await anna.hear(everything=True) if f["t"] == "visitor_page"] == [f"{SITE}/delivery"]
    [visitor] = stage.house.hub.channels[stage.shop.number].visitors
    kept = await stage.house.deps.database.read(stored.by_visitor(visitor))
    assert kept is not None
    assert (kept.visits, kept.page_title) == (7, "Доставка")


@ONE_DATABASE
async def test_who_asks_meanwhile_is_shown_nothing_that_is_not_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening a card asks its visitor's browsers where they are: their answer must not overtake what they have just told."""
    anna = await stage.operator(ANNA)
    first, _ = await begun(stage, anna)
    begins, go_on = _held_up(monkeypatch)
    first.say({"t": "about", "visits": 7, "path": [{"url": f"{SITE}/delivery", "title": "Доставка", "ago": 5_000}]})
    await asyncio.wait_for(begins.wait(), 10)
    hub = stage.house.hub
    [visitor] = hub.channels[stage.shop.number].visitors
    hub.blip(stage.shop.number, {"b": "visitor_asked", "visitor": visitor.hex()})
    assert not [frame for frame in anna.link.frames if b"visitor_page" in frame]
    go_on.set()
    assert [frame["url"] for frame in await anna.hear(everything=True) if frame["t"] == "visitor_page"] == [
        f"{SITE}/delivery"
    ]


@ONE_DATABASE
async def test_whatever_a_page_tells_anew_is_shown_under_another_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the page's time an app knows that there is more of it: two tellings that took equally long have none of their own."""
    anna = await stage.operator(ANNA)
    first, _ = await begun(stage, anna)
    monkeypatch.setattr(stage.house.deps.clock, "now", lambda: 1_800_000_000_000)
    shown = []
    for order in (1, 2, 2):
        path = [{"url": f"{SITE}/delivery", "title": "Доставка", "ago": 5_000}]
        first.say({"t": "about", "params": {"order": order}, "path": path})
        shown += [frame["at"] for frame in await anna.hear(everything=True) if frame["t"] == "visitor_page"]
    assert len(set(shown)) == len(shown) >= 2
