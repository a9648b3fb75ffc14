"""The doctor and the bot: whether it may speak and hear, and the cure when not."""

import asyncio
from pathlib import Path

import pytest

from besedka.config import Settings
from besedka.doctor import Finding, examine
from tests.telegram.server import NAME, NUMBER, TOKEN, TelegramServer


async def found(settings: Settings) -> Finding:
    findings = await asyncio.to_thread(examine, settings)
    return next(finding for finding in findings if finding.name == "telegram")


def with_bot(data: Path, server: TelegramServer, token: str = TOKEN, outgoing: str = "127.0.0.0/8") -> Settings:
    return Settings(data=data, telegram_bot=token, telegram_api=server.url, outgoing=outgoing)


async def test_a_bot_that_may_speak_and_hear(tmp_path: Path) -> None:
    with TelegramServer() as server:
        finding = await found(with_bot(tmp_path, server))
    assert finding.ok
    assert f"@{NAME}" in finding.text


async def test_without_a_bot_nothing_is_wrong(tmp_path: Path) -> None:
    assert (await found(Settings(data=tmp_path))).ok


@pytest.mark.parametrize("token", ["nonsense", "12:short", f"{NUMBER}:{'x' * 40} "])
async def test_a_token_that_is_none(tmp_path: Path, token: str) -> None:
    finding = await found(Settings(data=tmp_path, telegram_bot=token))
    assert "[telegram_token]" in finding.text
    assert token not in finding.text


async def test_what_keeps_it_is_said_without_the_token(tmp_path: Path) -> None:
    said = {}
    with TelegramServer() as server:
        said["private"] = await found(with_bot(tmp_path, server, outgoing=""))
        said["unset"] = await found(with_bot(tmp_path, server, f"{NUMBER}:{'x' * 40}"))
        server.webhook = "https://elsewhere.example/"
        said["taken"] = await found(with_bot(tmp_path, server))
    said["away"] = await found(with_bot(tmp_path, server))
    for code, finding in said.items():
        assert not finding.ok
        assert f"[telegram_{code}]" in finding.text
        assert TOKEN.partition(":")[2] not in finding.text
