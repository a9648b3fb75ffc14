"""A server of Telegram's Bot API (https://core.telegram.org/bots/api) with one bot, as strict as theirs: tests/adapters/bots/test_oracle.py
has the client that most use drive it. Nobody is written to who has not let the bot in, and news are kept until they are confirmed."""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.crm.vendor import Asked, Said, Vendor

NUMBER, NAME = 7000000001, "besedka_test_bot"
TOKEN = f"{NUMBER}:AAE-a_token-that_nobody-guesses-0001"
LONGEST = 4096
_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)")
_KINDS = ("message", "edited_message", "my_chat_member")
Json = dict[str, Any]


@dataclass(slots=True)
class Room:
    """A chat, as the bot may know it. `closed`: why it may not write there."""

    about: Json
    messages: list[Json] = field(default_factory=list)
    closed: str = ""
    moved_to: int = 0


class Refused(Exception):
    """What Telegram says instead of an answer."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.said = Said(code, {"ok": False, "error_code": code, "description": description})
        if parameters:
            self.said.body["parameters"] = parameters  # type: ignore[index]  # made above


class TelegramServer(Vendor):
    """The server, and the people who write to its bot."""

    def __init__(self) -> None:
        super().__init__()
        self.rooms: dict[int, Room] = {}
        self.updates: list[Json] = []
        self.next_update = 5001
        self.webhook = ""
        self.tokens = {TOKEN}
        self.limited = 0
        self.conflicts = 0
        self._kinds: tuple[str, ...] = _KINDS
        self._poll = 0
        self._closed = False
        self._news = threading.Condition(self._lock)

    def stop(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()
        super().stop()

    def place(self, asked: Asked) -> str:
        return asked.path.rpartition("/")[2]

    # ── people ───────────────────────────────────────────────────────────────────────────────────────────────────

    def writes(self, person: int, text: str, chat: int = 0, language: str = "ru", **about: str) -> None:
        """Have a person write to the bot, in their own chat or in a group. `about`: first_name, username, or a group's title."""
        whole = {"id": person, "type": "private", "first_name": "Ольга", **about}
        if chat:
            whole = {"id": chat, "type": "group", "title": about.get("title", "Смена")}
        writer = {"id": person, "is_bot": False, "first_name": "Ольга", "language_code": language}
        with self._news:
            self.rooms.setdefault(chat or person, Room(whole)).about = whole
            self._add("message", {**self._message(whole), "from": writer, "text": text, **_command(text)})

    def opens(self, link: str, person: int, chat: int = 0, language: str = "ru", **about: str) -> None:
        """Have a person open a link to the bot: alone and press Start, or choose a group."""
        parts = urlsplit(link)
        verb, _, token = parts.query.partition("=")
        assert (parts.scheme, parts.netloc, parts.path) == ("https", "t.me", f"/{NAME}"), link
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token), "that is all a link may bring"
        assert verb == ("startgroup" if chat else "start")
        self.writes(person, f"/start@{NAME} {token}" if chat else f"/start {token}", chat, language, **about)

    def upgrades(self, chat: int, to: int) -> None:
        """Have a group become a supergroup."""
        with self._news:
            room = self.rooms[chat]
            room.moved_to = to
            self.rooms[to] = Room({**room.about, "id": to, "type": "supergroup"})
            self._add("message", {**self._message(room.about), "migrate_to_chat_id": to})

    def _message(self, chat: Json) -> Json:
        return {"message_id": self.next_update, "date": int(time.time()), "chat": chat}

    def _add(self, kind: str, body: Json) -> None:
        if kind in self._kinds:
            self.updates.append({"update_id": self.next_update, kind: body})
        self.next_update += 1
        self._news.notify_all()

    # ── methods ──────────────────────────────────────────────────────────────────────────────────────────────────

    def answer(self, asked: Asked) -> Said:
        methods: Mapping[str, Callable[[Json], object]] = {
            "getMe": self._get_me, "getWebhookInfo": self._get_webhook_info, "setWebhook": self._set_webhook,
            "deleteWebhook": self._set_webhook, "getUpdates": self._get_updates, "sendMessage": self._send_message,
        }  # fmt: skip
        called = _PATH.fullmatch(asked.path)
        try:
            if called is None or ":" not in called["token"]:
                raise Refused(404, "Not Found")
            if called["token"] not in self.tokens:
                raise Refused(401, "Unauthorized")
            method = {name.lower(): one for name, one in methods.items()}.get(called["method"].lower())
            if method is None:
                raise Refused(404, "Not Found: method not found")
            return Said(200, {"ok": True, "result": method(_parameters(asked))})
        except Refused as refused:
            return refused.said

    def _get_me(self, _: Json) -> Json:
        can = dict.fromkeys(("can_join_groups", "can_read_all_group_messages", "supports_inline_queries"), False)
        return {"id": NUMBER, "is_bot": True, "first_name": "Беседка", "username": NAME, **can}

    def _get_webhook_info(self, _: Json) -> Json:
        waiting = len(self.updates)
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": waiting}

    def _set_webhook(self, given: Json) -> bool:
        self.webhook = given.get("url", "")
        return True

    def _get_updates(self, given: Json) -> list[Json]:
        if self.webhook:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            )
        offset, limit = int(given.get("offset", 0)), min(max(int(given.get("limit", 100)), 1), 100)
        self._kinds = tuple(given.get("allowed_updates") or self._kinds)
        if offset > self.next_update:  # they count anew after a week of silence
            offset = 0
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        self._poll += 1
        mine = self._poll
        self._news.notify_all()
        self._news.wait_for(
            lambda: self.updates or self._poll != mine or self._closed, timeout=min(int(given.get("timeout", 0)), 50)
        )
        if self._poll != mine:
            self.conflicts += 1
            raise Refused(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self.updates[:limit]

    def _send_message(self, given: Json) -> Json:
        if self.limited:
            raise Refused(429, f"Too Many Requests: retry after {self.limited}", retry_after=self.limited)
        room = self._room(given)
        text, entities = _text(given)
        message = {**self._message(room.about), "from": self._get_me({}), "text": text, "entities": entities}
        if given.get("reply_markup"):
            message["reply_markup"] = {"inline_keyboard": _keyboard(given["reply_markup"])}
        room.messages.append(message)
        self.next_update += 1
        return message

    def _room(self, given: Json) -> Room:
        if given.get("chat_id") in (None, ""):
            raise Refused(400, "Bad Request: chat_id is empty")
        room = self.rooms.get(int(given["chat_id"]))
        if room is None:
            raise Refused(400, "Bad Request: chat not found")
        if room.moved_to:
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, upgraded, migrate_to_chat_id=room.moved_to)
        if room.closed:
            raise Refused(403, f"Forbidden: {room.closed}")
        return room


def _parameters(asked: Asked) -> Json:
    """Return what was given, as JSON or as a form whose values may be JSON."""
    if "json" in asked.headers.get("content-type", ""):
        found = asked.json()
        if not isinstance(found, dict):
            raise Refused(400, "Bad Request: can't parse JSON object")
        return found
    return {name: json.loads(value) if value[:1] in ("[", "{") else value for name, value in asked.form()}


def _text(given: Json) -> tuple[str, list[Json]]:
    text = str(given.get("text", ""))
    if given.get("parse_mode"):
        raise Refused(400, "Bad Request: unsupported parse_mode")
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if _units(text) > LONGEST:
        raise Refused(400, "Bad Request: message is too long")
    entities = given.get("entities") or []
    for one in entities:
        start, length = int(one["offset"]), int(one["length"])
        if start < 0 or length < 1 or start + length > _units(text):
            raise Refused(400, f"Bad Request: entity beginning at UTF-16 offset {start} ends after the end of the text")
        _cut(text, start)
        _cut(text, start + length)
    return text.strip(), entities


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, at: int) -> None:
    try:
        text.encode("utf-16-le")[: 2 * at].decode("utf-16-le")
    except UnicodeDecodeError:
        raise Refused(400, f"Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset {at}") from None


def _keyboard(markup: Json) -> list[list[Json]]:
    for button in (button for row in markup["inline_keyboard"] for button in row):
        if not button.get("text"):
            raise Refused(400, "Bad Request: inline keyboard button text must be non-empty")
        host = urlsplit(button.get("url", "")).hostname or ""
        if "." not in host:
            said = f"inline keyboard button URL '{button.get('url')}' is invalid: Wrong HTTP URL"
            raise Refused(400, f"Bad Request: {said}")
    return list(markup["inline_keyboard"])


def _command(text: str) -> Json:
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]} if command else {}
