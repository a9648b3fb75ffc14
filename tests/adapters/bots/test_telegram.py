"""Our bot in Telegram: what it says and how, what it hears, and that its token is told to nobody."""

import asyncio
from collections.abc import Iterator

import pytest

from besedka.adapters.bots.telegram import TelegramBot
from besedka.adapters.http.guarded import GuardedHttp
from besedka.domain.address import read_networks
from besedka.ports.bot import BotFailed, Said
from besedka.ports.http import DAY
from tests.alerts.by_telegram import OLGA, TelegramWorld, by_telegram
from tests.crm.vendor import Fault
from tests.crm.vendor import Said as Told
from tests.telegram.server import NAME, NUMBER, TOKEN
from tests.waiting import until

GROUP, UPGRADED = -4001, -1004001


@pytest.fixture
def world() -> Iterator[TelegramWorld]:
    with by_telegram() as world:
        yield world


async def failed(bot: TelegramBot, chat: str = str(OLGA)) -> BotFailed:
    with pytest.raises(BotFailed) as caught:
        await bot.say(chat, Said("Проверка"))
    return caught.value


async def test_who_it_is_is_asked_once(world: TelegramWorld) -> None:
    assert {await world.bot.name() for _ in range(3)} == {NAME}
    assert len(world.server.asked) == 1
    assert world.bot.id == f"telegram:{NUMBER}"


async def test_the_title_is_bold_and_nothing_else_is_anything(world: TelegramWorld) -> None:
    await world.bot.say(
        str(OLGA),
        Said("  👩‍🚀 *Оценка*\n<b>2</b>  ", "\n  [текст](http://x.example)  ", "https://chat.example/", "Открыть"),
    )
    [message] = world.server.rooms[OLGA].messages
    title = "👩‍🚀 *Оценка* <b>2</b>"
    assert message["text"] == f"{title}\n\n[текст](http://x.example)"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": len(title.encode("utf-16-le")) // 2}]
    assert world.server.asked[-1].json()["link_preview_options"] == {"is_disabled": True}  # type: ignore[index]  # JSON


@pytest.mark.parametrize("link", ["http://localhost:8000/operator/", "http://chat/cabinet/"])
async def test_a_link_that_telegram_shows_no_button_for_stands_in_the_text(world: TelegramWorld, link: str) -> None:
    await world.bot.say(str(OLGA), Said("Проверка", "текст " * 2_000, link, "Открыть"))
    [message] = world.server.rooms[OLGA].messages
    assert message["text"].endswith(f"…\n\n{link}")
    assert "reply_markup" not in message


async def test_a_group_that_has_another_number_is_told_there(world: TelegramWorld) -> None:
    world.server.writes(OLGA, "/start", GROUP)
    world.server.upgrades(GROUP, UPGRADED)
    await world.bot.say(str(GROUP), Said("Проверка"))
    assert [one["text"] for one in world.server.rooms[UPGRADED].messages] == ["Проверка"]


@pytest.mark.parametrize(
    "closed", ["bot was blocked by the user", "bot was kicked from the group chat", "user is deactivated"]
)
async def test_where_nobody_is_any_more(world: TelegramWorld, closed: str) -> None:
    world.server.rooms[OLGA].closed = closed
    why = await failed(world.bot)
    assert (why.code, why.gone, closed in why.detail) == ("gone", True, True)


async def test_a_chat_that_is_none(world: TelegramWorld) -> None:
    why = await failed(world.bot, "4242")
    assert (why.code, why.permanent, why.gone) == ("address", True, False)


async def test_it_comes_again_when_telegram_asks_it_to(world: TelegramWorld) -> None:
    world.server.limited = 33
    why = await failed(world.bot)
    assert (why.code, why.permanent, why.wait) == ("busy", False, 33)


async def test_a_token_that_was_revoked_may_be_mended(world: TelegramWorld) -> None:
    world.server.tokens = {f"{NUMBER}:another"}
    why = await failed(world.bot)
    assert (why.code, why.permanent) == ("unset", False)


@pytest.mark.parametrize("body", ["<html>proxy</html>", b"\xff", [1], None, "null"])
async def test_what_is_not_telegrams_is_strange(world: TelegramWorld, body: object) -> None:
    world.server.faults.append(Fault("", "said", Told(502, body)))
    why = await failed(world.bot)
    assert (why.code, why.permanent) == ("strange", False)


async def test_who_hears_nothing_because_of_somebody_else_is_told_so(world: TelegramWorld) -> None:
    assert await world.bot.check() == NAME
    world.server.webhook = "https://elsewhere.example/"
    for asked in (world.bot.check(), world.bot.hear(0, 0)):
        with pytest.raises(BotFailed) as caught:
            await asked
        assert caught.value.code == "taken"


async def test_what_is_heard(world: TelegramWorld) -> None:
    world.server.writes(OLGA, "Привет", language="en-GB", username="olga")
    world.server.writes(OLGA, "/start", GROUP, title="Смена\u202e №\n1")
    world.server.writes(7, "x", first_name="Иван", last_name="Белов\u200b", language="")
    await world.bot.hear(5001, 0)  # what was heard before is forgotten there
    heard = await world.bot.hear(5001, 0)
    assert [(one.position, one.chat, one.title, one.language, one.text) for one in heard] == [
        (5002, "1001", "@olga", "en", "Привет"), (5003, str(GROUP), "Смена №1", "ru", "/start"), (5004, "7", "Иван Белов", "", "x"),
    ]  # fmt: skip
    assert await world.bot.hear(5004, 0) == []


async def test_what_comes_while_it_waits_is_heard_at_once(world: TelegramWorld) -> None:
    waiting = asyncio.create_task(world.bot.hear(5001, 20))
    await until(lambda: any("getUpdates" in one.path for one in world.server.asked))
    world.server.writes(OLGA, "Привет")
    assert [one.text for one in await asyncio.wait_for(waiting, 10)] == ["Привет"]


async def test_a_group_that_moves_is_heard_of(world: TelegramWorld) -> None:
    world.server.writes(OLGA, "/start", GROUP)
    world.server.upgrades(GROUP, UPGRADED)
    heard = (await world.bot.hear(0, 0))[-1]
    assert (heard.chat, heard.moved_to, heard.text) == (str(GROUP), str(UPGRADED), "")


async def test_the_token_is_told_to_nobody() -> None:
    http = GuardedHttp(read_networks("127.0.0.0/8"))
    for address in ("http://127.0.0.1:1", "http://nobody.invalid", "ftp://x", "http://пример.рф"):
        bot = TelegramBot(http, address, TOKEN)
        why = await failed(bot)
        secret = TOKEN.partition(":")[2]
        assert not [text for text in (str(why), repr(why), why.detail, repr(bot)) if secret in text]


@pytest.mark.parametrize(("asked", "waits"), [(10**30, DAY), (1e400, 0), (-7, 0), ("soon", 0)])
async def test_nobody_waits_longer_than_a_day_whatever_is_asked(
    world: TelegramWorld, asked: object, waits: float
) -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": asked}}
    world.server.faults.append(Fault("", "said", Told(429, body)))
    why = await failed(world.bot)
    assert (why.code, why.wait) == ("busy", waits)
