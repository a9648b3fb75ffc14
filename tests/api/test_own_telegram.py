"""An operator's own chat of Telegram, over HTTP: invited, opened at the bot, listed for its operator alone, and forgotten."""

from collections.abc import Iterator

import pytest

from besedka.config import Settings
from tests.people import ANNA, IGOR
from tests.serving import Served
from tests.telegram.server import TOKEN, TelegramServer
from tests.waiting import eventually

AT = "/api/operator/v1/telegram"
IGORS = 2007


@pytest.fixture
def bot() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, bot: TelegramServer) -> Settings:
    return settings.model_copy(update={"telegram_bot": TOKEN, "telegram_api": bot.url, "outgoing": "127.0.0.0/8"})


async def test_ones_own_chat_is_connected_seen_and_forgotten(server: Served, bot: TelegramServer) -> None:
    async with server.http(await server.sign_in(IGOR)) as igor, server.http(await server.sign_in(ANNA)) as anna:
        assert (await igor.get(AT)).json() == {"able": True, "chats": []}
        made = await igor.post(AT, json={"language": "ru"})
        assert made.status_code == 201
        bot.opens(made.json()["link"], IGORS, username="igor")

        async def listed() -> bool:
            return [one["name"] for one in (await igor.get(AT)).json()["chats"]] == ["@igor"]

        await eventually(listed)
        [chat] = (await igor.get(AT)).json()["chats"]
        assert (await anna.get(AT)).json()["chats"] == []
        assert (await anna.delete(f"{AT}/{chat['id']}")).status_code == 404
        assert (await igor.delete(f"{AT}/{chat['id']}")).json()["chats"] == []


async def test_while_telegram_is_away_nobody_is_invited(server: Served, bot: TelegramServer) -> None:
    bot.stop()
    async with server.http(await server.sign_in(IGOR)) as igor:
        refused = await igor.post(AT, json={"language": "ru"})
        assert (refused.status_code, refused.json()["code"]) == (503, "telegram_away")
