"""The mailbox to which clients answer: read by one node at a time, each letter marked only once it is where it belongs."""

import secrets

import structlog

from besedka.actions import inbox as actions
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Refusal
from besedka.domain.ids import Instant
from besedka.ports.database import DatabaseFailed
from besedka.ports.files import FilesFailed
from besedka.ports.inbox import Arrived, Inbox, InboxFailed, LetterRefused
from besedka.realtime.hub import Hub
from besedka.store import bots

log = structlog.get_logger()
NAME = "mailbox"
"""Under what name it is kept which node reads."""
AT_ONCE = 20
LOOKS = 25
"""Looks in one round, while each finds as many letters as it may: nobody waits for the next round behind a heap of junk."""
HELD = 120_000
"""Milliseconds for which a node that reads has the mailbox to itself; should the node die, another one reads it then."""
WELL = 60_000
"""Milliseconds after which a node that reads writes down again that it does: no node says then that nobody can."""
PAUSES = (5.0, 15.0, 60.0)
"""Seconds before each further look after one that failed; the last for all that follow."""
BROKEN = 5
"""Looks in vain after which the mailbox is broken, and somebody is told: some three minutes."""
AWAY = "mailbox_away"
"""What projects are told then; the mail server's own words, which name its folders and accounts, are for the log."""
AGAIN = 15.0
"""Seconds after which a letter comes again that could not be taken in: one person's many letters hold nobody else's up."""
TRIES = 3
"""Times that a letter is taken up which breaks something of ours, or is refused to us; then it is passed over."""
GIVEN_UP = 600.0
"""Seconds after which one comes again that the mail server refuses us and that was passed over: it may be mended."""


class Mailbox:
    """Reads the mailbox while no other node does."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self._deps = hub, hub.deps
        self._node = secrets.token_bytes(8)
        self._failures = 0
        self.fault = ""
        """Why no node has read it for a while, as a code; empty: one has, or it is too early to say."""
        self._well = 0
        """When it was last written down that a node has read it."""
        self._not_before = 0.0
        self._broken: dict[int, int] = {}
        self._later: dict[int, float] = {}

    async def round(self) -> None:
        """Take in what is new."""
        box = self._deps.inbox
        for _ in range(LOOKS):
            if box is None or not await self._look(box):
                return

    async def stop(self) -> None:
        """Leave, and let another node read."""
        if self._deps.inbox is not None:
            self._deps.committer.leave(lambda: bots.let_go(NAME, self._node))
            await self._deps.inbox.close()

    async def _look(self, box: Inbox) -> bool:
        """Read some of what is new, if it is our turn; True when there may be more."""
        return self._deps.clock.ticks() >= self._not_before and await self._is_ours() and await self._read(box)

    async def _is_ours(self) -> bool:
        """Keep the mailbox for this node, unless another one reads it."""
        deps, now = self._deps, self._deps.clock.now()
        held = None
        if await deps.database.read(bots.is_free(NAME, self._node, now)):
            held = await deps.committer.run(lambda: bots.take(NAME, self._node, now, Instant(now + HELD)))
        well = await deps.database.read(bots.position(NAME)) if held is None else held
        if well != self._well:  # some node has read it since
            self._well, self._failures, self.fault = well, 0, ""
        return held is not None

    async def _read(self, box: Inbox) -> bool:
        """Read some of what is new, or see why not."""
        try:
            letters = await box.new(AT_ONCE, self._held_up())
            for letter in letters:
                await self._read_one(box, letter)
        except InboxFailed as failed:
            await self._fails(failed)
            return False
        self._failures, self.fault = 0, ""
        await self._went_well()
        return len(letters) >= AT_ONCE

    async def _fails(self, failed: InboxFailed) -> None:
        """Wait, and let another node try: what keeps this one from the mailbox may keep it alone."""
        log.warning("mailbox_away", why=str(failed))
        pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        self.fault = AWAY if self._failures >= BROKEN else ""
        self._not_before = self._deps.clock.ticks() + pause
        await self._deps.committer.run(lambda: bots.let_go(NAME, self._node))

    async def _went_well(self) -> None:
        """Write down that it is read, for nodes that cannot."""
        now, before = self._deps.clock.now(), self._well
        if not 0 <= now - before < WELL:
            await self._deps.committer.run(lambda: bots.went_on(NAME, self._node, before, now))
            self._well = now

    async def _read_one(self, box: Inbox, letter: Arrived) -> None:
        """Take one letter in and mark it, or have it come again."""
        wait = AGAIN
        try:
            if await self._take(box, letter):
                await box.took(letter.number)
                self._broken.pop(letter.number, None)
                return
        except LetterRefused as refused:
            log.warning("mail_refused", why=str(refused))
            wait = GIVEN_UP if self._tries(letter) >= TRIES else AGAIN
        except InboxFailed:  # the server may break off over this one: others go first when it is back
            self._comes_again(letter, PAUSES[-1] + AGAIN)
            raise
        self._comes_again(letter, wait)

    def _comes_again(self, letter: Arrived, wait: float) -> None:
        self._later[letter.number] = self._deps.clock.ticks() + wait

    def _tries(self, letter: Arrived) -> int:
        """Count one more time that a letter was taken up in vain; return how many there were."""
        tries = self._broken[letter.number] = self._broken.get(letter.number, 0) + 1
        return tries

    def _held_up(self) -> set[int]:
        """Return the letters whose time is yet to come again: others go before them."""
        now = self._deps.clock.ticks()
        self._later = {number: at for number, at in self._later.items() if at > now}
        return set(self._later)

    async def _take(self, box: Inbox, letter: Arrived) -> bool:
        """Take one letter in; False when it is to come again."""
        content = await box.content(letter)
        if content is None:
            log.warning("mail_gone")
            return True
        if letter.large:
            log.warning("mail_too_large", size=letter.size)
        try:
            await actions.take(self._deps, content, self._spend, whole=not letter.large)
        except (DatabaseFailed, FilesFailed, Refusal) as error:
            log.warning("mail_held_up", code=error.code)
            return isinstance(error, Refusal) and not actions.passes(error)
        except Exception:
            log.exception("mail_held_up")
            return self._tries(letter) >= TRIES
        return True

    def _spend(self, c: Conversation) -> None:
        """Use one of the messages that one person may post; TooMany `too_fast`."""
        self._hub.posts.spend(c.visitor, self._deps.clock.ticks())
