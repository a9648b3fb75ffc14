"""When and where the chat is shown: changed in the cabinet, told to pages at once, explained."""

import gzip
from typing import Any

import httpx2
import pytest

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.ids import Instant
from besedka.wire.operator import Presence
from besedka.wire.visitor import ShownChanged, Welcome
from tests.api import test_forms, test_multiwidget
from tests.clients import VisitorClient, hello
from tests.clock import FrozenClock
from tests.people import ANNA, PAVEL, SITE
from tests.serving import Served

Json = dict[str, Any]
FILTER = {"on": True, "mode": "clear", "text": "shop.example*\n!shop.example/cart"}
OFFICE = [{"start": 540, "end": 1080}]
SATURDAY_NOON = Instant(1_795_856_400_000)
"""28 November 2026, 12:00 in Moscow."""


def hours(*weekend: Json, zone: str = "Europe/Moscow", **more: object) -> Json:
    """Return hours in the office on weekdays, and at weekends these."""
    return {"on": True, "zone": zone, "days": [OFFICE] * 5 + [list(weekend)] * 2, "specials": [], **more}


def path(server: Served) -> str:
    """Return where the rules are."""
    return f"/api/owner/v1/projects/{server.shop.number}/settings/targeting"


async def save(http: httpx2.AsyncClient, server: Served, **changes: object) -> httpx2.Response:
    """Change the rules as they are now."""
    seen = (await http.get(path(server))).json()
    return await http.patch(path(server), json={"version": seen["version"], "changes": changes})


async def boot(server: Served) -> httpx2.Response:
    """Return what a page of the shop is answered."""
    async with server.http() as http:
        return await http.get(f"/c/{server.shop.key}.json", headers={"Origin": SITE})


async def test_a_page_is_told_nothing_of_what_is_not_used(server: Served) -> None:
    shown = (await boot(server)).json()["shown"]
    assert list(shown) == ["version", "look"]


async def test_a_change_reaches_new_pages_at_once(server: Served, clock: FrozenClock) -> None:
    clock.millis = SATURDAY_NOON
    before = await boot(server)
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        saved = await save(http, server, filter=FILTER, devices=["phone", "desktop"], schedule=hours())
    assert saved.status_code == 200, saved.text
    after = await boot(server)
    shown = after.json()["shown"]
    assert shown["pages"] == {"clear": True, "list": ["!shop.example/cart", "shop.example*"]}
    assert shown["devices"] == ["desktop", "phone"]
    assert shown["hours"]["open"] is False
    assert shown["hours"]["changes"][:2] == [SATURDAY_NOON + 45 * 3_600_000, SATURDAY_NOON + 54 * 3_600_000]
    assert len(shown["hours"]["changes"]) == 16
    assert shown["version"] == saved.json()["version"] != before.json()["shown"]["version"]
    assert before.headers["etag"] != after.headers["etag"]


async def test_a_chat_that_stays_outside_its_hours_is_told_of_none_and_says_when_somebody_is_back(
    server: Served, clock: FrozenClock
) -> None:
    clock.millis = SATURDAY_NOON
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        saved = await save(http, server, schedule=hours(outside="stay"))
        assert saved.json()["rules"]["schedule"]["outside"] == "stay"
    assert "hours" not in (await boot(server)).json()["shown"]
    visitor = await VisitorClient.knock(server.url, server.shop.key)
    welcome = await visitor.hello()
    assert welcome["team"] == {"online": False, "people": [], "wait": {"opens": SATURDAY_NOON + 45 * 3_600_000}}
    await visitor.close()


async def test_a_page_may_see_how_old_the_answer_is(server: Served) -> None:
    answer = await boot(server)
    assert "date" in answer.headers
    assert answer.headers["access-control-expose-headers"] == "date"


async def test_the_largest_rules_fit_the_answer(server: Served) -> None:
    """PRODUCT.md 2.2: two kilobytes for all settings of a page, whatever an owner has typed."""
    days = [[{"start": n * 240 + 13, "end": n * 240 + 200} for n in range(6)]] * 7
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        assert (await save(http, server, schedule=hours() | {"days": days})).status_code == 200
        counts = [count for count in range(60, 400, 10) if (await _listed(http, server, count)).status_code == 200]
    assert counts[-1] > 100
    assert counts[-1] < 390, "a longer list was refused"
    assert len(gzip.compress((await boot(server)).content, 9)) < 2_048


async def _listed(http: httpx2.AsyncClient, server: Served, count: int) -> httpx2.Response:
    """Save a list of so many addresses that have little in common."""
    text = "\n".join(f"shop.example/{n * 7919 % 1_000_003:x}" for n in range(count))
    return await save(http, server, filter={"on": True, "mode": "clear", "text": text})


async def test_connected_widgets_are_told_at_once(server: Served) -> None:
    olga = await server.visitor()
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await save(http, server, devices=["desktop"])
    assert (await olga.expect(ShownChanged))["shown"]["devices"] == ["desktop"]


async def test_who_was_away_is_told_on_return(server: Served) -> None:
    shown = (await boot(server)).json()["shown"]
    known = shown["version"] + shown["look"]
    told = await VisitorClient.knock(server.url, server.shop.key)
    await told.say({**hello(server.shop.key), "shown": known})
    await told.expect(Welcome)
    await told.ping()
    assert "shown" not in [frame["t"] for frame in told.heard]
    await told.close()
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        await save(http, server, filter=FILTER)
    late = await VisitorClient.knock(server.url, server.shop.key)
    await late.say({**hello(server.shop.key), "shown": known})
    assert (await late.expect(ShownChanged))["shown"]["pages"]["clear"] is True


async def test_of_two_who_save_at_once_the_second_is_told(server: Served) -> None:
    async with (
        server.http(await server.sign_in_owner(), OWNER_COOKIE) as marina,
        server.http(await server.sign_in_owner(PAVEL), OWNER_COOKIE) as pavel,
    ):
        seen = (await pavel.get(path(server))).json()
        await save(marina, server, devices=["desktop"])
        late = {"version": seen["version"], "changes": {"filter": FILTER}}
        refused = await pavel.patch(path(server), json=late)
        assert (refused.status_code, refused.json()["code"]) == (409, "settings_changed")
        now = (await pavel.get(path(server))).json()
        assert now["rules"] == {**seen["rules"], "devices": ["desktop"]}, "nothing of the refused change"
        saved = await pavel.patch(path(server), json={**late, "version": now["version"]})
        assert saved.json()["rules"] == {**now["rules"], "filter": FILTER}
        same = await pavel.patch(path(server), json=late)
        assert same.status_code == 200, "what changes nothing conflicts with nothing"


REFUSALS: list[tuple[Json, str, str]] = [
    ({"filter": {**FILTER, "text": "shop.example/a\n" * 7_000}}, "filter_too_long", "filter"),
    ({"filter": {**FILTER, "text": "shop.example, !"}}, "filter_line_empty", "filter"),
    ({"devices": []}, "devices_none", "devices"),
    ({"devices": ["watch"]}, "bad_input", "changes.devices.0"),
    ({"schedule": hours(zone="Europe/Atlantis")}, "zone_unknown", "zone"),
    ({"schedule": hours({"start": 600, "end": 60}, {"start": 700, "end": 800})}, "hours_overlap", "day-5"),
    ({"schedule": hours({"start": 600, "end": 600})}, "hours_empty", "day-5"),
    ({"schedule": hours() | {"days": [[]] * 7}}, "hours_none", "hours"),
    ({"schedule": hours(specials=[{"first": "2027-02-30", "last": "2027-03-01", "spans": []}])}, "special_dates", "special-0"),
    ({"schedule": hours() | {"days": [[]] * 8}}, "bad_input", "changes.schedule.days"),
    ({"schedule": hours(outside="perhaps")}, "bad_input", "changes.schedule.outside"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "field"), REFUSALS)
async def test_what_cannot_be_is_refused_beside_its_field_and_changes_nothing(
    server: Served, changes: Json, code: str, field: str
) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        before = (await http.get(path(server))).json()
        refused = await save(http, server, **changes)
        assert (refused.status_code, refused.json()["code"]) == (422, code), refused.text
        assert refused.json()["params"]["field"] == field
        assert (await http.get(path(server))).json() == {**before, "clock": before["clock"]}


async def why(http: httpx2.AsyncClient, server: Served, address: str = "/", **more: object) -> Json:
    """Ask whether a page would show the chat."""
    question = {"address": address, "device": "desktop", "at": None, "changes": {}, **more}
    answer = await http.post(f"{path(server)}/why", json=question)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_why_a_page_shows_the_chat_or_does_not(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        assert (await why(http, server))["decided"] is None
        await save(http, server, filter=FILTER, devices=["desktop"], schedule=hours())
        cart = await why(http, server, "https://shop.example/cart/?a=1", at="2026-11-27T12:00")
        assert (cart["decided"], cart["page"]["line"], cart["page"]["entry"]) == ("page", 2, "!shop.example/cart")
        assert cart["page"]["compared"] == "shop.example/cart"
        assert (await why(http, server, "/lamp", at="2026-11-27T12:00"))["page"]["compared"] == "shop.example/lamp"
        evening = await why(http, server, "/lamp", at="2026-11-27T21:40")
        assert (evening["decided"], evening["until"]) == ("time", "2026-11-30T09:00")
        assert evening["clock"] == "2026-11-27T21:40"
        android = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
        phone = await why(http, server, "/lamp", device=None, user_agent=android, at="2026-11-27T12:00")
        assert (phone["device"], phone["decided"]) == ("phone", "device")


async def test_an_unsaved_draft_is_judged_without_being_saved(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        told = await why(http, server, "/cart", changes={"filter": FILTER})
        assert told["decided"] == "page"
        assert (await http.get(path(server))).json()["rules"]["filter"]["on"] is False


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://shop.example/a", True),
        ("shop.example/a", True),
        ("https://SHOP.example:443/a", True),
        ("http://shop.example/a", False),
        ("https://other.example/", False),
        ("https://", False),
        ("not an address", False),
        ("/a", True),
        ("", True),
    ],
)
async def test_a_site_that_is_not_on_the_list_shows_nothing(server: Served, address: str, site: bool) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        told = await why(http, server, address)
    assert (told["site"], told["decided"]) == (site, None if site else "site")


async def test_a_draft_that_is_not_worth_reading_is_refused_unread(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        draft = {"filter": {**FILTER, "text": "*a" * 400_000}}
        question: Json = {"address": "/", "device": "desktop", "at": None, "changes": draft}
        answer = await http.post(f"{path(server)}/why", json=question)
        assert (answer.status_code, answer.json()["code"]) == (422, "filter_too_long")


async def test_an_hour_that_no_clock_shows_is_answered(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        berlin = {"schedule": hours(zone="Europe/Berlin")}
        assert (await why(http, server, at="2026-03-29T02:30", changes=berlin))["clock"] == "2026-03-29T03:00"
        for odd in ("2026-13-45T99:99", "0001-01-01T00:00", "9999-12-31T23:59"):
            question: Json = {"address": "/", "device": "desktop", "at": odd, "changes": {}}
            answer = await http.post(f"{path(server)}/why", json=question)
            assert (answer.status_code, answer.json()["params"]["field"]) == (422, "at")


@pytest.mark.parametrize(
    ("first", "last"), [("2000-01-01", "2199-12-31"), ("9999-12-30", "9999-12-31"), ("0001-01-01", "0001-01-02")]
)
async def test_days_that_nobody_can_count_through_are_refused_unread(server: Served, first: str, last: str) -> None:
    draft = {"schedule": hours(specials=[{"first": first, "last": last, "spans": []}])}
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        question: Json = {"address": "/", "device": "desktop", "at": None, "changes": draft}
        answer = await http.post(f"{path(server)}/why", json=question)
    assert (answer.status_code, answer.json()["code"]) == (422, "special_dates")


async def test_why_knows_that_nobody_is_there_where_the_chat_hides_then(server: Served) -> None:
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        told = await why(http, server)
        assert (told["decided"], told["online"], told["away"]) == (None, 0, "chat")
        assert (await test_forms.save(http, server, away="hide")).status_code == 200
        told = await why(http, server)
        assert (told["decided"], told["button"], told["away"]) == ("people", False, "hide")
        assert (await why(http, server, "https://other.example/"))["decided"] == "site", "the first rule that hides"
        later = await why(http, server, at="2026-11-27T12:00")
        assert later["decided"] is None, "who will be there then nobody knows"
        app = await server.operator(ANNA)
        while server.shop.anna.hex() not in (await app.expect(Presence))["online"]:
            pass
        there = await why(http, server)
        assert (there["decided"], there["online"]) == (None, 1)
        await app.close()


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (("chat", "telegram"), {"decided": None, "button": True, "chat": True, "ways": 2}),
        (("telegram",), {"decided": "off", "button": True, "chat": False, "ways": 1}),
        ((), {"decided": "off", "button": False, "chat": False, "ways": 0}),
    ],
)
async def test_why_knows_what_is_switched_off(server: Served, on: tuple[str, ...], told: Json) -> None:
    entries = [
        test_multiwidget.entry("chat", on="chat" in on),
        test_multiwidget.entry("telegram", "@shop", on="telegram" in on),
    ]
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        assert (await test_multiwidget.save(http, server, entries=entries)).status_code == 200
        answer = await why(http, server)
    assert {name: answer[name] for name in told} == told
