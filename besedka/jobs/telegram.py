"""What people write to our bot: read by one node at a time, each message once, by long questions: no address of ours need be public."""

import secrets

import structlog

from besedka.actions.alerts.connecting_telegram import answered
from besedka.actions.deps import Deps
from besedka.domain.bot_words import Answer, spoken
from besedka.domain.ids import Instant
from besedka.ports.bot import Bot, BotFailed, Heard, Said
from besedka.ports.database import Script
from besedka.store import bots

log = structlog.get_logger()
WAIT = 25.0
"""Seconds that one question waits for news."""
HELD = 60_000
"""Milliseconds for which a node that asks has the bot to itself; should the node die, another one hears it then."""
PAUSES = (5.0, 15.0, 60.0)
"""Seconds before each further question after one that failed; the last for all that follow."""


class Listener:
    """Hears the bot's news while no other node does."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._node = secrets.token_bytes(8)
        self._failures = 0
        self._not_before = 0.0

    async def listen(self) -> None:
        """Ask once for what is new, and do it."""
        bot, deps = self._deps.bot, self._deps
        if bot is None or deps.clock.ticks() < self._not_before:
            return
        now = deps.clock.now()
        if not await deps.database.read(bots.is_free(bot.id, self._node, now)):
            return
        position = await deps.committer.run(lambda: bots.take(bot.id, self._node, now, Instant(now + HELD)))
        if position is not None:
            await self._hear(bot, position)

    async def stop(self) -> None:
        """Let another node hear."""
        bot = self._deps.bot
        if bot is not None:
            self._deps.committer.leave(lambda: bots.let_go(bot.id, self._node))

    async def _hear(self, bot: Bot, position: int) -> None:
        try:
            name = await bot.name()
            for heard in await bot.hear(position, WAIT):
                if not await self._take(bot, name, position, heard):
                    return
                position = heard.position
            self._failures = 0
        except BotFailed as failed:
            self._pause(failed)

    def _pause(self, failed: BotFailed) -> None:
        pause = max(PAUSES[min(self._failures, len(PAUSES) - 1)], failed.wait)
        self._failures += 1
        self._not_before = self._deps.clock.ticks() + pause
        log.warning("bot_hears_nothing", code=failed.code, detail=failed.detail)

    async def _take(self, bot: Bot, name: str, position: int, heard: Heard) -> bool:
        """Do what was written, in the transaction that writes down that it was; False when it is another node's to do."""

        def script() -> Script[tuple[bool, Answer | None]]:
            if not (yield from bots.went_on(bot.id, self._node, position, heard.position)):
                return False, None
            return True, (yield from answered(self._deps, heard, name))

        ours, answer = await self._deps.committer.run(script)
        if answer is not None:
            await _say(bot, heard, answer)
        return ours


async def _say(bot: Bot, heard: Heard, answer: Answer) -> None:
    try:
        await bot.say(heard.chat, Said(spoken(answer, heard.language)))
    except BotFailed as failed:
        log.warning("bot_says_nothing", code=failed.code)
