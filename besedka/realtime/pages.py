"""The visitors' pages of one project that are connected to this node, and what they are told besides their own conversation."""

from pydantic_core import to_json

from besedka.domain import schedule, waiting
from besedka.domain.conversation import Conversation
from besedka.domain.ids import Instant, OperatorId, Position, ProjectNumber, VisitorId
from besedka.domain.operator import Operator
from besedka.domain.presence import Presence
from besedka.domain.project import Project, hides, switched_off
from besedka.domain.schedule import Schedule
from besedka.domain.waiting import Wait
from besedka.realtime.listener import VisitorListener
from besedka.wire import visitor_words
from besedka.wire.visitor import ShownChanged, Team


class Pages:
    """Tells pages who is there, how long the wait is, and when and where the chat is shown.

    `usual` is within how many seconds answers came of late, believed until `usual_until`; `places` how many wait before each of those who
    wait the longest, as of the fact `queue_at`, None where the project tells nobody.
    """

    def __init__(self, project: Project, people: dict[OperatorId, Operator]) -> None:
        self.project = project
        self.people = people
        self.visitors: dict[VisitorId, list[VisitorListener]] = {}
        self.there = Presence([], [])
        self.usual: int | None = None
        self.usual_until = 0.0
        self.places: dict[VisitorId, int] | None = None
        self.queue_at = Position(0)
        self._opens: Instant | None = None
        self._hours: tuple[Schedule, Instant | None] | None = None

    @property
    def number(self) -> ProjectNumber:
        """The project's number."""
        return self.project.number

    @property
    def away(self) -> bool:
        """True while there is no button because nobody is there."""
        return hides(self.project, online=bool(self.there.online))

    def listening(self) -> list[VisitorListener]:
        """Return every page that is welcomed."""
        return [one for listeners in self.visitors.values() for one in listeners if one.ready]

    # ── who is there, and how long the wait is ───────────────────────────────────────────────────────────────────

    def team(self, ahead: int | None = None) -> Team:
        """Return who is there, in the visitors' words, how long the wait is, and the form that stands in for the chat."""
        return visitor_words.team(self.there.online, self.people, self.project, self.wait(ahead))

    def wait(self, ahead: int | None = None) -> Wait:
        """Return what is known of the wait: how long answers take while somebody is there, else when the hours begin."""
        online = bool(self.there.online)
        told = online and self.project.settings.show_wait
        return Wait(self.usual if told else None, None if online else self._opens, ahead)

    def ahead(self, c: Conversation | None) -> int | None:
        """Return how many wait before this one's visitor; None for who does not wait, and where the project tells nobody."""
        return None if self.places is None else waiting.ahead(c, self.places)

    def look_at_hours(self, now: Instant) -> None:
        """Know when the hours begin next: reckoned once until they change, or others are chosen."""
        hours = self.project.targeting.schedule
        known, until = self._hours or (None, None)
        if known != hours or (until is not None and now >= until):
            self._hours, self._opens = (hours, schedule.next_change(hours, now)), schedule.opens(hours, now)

    def show_team(self) -> None:
        """Tell pages who is there and how long the wait is, each its own place among those who wait."""
        frames: dict[int | None, bytes] = {}
        for listener in self.listening():
            listener.push(self._team_frame(listener.ahead, frames))

    def show_places(self, places: dict[VisitorId, int] | None) -> None:
        """Tell those whose place among the waiting is another, and nobody else."""
        if places is None and self.places is None:
            return
        self.places = places
        frames: dict[int | None, bytes] = {}
        for listener in self.listening():
            ahead = self.ahead(listener.conversation)
            if ahead != listener.ahead:
                listener.ahead = ahead
                listener.push(self._team_frame(ahead, frames))

    def _team_frame(self, ahead: int | None, made: dict[int | None, bytes]) -> bytes:
        if ahead not in made:
            made[ahead] = to_json({"t": "team", "team": self.team(ahead)})
        return made[ahead]

    def show_person(self, id: OperatorId) -> None:
        """Tell the visitors who talk with this operator what they look like now; others need not know of them."""
        frame = to_json({"t": "person", "person": visitor_words.person(id, self.people)})
        for listener in self.listening():
            c = listener.conversation
            if c is not None and id in (c.assignee, c.last_operator):
                listener.push(frame)

    # ── when and where the chat is shown ─────────────────────────────────────────────────────────────────────────

    def shown(self, now: Instant, *, known: bool) -> ShownChanged:
        """Return when and where the chat is shown, as of now, in the visitors' words. Who is `known` keeps it, whoever is there."""
        return {"t": "shown", "shown": visitor_words.shown(self.project, now, away=self.away and not known)}

    def shown_version(self, *, known: bool) -> str:
        """Return the name of what `shown` says, the look's too."""
        return visitor_words.shown_version(self.project, away=self.away and not known)

    def show_shown(self, now: Instant) -> None:
        """Tell pages when and where the chat is shown: other words for who has a conversation, while nobody is there."""
        frames = {known: to_json(self.shown(now, known=known)) for known in (False, True)}
        for listener in self.listening():
            listener.push(frames[listener.conversation is not None])

    def say_farewell(self, now: Instant) -> None:
        """The project is no more: take the button off the pages."""
        off = switched_off(self.number, self.project.key)
        frame = to_json({"t": "shown", "shown": visitor_words.shown(off, now)})
        for listener in self.listening():
            listener.push(frame)
