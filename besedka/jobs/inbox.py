"""The mailbox to which clients answer: read by one node at a time, each letter marked only once it is where it belongs."""

import secrets

import structlog

from besedka.actions import inbox as actions
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant
from besedka.ports.database import DatabaseFailed
from besedka.ports.files import FilesFailed
from besedka.ports.inbox import Arrived, Inbox, InboxFailed
from besedka.realtime.hub import Hub
from besedka.store import bots

log = structlog.get_logger()
NAME = "mailbox"
"""Under what name it is kept which node reads."""
AT_ONCE = 20
HELD = 120_000
"""Milliseconds for which a node that reads has the mailbox to itself; should the node die, another one reads it then."""
PAUSES = (5.0, 15.0, 60.0)
"""Seconds before each further look after one that failed; the last for all that follow."""
BROKEN = 5
"""Looks in vain after which the mailbox is broken, and somebody is told: some three minutes."""
MAX_FAULT = 300
AGAIN = 15.0
"""Seconds after which a letter comes again that could not be taken in: one person's many letters hold nobody else's up."""
TRIES = 3
"""Times that a letter is taken up which breaks something of ours; then it is passed over."""


class Mailbox:
    """Reads the mailbox while no other node does."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self._deps = hub, hub.deps
        self._node = secrets.token_bytes(8)
        self._failures = 0
        self.fault = ""
        """Why it has not been read for a while, in the mail server's words; empty: it is, or it is too early to say."""
        self._not_before = 0.0
        self._broken: dict[int, int] = {}
        self._later: dict[int, float] = {}

    async def round(self) -> None:
        """Take in what is new."""
        box, deps = self._deps.inbox, self._deps
        if box is None or deps.clock.ticks() < self._not_before:
            return
        now = deps.clock.now()
        if not await deps.database.read(bots.is_free(NAME, self._node, now)):
            self._failures, self.fault = 0, ""  # another node reads, and says whether it can
            return
        held = await deps.committer.run(lambda: bots.take(NAME, self._node, now, Instant(now + HELD)))
        if held is not None:
            await self._read(box)

    async def stop(self) -> None:
        """Leave, and let another node read."""
        if self._deps.inbox is not None:
            self._deps.committer.leave(lambda: bots.let_go(NAME, self._node))
            await self._deps.inbox.close()

    async def _read(self, box: Inbox) -> None:
        try:
            for letter in await box.new(AT_ONCE, self._held_up()):
                if await self._take(box, letter):
                    await box.took(letter.number)
                else:
                    self._later[letter.number] = self._deps.clock.ticks() + AGAIN
            self._failures, self.fault = 0, ""
        except InboxFailed as failed:
            pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
            self._failures += 1
            self.fault = str(failed)[:MAX_FAULT] if self._failures >= BROKEN else ""
            self._not_before = self._deps.clock.ticks() + pause
            log.warning("mailbox_away", why=str(failed))

    def _held_up(self) -> set[int]:
        """Return the letters whose time is yet to come again: others go before them."""
        now = self._deps.clock.ticks()
        self._later = {number: at for number, at in self._later.items() if at > now}
        return set(self._later)

    async def _take(self, box: Inbox, letter: Arrived) -> bool:
        """Take one letter in; False when it is to come again."""
        content = await box.content(letter)
        if content is None:
            log.warning("mail_too_large", size=letter.size)
            return True
        try:
            await actions.take(self._deps, content, self._spend)
        except (DatabaseFailed, FilesFailed, Refusal) as error:
            log.warning("mail_held_up", code=error.code)
            return isinstance(error, Refusal) and error.code not in _LATER
        except Exception:
            log.exception("mail_held_up")
            tries = self._broken[letter.number] = self._broken.get(letter.number, 0) + 1
            return tries >= TRIES
        return True

    def _spend(self, c: Conversation) -> None:
        """Use one of the messages that one person may post; TooMany `too_fast`."""
        self._hub.posts.spend(c.visitor, self._deps.clock.ticks())


_LATER = ("too_fast", "busy", "internal", "disk_failing", "read_only", "too_many_uploads")
"""What passes by itself."""

GIVEN_UP = 600.0
LOOKS = 10
