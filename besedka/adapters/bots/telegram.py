"""The bot in Telegram, by its Bot API (https://core.telegram.org/bots/api): a thin client of the few methods that are needed.

The token is in the address of every question, so neither that nor what comes of it is ever told to anybody.
"""

from collections.abc import Mapping, Sequence

from pydantic_core import from_json, to_json

from besedka.domain.message import clean_line
from besedka.domain.tree import Tree
from besedka.ports.bot import BotCode, BotFailed, Heard, Said
from besedka.ports.http import DAY, Answer, Http, HttpFailed, Request, retry_after

LONGEST = 4096
"""Units of UTF-16 in a message."""
MAX_TITLE = 128
WITHIN = 10.0
"""Seconds for an answer, beyond all the time that it was let wait."""
MASK = "•••"
_WAY: Mapping[str, BotCode] = {
    "http_address": "address", "http_private": "private", "http_unsafe": "unsafe", "http_away": "away", "http_slow": "slow",
    "http_cut": "away", "http_large": "strange",
}  # fmt: skip
_STATUS: Mapping[int, BotCode] = {400: "refused", 401: "unset", 403: "gone", 404: "unset", 409: "taken", 429: "busy"}
"""401, 404: the token is none of theirs (any more). 403: the bot was blocked or sent away."""
_FOR_GOOD = (400, 403)


class TelegramBot:
    """Asks the server at `address`, mostly https://api.telegram.org, as the bot whose token that is."""

    def __init__(self, http: Http, address: str, token: str) -> None:
        self._http = http
        self._address = address.rstrip("/")
        self._token = token
        self._name = ""

    @property
    def id(self) -> str:
        """The account's number: what stands before its token's secret."""
        return f"telegram:{self._token.partition(':')[0]}"

    async def name(self) -> str:
        """Return the account's name, without its @."""
        if not self._name:
            self._name = (await self._ask("getMe", {}))["username"].text
        return self._name

    async def check(self) -> str:
        """Ask who we are, and whether we may hear: not while somebody else's server is told of what is written."""
        me, hook = await self._ask("getMe", {}), await self._ask("getWebhookInfo", {})
        if hook["url"].text:
            raise BotFailed("taken", "a webhook of another program is set for this bot")
        return me["username"].text

    async def say(self, chat: str, said: Said) -> None:
        """Say it. A group that has another number now is told there; a link that Telegram shows no button for stands in the text."""
        try:
            await self._say(chat, said, button=bool(said.link))
        except _Moved as moved:
            await self._say(moved.to, said, button=bool(said.link))
        except BotFailed as failed:
            if not said.link or failed.code != "refused" or "url" not in failed.detail.lower():
                raise
            await self._say(chat, said, button=False)

    async def hear(self, after: int, wait: float) -> Sequence[Heard]:
        """Return what was written: of all that may come, messages alone are asked for."""
        asked = {"offset": after + 1, "timeout": round(wait), "allowed_updates": ["message"]}
        return [_heard(one) for one in await self._ask("getUpdates", asked, wait)]

    async def _say(self, chat: str, said: Said, *, button: bool) -> None:
        title, text = _fitting(said, "" if button else said.link)
        body: dict[str, object] = {
            "chat_id": int(chat), "text": text, "entities": [{"type": "bold", "offset": 0, "length": _units(title)}],
            "link_preview_options": {"is_disabled": True},
        }  # fmt: skip
        if button:
            body["reply_markup"] = {"inline_keyboard": [[{"text": said.link_words, "url": said.link}]]}
        await self._ask("sendMessage", body)

    async def _ask(self, method: str, body: Mapping[str, object], wait: float = 0.0) -> Tree:
        url, headers = f"{self._address}/bot{self._token}/{method}", {"Content-Type": "application/json"}
        try:
            answer = await self._http.ask(Request("POST", url, headers, to_json(body), WITHIN + wait, secret=True))
        except HttpFailed as failed:
            code = _WAY[failed.code]
            raise BotFailed(code, self._masked(failed.detail), permanent=code == "private") from failed
        told = _read(answer)
        if answer.status != 200 or not told["ok"]:
            raise self._refusal(answer, told)
        return told["result"]

    def _refusal(self, answer: Answer, told: Tree) -> BotFailed:
        why, more = self._masked(told["description"].text), told["parameters"]
        if to := more["migrate_to_chat_id"].text:
            return _Moved(to, why)
        if not told:  # no word of Telegram's: something stands between us
            return BotFailed("strange", f"HTTP {answer.status}", wait=retry_after(answer))
        code = "address" if "chat not found" in why else _STATUS.get(answer.status, "strange")
        wait = float(min(max(more["retry_after"].number, 0), DAY))
        return BotFailed(code, why, permanent=answer.status in _FOR_GOOD, gone=code == "gone", wait=wait)

    def _masked(self, text: str) -> str:
        return text.replace(self._token, MASK)


class _Moved(BotFailed):
    """The chat has another number now."""

    def __init__(self, to: str, detail: str) -> None:
        super().__init__("refused", detail, permanent=True)
        self.to = to


def _read(answer: Answer) -> Tree:
    try:
        return Tree(from_json(answer.body))
    except ValueError:
        return Tree(None)


def _heard(update: Tree) -> Heard:
    message = update["message"]
    chat, writer = message["chat"], message["from"]
    return Heard(
        update["update_id"].number, chat["id"].text, _title(chat), writer["language_code"].text.partition("-")[0], message["text"].text,
        message["migrate_to_chat_id"].text,
    )  # fmt: skip


def _title(chat: Tree) -> str:
    """Return what people call a chat: a group's title, somebody's @name, or their name. Nothing in it is unseen or turns the line."""
    name = f"{chat['first_name'].text} {chat['last_name'].text}"
    title = chat["title"].text or (f"@{chat['username'].text}" if chat["username"].text else name)
    return clean_line("".join(c for c in title if c.isprintable()), MAX_TITLE) or chat["id"].text


def _fitting(said: Said, link: str) -> tuple[str, str]:
    """Return the title, and the whole text that begins with it, as long as a message may be: what is cut is the text between."""
    title = _cut(" ".join(said.title.split()), LONGEST // 8)
    room = LONGEST - _units(title) - _units(link) - 4
    return title, "\n\n".join(part for part in (title, _cut(said.text.strip(), room), link) if part)


def _cut(text: str, most: int) -> str:
    if _units(text) <= most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
