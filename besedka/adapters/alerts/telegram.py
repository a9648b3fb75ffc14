"""By Telegram: our bot says it in a chat, where nothing of it is markup."""

from besedka.ports.alerts import AlertFailed, Notice, Values
from besedka.ports.bot import Bot, BotFailed, Said

_OPEN = {"ru": "Открыть", "en": "Open"}


class TelegramAlerter:
    """Has the bot say notices. `chat` opens the way."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def tell(self, values: Values, notice: Notice) -> None:
        """Say the notice. Telegram has no ids of ours: told again, it stands there twice."""
        words = _OPEN.get(notice.language, _OPEN["en"])
        try:
            await self._bot.say(values["chat"], Said(notice.title, notice.text, notice.link, words))
        except BotFailed as failed:
            raise AlertFailed(
                f"alert_{failed.code}", failed.detail, permanent=failed.permanent, gone=failed.gone, wait=failed.wait
            ) from failed
