"""Letters that bring clients back: the follower that notes what nobody has read, and the outbox that sends it (PRODUCT.md 6)."""

import random
from collections.abc import Callable

import structlog

from besedka.actions.deps import Deps
from besedka.actions.follow_ups import writing
from besedka.actions.follow_ups.keeping import Plan, Tell
from besedka.domain import follow_up as rules
from besedka.domain.errors import Refusal
from besedka.domain.follow_up import FollowUp
from besedka.domain.ids import ConversationId, Instant, Position, ProjectNumber
from besedka.domain.outbox import ours
from besedka.jobs.outbox import Outbox, Pace
from besedka.ports.database import DatabaseFailed
from besedka.ports.mail import MailFailed
from besedka.realtime.hub import Hub
from besedka.store import conversations, follow_ups, projects
from besedka.store.follow_ups import Awaited, News

log = structlog.get_logger()
PROJECTS = 50
AT_ONCE = 5_000
"""Facts that one look at a journal passes over."""
MOST = 4
"""Letters that one node hands over at once."""
HELD = 180_000
"""Milliseconds for which a node that takes a letter has it to itself; should the node die, another one takes it then."""
FINISH = 3.0
"""Seconds that a stopping node gives to letters on their way: the thread that hands one over goes on, whoever waits for it."""
AWAITED = 500
"""Letters that are looked at for whether their clients are here."""
EXACT = 15_000
"""Milliseconds: so exactly is it kept when a client was here last."""
SOONEST = 10_000
"""Milliseconds that a letter waits at least, so that every node can say whether its client is there."""
LAG = 1_000
"""Facts without any news after which it is written down that they were looked at."""


class FollowUps:
    """Writes to clients who left."""

    def __init__(self, hub: Hub) -> None:
        self._deps: Deps = hub.deps
        self._hub = hub
        self._looked: dict[ProjectNumber, Position] = {}
        self._letters = Letters(hub.deps)

    async def round(self) -> None:
        """Note what was answered, see who is here, and begin to send what is due. Nothing where no mail is sent."""
        if self._deps.mailer is None:
            return
        await self._catch_up()
        await self._see_who_is_here()
        await self._letters.send_due()

    async def stop(self) -> None:
        """Break off what does not arrive in a moment: whoever takes it next sends the same letter."""
        await self._letters.stop()

    # ── what was answered ────────────────────────────────────────────────────────────────────────────────────────

    async def _catch_up(self) -> None:
        last = ProjectNumber(0)
        while found := await self._deps.database.read(follow_ups.behind(last, PROJECTS)):
            for project, after, stands in found:
                if self._looked.get(project) != stands:
                    await self._guarded(project, after, stands)
            last = found[-1][0]

    async def _guarded(self, project: ProjectNumber, after: Position, stands: Position) -> None:
        """Every project has its turn, however broken another one is."""
        try:
            await self._look(project, after, stands)
        except (DatabaseFailed, Refusal) as error:
            log.warning("follow_ups_held_up", project=project, code=error.code)
        except Exception:
            log.exception("follow_ups_held_up", project=project)

    async def _look(self, project: ProjectNumber, after: Position, stands: Position) -> None:
        upto, now = Position(min(stands, after + AT_ONCE)), self._deps.clock.now()
        since = Instant(now - rules.FRESH)
        found = await self._deps.database.read(follow_ups.news(project, after, upto, since))
        for one in found:
            await self._plan(project, one)
        if found or upto - after >= LAG:
            await self._deps.committer.run(lambda: follow_ups.moved(project, upto))
        else:
            self._looked[project] = stands

    async def _plan(self, number: ProjectNumber, news: News) -> None:
        project = await self._deps.database.read(projects.project_by_number(number))
        c = await self._deps.database.read(conversations.by_id(number, news.conversation))
        wait = project.settings.mail_after * 1_000 if project else 0
        if not wait or c is None or c.unread_visitor == 0 or not await self._deps.database.read(writing.email_of(c)):
            return
        now = self._deps.clock.now()
        due = Instant(max(news.at + wait, now + SOONEST))
        await self._deps.committer.ask(lambda done: Plan(number, news.conversation, news.seq, now, due, done))

    # ── who is here ──────────────────────────────────────────────────────────────────────────────────────────────

    async def _see_who_is_here(self) -> None:
        """A client who is connected to this node has not left: their letter waits on, until they have been gone for long enough."""
        here: dict[ProjectNumber, list[ConversationId]] = {}
        now = self._deps.clock.now()
        for one in await self._deps.database.read(follow_ups.awaited(AWAITED)):
            wait = self._wait_of(one)
            if wait and one.due_at - now < wait - min(EXACT, wait // 4):
                here.setdefault(one.project, []).append(one.conversation)
        for number, ids in here.items():
            due = Instant(now + self._hub.channels[number].project.settings.mail_after * 1_000)
            await self._deps.committer.run(lambda ids=ids, due=due: follow_ups.put_off(ids, due))  # type: ignore[misc]

    def _wait_of(self, one: Awaited) -> int:
        """Return for how many milliseconds a client who is connected to this node must be gone first; 0: they are not."""
        channel = self._hub.channels.get(one.project)
        here = channel is not None and one.visitor in channel.visitors
        return channel.project.settings.mail_after * 1_000 if channel is not None and here else 0


class Letters(Outbox[FollowUp]):
    """Sends the letters that are due."""

    box = follow_ups.OUTBOX
    held_up = "letter_held_up"

    def pace(self) -> Pace:
        """Return how it goes: there is one mail server for all projects, and it may still be talked to when nobody waits for its answer."""
        return Pace(MOST, share=MOST, held=HELD, settles=HELD, finish=FINISH)

    async def send(self, row: FollowUp) -> None:
        """Write a letter as it is today, and hand it over. What nobody thought of is a failure like any other."""
        try:
            letter = await self.deps.committer.run(lambda: writing.prepare(self.deps, row))
            if letter is None or self.deps.mailer is None:
                return None
            await self.deps.mailer.send(letter)
        except MailFailed as failed:
            return await self._failed(row, failed)
        except Exception as error:
            if isinstance(error, DatabaseFailed | Refusal) and error.code != "internal":
                raise
            log.exception("letter_not_understood")
            return await self._failed(row, MailFailed(type(error).__name__))
        project = await self.deps.database.read(projects.project_by_number(row.project))
        wait = project.settings.mail_after * 1_000 if project else 0
        await self._tell(row, lambda known, now: rules.sent(known, now, wait))

    async def _failed(self, row: FollowUp, failed: MailFailed) -> None:
        log.warning("letter_failed", kind="follow_up", tries=row.tries + 1, permanent=failed.permanent)
        code, chance = "mail_refused" if failed.permanent else "mail_away", random.random()
        await self._tell(
            row,
            lambda known, now: rules.failed(known, now, code, str(failed), permanent=failed.permanent, chance=chance),
        )

    async def _tell(self, row: FollowUp, made: Callable[[FollowUp, Instant], FollowUp]) -> None:
        now = self.deps.clock.now()
        change = ours(row, lambda known: made(known, now))
        await self.deps.committer.ask(lambda done: Tell(row.project, row.conversation, change, now, done))
