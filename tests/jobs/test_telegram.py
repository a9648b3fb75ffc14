"""Telegram connected by a link, over a real socket: who opens it is told from then on, once, whichever node hears of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from besedka.actions import members
from besedka.actions.alerts import connecting_telegram as connecting
from besedka.actions.alerts.connecting_telegram import EVENTS, Asker, Invitation, Opened
from besedka.actions.sealing import unseal
from besedka.app import House, open_house
from besedka.config import Settings
from besedka.domain.alert import Way
from besedka.domain.errors import Conflict, Unavailable
from besedka.domain.ids import Instant, OperatorId, ProjectNumber
from besedka.jobs.telegram import HELD, PAUSES
from besedka.store import alerts, bots, sessions
from besedka.store.sessions import Session
from tests.clock import FrozenClock
from tests.crm.vendor import Fault, Said
from tests.people import PAVEL, Shop, open_shop
from tests.telegram.server import NAME, NUMBER, TOKEN, TelegramServer
from tests.units import read
from tests.waiting import until
from tests.ways import reaching

OLGA, PETR, GROUP, UPGRADED = 1001, 1002, -4001, -1004001
BOT = f"telegram:{NUMBER}"


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, server: TelegramServer) -> Settings:
    return settings.model_copy(update={"telegram_bot": TOKEN, "telegram_api": server.url})


@dataclass
class Owner:
    """Whoever connects chats in the cabinet, on one node."""

    house: House
    shop: Shop
    whose: OperatorId | None = None
    made: list[Invitation] = field(default_factory=list)

    async def invites(self) -> Invitation:
        deps, number = self.house.deps, self.shop.number
        by = Asker(self.shop.owner, "Марина")
        self.made.append(await connecting.begin_telegram(deps, number, self.whose, by, "en"))
        return self.made[-1]

    async def opened(self, one: Invitation | None = None) -> Opened:
        id, now = (one or self.made[-1]).id, self.house.deps.clock.now()
        script = connecting.telegram_ticket(self.shop.number, self.whose, id, now)
        return await self.house.deps.database.read(script)

    async def connected(self, one: Invitation | None = None) -> Way:
        return await reaching(lambda: self._way(one))

    async def ways(self) -> list[Way]:
        return await self.house.deps.database.read(alerts.ways(self.shop.number, self.whose))

    async def _way(self, one: Invitation | None) -> Way | None:
        return (await self.opened(one)).way


@pytest.fixture
async def owner(clock: FrozenClock, house: House, shop: Shop) -> Owner:
    return Owner(house, shop)


def said(server: TelegramServer, chat: int = OLGA) -> list[str]:
    return [one["text"] for one in server.rooms[chat].messages] if chat in server.rooms else []


async def test_who_opens_the_link_is_told_from_then_on(owner: Owner, server: TelegramServer) -> None:
    invitation = await owner.invites()
    assert (await owner.opened()).state == "waiting"
    server.opens(invitation.link, OLGA, username="olga", language="ru")
    way = await owner.connected()
    assert (way.carrier, way.address, way.events, way.language) == ("telegram", "@olga", EVENTS, "ru")
    assert (way.operator, way.added_by, way.on) == (None, "Марина", 1)
    secret = owner.house.deps.secret
    assert unseal(secret, owner.shop.number, way.sealed, "way") == {"chat": str(OLGA)}
    await until(lambda: bool(said(server)))
    assert "Тихий дом" in said(server)[0]
    assert await owner.house.deps.database.read(alerts.watched(ProjectNumber(0), 9)), "the project is watched now"


async def test_a_group_is_connected_by_a_link_of_its_own(owner: Owner, server: TelegramServer) -> None:
    server.opens((await owner.invites()).group_link, OLGA, GROUP, language="en", title="Смена <b>1</b>")
    way = await owner.connected()
    assert (way.address, way.language) == ("Смена <b>1</b>", "en")
    await until(lambda: bool(said(server, GROUP)))
    assert "Notifications are connected" in said(server, GROUP)[0]
    assert not said(server)


async def test_a_link_opens_once(owner: Owner, server: TelegramServer) -> None:
    link = (await owner.invites()).link
    server.opens(link, OLGA)
    way = await owner.connected()
    server.opens(link, OLGA)
    server.opens(link, PETR, language="en")
    await until(lambda: bool(said(server, PETR)))
    assert "used or too old" in said(server, PETR)[0]
    assert [one.id for one in await owner.ways()] == [way.id]


async def test_a_link_that_is_too_old_or_never_was_opens_nothing(
    owner: Owner, server: TelegramServer, clock: FrozenClock
) -> None:
    link = (await owner.invites()).link
    clock.advance(31 * 60)
    server.opens(link, OLGA)
    server.opens(f"https://t.me/{NAME}?start={'x' * 32}", OLGA)
    await until(lambda: len(said(server)) == 2)
    assert all("устарела" in text for text in said(server))
    assert (await owner.opened()).state == "over"
    assert not await owner.ways()


async def test_the_same_chat_again_is_the_same_way(owner: Owner, server: TelegramServer) -> None:
    ways = []
    for name in ("olga", "olga_new"):
        invitation = await owner.invites()
        server.opens(invitation.link, OLGA, username=name)
        ways.append(await owner.connected(invitation))
    assert ways[0].id == ways[1].id
    assert [one.address for one in await owner.ways()] == ["@olga_new"]


async def test_where_there_are_too_many_ways_the_link_waits(
    owner: Owner, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.opens((await owner.invites()).link, OLGA)
    await owner.connected()
    monkeypatch.setattr(connecting, "MOST", 1)
    link = (await owner.invites()).link
    server.opens(link, PETR)
    await until(lambda: "слишком много" in str(said(server, PETR)))
    monkeypatch.setattr(connecting, "MOST", 2)
    server.opens(link, PETR)
    await owner.connected()
    assert len(await owner.ways()) == 2


async def test_an_invitation_is_one_projects_and_one_persons(
    owner: Owner, server: TelegramServer, house: House, shop: Shop
) -> None:
    invitation = await owner.invites()
    other = Owner(house, await open_shop(house.deps, "Чужая", "6" * 32))
    anna, igor = Owner(house, shop, shop.anna), Owner(house, shop, shop.igor)
    for stranger in (other, anna, igor):
        assert (await stranger.opened(invitation)).state == "over"
    own = await anna.invites()
    assert own.group_link == ""
    server.opens(own.link, OLGA)
    way = await anna.connected()
    assert (way.operator, way.events) == (shop.anna, "")
    assert (await igor.opened(own)).state == (await owner.opened(own)).state == "over"
    assert (await owner.ways(), len(await anna.ways())) == ([], 1)


async def test_who_wants_no_more_says_so(owner: Owner, server: TelegramServer) -> None:
    server.opens((await owner.invites()).group_link, OLGA, GROUP)
    await owner.connected()
    await until(lambda: len(said(server, GROUP)) == 1)
    server.writes(OLGA, "/stop@another_bot", GROUP)
    server.writes(OLGA, "Всем привет", GROUP)
    server.writes(OLGA, f"/stop@{NAME.upper()}", GROUP)
    server.writes(OLGA, "/stop", GROUP)
    await until(lambda: len(said(server, GROUP)) == 3)
    assert ["больше не приходят" in text for text in said(server, GROUP)] == [False, True, False]
    assert not await owner.ways()
    assert (await owner.opened()).state == "connected", "it was, whatever became of it"
    noted = await read(owner.house, "SELECT kind, side, person_id, about FROM audit ORDER BY kind")
    assert noted == [("way_added", "cabinet", owner.shop.owner, "Смена"), ("way_removed", "nobody", None, "Смена")]


async def test_a_group_that_moves_keeps_its_way(owner: Owner, server: TelegramServer) -> None:
    server.opens((await owner.invites()).group_link, OLGA, GROUP)
    way = await owner.connected()
    server.upgrades(GROUP, UPGRADED)
    server.writes(OLGA, "/start", UPGRADED)
    await until(lambda: "Этот бот" in str(said(server, UPGRADED)))
    [moved] = await owner.ways()
    assert (moved.id, moved.mark == way.mark) == (way.id, False)
    server.writes(OLGA, "/stop", UPGRADED)
    await until(lambda: "больше не приходят" in str(said(server, UPGRADED)))


async def test_while_one_node_hears_no_other_does_and_each_word_is_heard_once(
    owner: Owner, server: TelegramServer, settings: Settings, clock: FrozenClock
) -> None:
    async with open_house(settings, clock) as other:
        for person in range(1, 31):
            server.writes(person, "/start")
        server.opens((await Owner(other, owner.shop).invites()).link, OLGA)
        await until(lambda: bool(said(server)))
        assert [len(said(server, person)) for person in range(1, 31)] == [1] * 30
    assert server.conflicts == 0


async def test_a_node_that_stops_lets_another_hear(
    settings: Settings, server: TelegramServer, clock: FrozenClock
) -> None:
    for person in (1, 2):
        async with open_house(settings, clock):
            server.writes(person, "/start")
            await until(lambda person=person: bool(said(server, person)))  # type: ignore[misc]  # a bound person
    assert [len(said(server, person)) for person in (1, 2)] == [1, 1]


async def test_a_node_that_died_is_followed_by_another(
    settings: Settings, server: TelegramServer, clock: FrozenClock
) -> None:
    async with open_house(settings.model_copy(update={"telegram_bot": ""}), clock) as house:
        died_at = clock.now()
        await house.deps.committer.run(lambda: bots.take(BOT, b"it died", died_at, died_at + HELD))  # type: ignore[arg-type]
    async with open_house(settings, clock) as house:
        server.writes(OLGA, "/start")
        assert not await house.deps.database.read(bots.is_free(BOT, b"another", clock.now()))
        clock.advance(HELD / 1000 + 1)
        await until(lambda: bool(said(server)))


async def test_what_a_node_has_lost_to_another_it_does_not_do(house: House, clock: FrozenClock) -> None:
    run, now = house.deps.committer.run, clock.now()
    await run(lambda: bots.take("x", b"first", now, now))
    assert await run(lambda: bots.take("x", b"second", now, now)) == 0
    assert not await run(lambda: bots.went_on("x", b"first", 0, 5))
    assert await run(lambda: bots.went_on("x", b"second", 0, 5))
    assert not await run(lambda: bots.went_on("x", b"second", 0, 5)), "it was done"
    assert await run(lambda: bots.went_on("x", b"second", 5, 2)), "Telegram may count anew"


async def test_telegram_that_was_away_is_heard_when_it_is_back(
    settings: Settings, server: TelegramServer, clock: FrozenClock
) -> None:
    server.faults.append(Fault("getUpdates", "said", Said(502, "<html>"), times=2))
    server.writes(OLGA, "/start")
    began = clock.now()

    def heard() -> bool:
        clock.advance(1)
        return bool(said(server))

    async with open_house(settings, clock):
        await until(heard, every=0.02)
    assert clock.now() - began > 1_000 * (PAUSES[0] + PAUSES[1]), "it is not asked all the time"
    assert len(said(server)) == 1


async def test_without_a_bot_or_telegram_nobody_is_invited(
    owner: Owner, server: TelegramServer, settings: Settings, clock: FrozenClock
) -> None:
    server.stop()
    with pytest.raises(Unavailable, match="telegram_away"):
        await owner.invites()
    async with open_house(settings.model_copy(update={"telegram_bot": ""}), clock) as house:
        with pytest.raises(Conflict, match="telegram_unset"):
            await Owner(house, owner.shop).invites()


@pytest.mark.parametrize("how", ["let out", "signed out", "given a new password"])
async def test_whoever_is_let_out_leaves_no_link_that_opens(
    owner: Owner, server: TelegramServer, house: House, shop: Shop, clock: FrozenClock, how: str
) -> None:
    number, now = shop.number, clock.now()
    seat = Session(b"s" * 32, "owner", shop.pavel, None, now, Instant(now + 9_000_000), "Test/1", now)
    await house.deps.committer.run(lambda: sessions.add(seat))
    by = Asker(shop.pavel, PAVEL.name)
    link = (await connecting.begin_telegram(house.deps, number, None, by, "en")).link
    if how == "let out":
        await members.remove(house.deps, shop.owner, number, shop.pavel)
    elif how == "signed out":
        await members.end_sessions(house.deps, shop.owner, number, shop.pavel, only=seat.id)
    else:
        await house.deps.committer.run(lambda: sessions.end_all_of("owner", shop.pavel))
    server.opens(link, PETR, language="en")
    await until(lambda: bool(said(server, PETR)))
    assert "used or too old" in said(server, PETR)[0]
    assert not await owner.ways()
