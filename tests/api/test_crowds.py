"""Limits by address: a crowd behind one address stands in nobody else's way, and not in the way of whom we know (SECURITY.md, 19, 22)."""

import pytest

from besedka.config import Settings
from besedka.realtime.hub import TABS
from besedka.wire.shapes import Refused
from tests.clients import _VISITOR, VisitorClient, _dial, browse, hello, make_id
from tests.people import ANNA, SITE
from tests.serving import Served

OFFICE, ELSEWHERE = "192.0.2.1", "198.51.100.1"
POLL = "/api/visitor/v1/poll"


@pytest.fixture(params=["picows", "asgi"])
def settings(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    limits = {
        "trusted_proxies": "127.0.0.1",
        "connections_per_address": 4,
        "conversations_burst": 3,
        "conversations_per_hour": 60,
    }
    return settings.model_copy(update={**limits, "sockets": request.param})


async def knock(server: Served, address: str, language: str = "en") -> VisitorClient:
    """Connect from this address, as a proxy in front of us tells it."""
    headers = {"X-Forwarded-For": address, "Accept-Language": language}
    connection = await _dial(f"{server.url}/ws/visitor", SITE, headers)
    client = VisitorClient(connection, _VISITOR.validate_json)
    client.project = server.shop.key
    return client


async def poll(server: Served, address: str, key: str | None, *frames: object) -> list[dict[str, object]]:
    """Poll once from this address; return the frames."""
    body = {"hello": hello(server.shop.key, key), "frames": frames, "wait": 0}
    headers = {"Origin": SITE, "X-Forwarded-For": address, "Accept-Language": "ru"}
    async with browse(server.url, headers=headers) as http:
        heard: list[dict[str, object]] = (await http.post(POLL, json=body)).json()["frames"]
    return heard


async def test_a_stranger_too_many_is_told_to_come_back(server: Served) -> None:
    for _ in range(4):
        await (await knock(server, OFFICE)).hello()
    late = await knock(server, OFFICE, "ru")
    await late.say(hello(server.shop.key))
    refused = await late.expect(Refused)
    assert (refused["code"], refused["again"]) == ("too_many_connections", True)
    assert await late.closed() == 4008
    (told,) = await poll(server, OFFICE, None)
    assert told["code"] == "too_many_connections"
    assert str(told["message"]).startswith("Сейчас в чате")
    await (await knock(server, ELSEWHERE)).hello()


async def test_who_is_known_comes_through_a_crowd(server: Served) -> None:
    known = await knock(server, OFFICE)
    await known.hello()
    await known.post("hello")
    await known.close()
    strangers = [await knock(server, OFFICE) for _ in range(4)]
    for stranger in strangers:
        await stranger.hello()
    again = await knock(server, OFFICE)
    assert (await again.hello(known.key))["conversation"] is not None
    assert (await poll(server, OFFICE, known.key))[0]["t"] == "welcome"
    await strangers[0].close()
    await (await knock(server, OFFICE)).hello()


async def test_the_mute_are_a_crowd_too(server: Served) -> None:
    for _ in range(5):
        await knock(server, OFFICE)
    refused = await (await knock(server, OFFICE, "ru")).expect(Refused)
    assert refused["message"].startswith("Сейчас в чате")
    assert (await (await knock(server, ELSEWHERE)).hello())["t"] == "welcome"


async def test_new_conversations_are_counted_by_address_and_old_ones_are_not(server: Served) -> None:
    guests = [await knock(server, OFFICE) for _ in range(4)]
    for guest in guests:
        await guest.hello()
    for guest in guests[:3]:
        for text in ("first", "second"):
            await guest.post(text)
    id = await guests[3].send("one too many")
    refused = await guests[3].expect(Refused)
    assert (refused["code"], refused["id"], refused["again"]) == ("too_many_conversations", id, True)
    assert 0 < int(refused["params"]["retry_after"]) <= 60
    await guests[0].post("third")
    await guests[1].close()
    polled = await poll(server, OFFICE, guests[3].key, {"t": "post", "id": make_id(), "text": "by poll"})
    assert "too_many_conversations" in {f.get("code") for f in polled}
    other = await knock(server, ELSEWHERE)
    await other.hello()
    await other.post("from somewhere else")


async def test_this_machine_itself_is_no_crowd(server: Served) -> None:
    """A proxy that nobody told us of stands there, with everybody behind it."""
    for n in range(8):
        await (await server.visitor()).post(f"{n}")


async def test_one_operator_more_than_enough_ends_the_oldest(server: Served) -> None:
    token = await server.sign_in(ANNA)
    desks = [await server.operator(ANNA, token=token) for _ in range(TABS + 1)]
    assert await desks[0].closed() == 4008
    await desks[1].ping()
    await desks[-1].ping()
