"""Our server of Telegram's protocol, driven by the client that most use: one that only our own client accepts is no evidence."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.telegram.server import NAME, NUMBER, TOKEN, TelegramServer
from tests.waiting import until

if TYPE_CHECKING:
    from telegram import Bot

OLGA, GROUP, UPGRADED = 1001, -4001, -1004001


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
async def bot(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator["Bot"]:
    from telegram import Bot

    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # its older way warns
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        yield bot


async def test_it_knows_the_bot_and_nobody_elses(server: TelegramServer, bot: "Bot") -> None:
    from telegram import Bot
    from telegram.error import InvalidToken

    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (NUMBER, NAME, True)
    assert (await bot.get_webhook_info()).url == ""
    with pytest.raises(InvalidToken):
        await Bot("1:x", base_url=f"{server.url}/bot").get_me()


async def test_it_tells_of_what_was_written_until_that_is_confirmed(server: TelegramServer, bot: "Bot") -> None:
    server.writes(OLGA, "/start abc", username="olga", language="en")
    server.writes(OLGA, "/start@x", GROUP)
    updates = await bot.get_updates()
    message = updates[0].message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.chat.username, message.from_user.language_code) == ("/start abc", "olga", "en")
    assert [one.type for one in message.entities] == ["bot_command"]
    assert [one.update_id for one in await bot.get_updates()] == [one.update_id for one in updates]
    rest = await bot.get_updates(offset=updates[0].update_id + 1, allowed_updates=["message"])
    assert [one.message.chat.title for one in rest if one.message] == ["Смена"]
    assert await bot.get_updates(offset=rest[0].update_id + 1) == ()


async def test_of_two_who_listen_the_first_is_sent_away(server: TelegramServer, bot: "Bot") -> None:
    from telegram import Bot
    from telegram.error import Conflict

    first = asyncio.create_task(bot.get_updates(timeout=20))
    await until(lambda: any("getUpdates" in one.path for one in server.asked))
    async with Bot(TOKEN, base_url=f"{server.url}/bot") as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict):
            await asyncio.wait_for(first, 10)
        server.writes(OLGA, "Привет")
        assert len(await asyncio.wait_for(second, 10)) == 1
    await bot.set_webhook("https://elsewhere.example/")
    with pytest.raises(Conflict):
        await bot.get_updates()


async def test_it_takes_what_a_message_may_be_and_nothing_else(server: TelegramServer, bot: "Bot") -> None:
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity
    from telegram.error import BadRequest

    server.writes(OLGA, "/start")
    key = InlineKeyboardMarkup([[InlineKeyboardButton("Открыть", url="https://chat.example/")]])
    bold, off = [MessageEntity(MessageEntity.BOLD, 0, 5)], LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(OLGA, "👩‍🚀 и текст", entities=bold, reply_markup=key, link_preview_options=off)
    assert (sent.text, sent.entities[0].length, sent.chat.id) == ("👩‍🚀 и текст", 5, OLGA)
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].url == "https://chat.example/"
    localhost = InlineKeyboardMarkup([[InlineKeyboardButton("Открыть", url="http://localhost/")]])
    for wrong in (
        bot.send_message(OLGA, " "), bot.send_message(OLGA, "я" * 4097), bot.send_message(4242, "Кто здесь?"),
        bot.send_message(OLGA, "👩‍🚀", entities=[MessageEntity(MessageEntity.BOLD, 0, 1)]),
        bot.send_message(OLGA, "Ссылка", reply_markup=localhost),
    ):  # fmt: skip
        with pytest.raises(BadRequest):
            await wrong


async def test_it_refuses_as_telegram_does(server: TelegramServer, bot: "Bot") -> None:
    from telegram.error import ChatMigrated, Forbidden, RetryAfter

    server.writes(OLGA, "/start")
    server.writes(OLGA, "/start", GROUP)
    server.upgrades(GROUP, UPGRADED)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(GROUP, "Проверка")
    assert moved.value.new_chat_id == UPGRADED
    server.rooms[OLGA].closed = "bot was blocked by the user"
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(OLGA, "Проверка")
    server.limited = 7
    with pytest.raises(RetryAfter):
        await bot.send_message(OLGA, "Проверка")
