"""A channel: one project's live listeners on this node, and how far they have been told."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable

from pydantic_core import to_json

from besedka.domain import notification
from besedka.domain.conversation import Conversation
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, FileId, Instant, OperatorId, Position, ProjectNumber, VisitorId
from besedka.domain.links import Links
from besedka.domain.presence import Presence
from besedka.domain.project import Project, hides, look, switched_off
from besedka.realtime.house import House
from besedka.realtime.listener import OperatorListener, VisitorListener
from besedka.wire import operator_facts, operator_words, visitor_words
from besedka.wire.position import Positions
from besedka.wire.visitor import ShownChanged, Team

REMEMBERED = 5_000
"""Conversations whose newest row a channel keeps, so that typing signs ask no database."""


class Channel:
    """Delivers a project's facts, each encoded once per vocabulary, to whoever may hear them."""

    def __init__(
        self, project: Project, position: Position, house: House, positions: Positions, links: Links,
    ) -> None:  # fmt: skip
        self.project = project
        self.people, self.tags = house.people, house.tags
        self._canned = house.canned
        self.position = position
        self.visitors: dict[VisitorId, list[VisitorListener]] = {}
        self.operators: list[OperatorListener] = []
        self.there = Presence([], [])
        self.reading = False
        self.looking = asyncio.Lock()
        self.early: deque[list[Event]] = deque()
        self._positions = positions
        self._links = links
        self._recent: OrderedDict[ConversationId, Conversation] = OrderedDict()

    @property
    def number(self) -> ProjectNumber:
        """The project's number."""
        return self.project.number

    @property
    def online(self) -> list[OperatorId]:
        """Who is there for clients: neither away nor offline."""
        return self.there.online

    @property
    def idle(self) -> bool:
        """True when nobody listens."""
        return not self.visitors and not self.operators

    def deliver(self, events: list[Event]) -> None:
        """Tell the next facts, in order, to everyone in whose scope they are."""
        for event in events:
            self.position = event.position
            self.remember(event.conversation)
            if self.operators:
                self._to_operators(event)
            listeners = self.visitors.get(event.conversation.visitor)
            if listeners:
                self._to_visitor(event, listeners)

    def _to_operators(self, event: Event) -> None:
        frame = operator_facts.encoded(event)
        told = self.told(event)
        loud = operator_facts.loud(frame) if told else frame
        assignee, others = event.conversation.assignee, operator_facts.outside(event)
        outside = None if others is None else to_json(others)
        for session in self.operators:
            if event.position > session.position:
                if assignee is None or session.admin or session.operator_id == assignee:
                    session.deliver(event.position, loud if session.operator_id in told else frame)
                elif outside is not None:
                    session.deliver(event.position, outside)
                elif session.behind_since is None:
                    session.position = event.position

    def told(self, event: Event) -> tuple[OperatorId, ...]:
        """Return the operators whose apps are to tell them of the fact."""
        return notification.told(event, self.people, self.there.online, self.project.settings.notify_unassigned)

    def _to_visitor(self, event: Event, listeners: list[VisitorListener]) -> None:
        conversation, frame = event.conversation, b""
        for session in listeners:
            if session.conversation is None:
                self._begins(session, event)
            session.conversation = conversation
            if event.position <= session.position:
                continue
            if session is event.origin and event.kind == "message_posted":
                if session.behind_since is None:
                    session.position = event.position
                continue
            frame = frame or self.visitor_frame(event)
            if frame:
                session.deliver(event.position, frame)
            elif session.behind_since is None:
                session.position = event.position  # nothing for visitors in it: a note

    def _begins(self, session: VisitorListener, event: Event) -> None:
        if self.away:
            session.say(self.shown(event.at, known=True))
        session.began(event.conversation)

    def visitor_frame(self, event: Event) -> bytes:
        """Return the fact in the visitor's words; empty when there are none."""
        visitor = event.conversation.visitor
        words = visitor_words.fact(
            event, self._positions.seal(event.position, visitor), self.people, self.signer(visitor)
        )
        return b"" if words is None else to_json(words)

    def signer(self, visitor: VisitorId) -> Callable[[FileId], str]:
        """Return what makes this visitor's links to files."""
        return lambda file: self._links.seal(file, visitor)

    # ── what nobody minds losing ─────────────────────────────────────────────────────────────────────────────────

    def remember(self, conversation: Conversation) -> None:
        """Keep the newest row of a conversation that is alive."""
        self._recent[conversation.id] = conversation
        self._recent.move_to_end(conversation.id)
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)

    def recall(self, id: ConversationId) -> Conversation | None:
        """Return the newest row that is remembered."""
        return self._recent.get(id)

    def visitor_types(self, conversation: str, assignee: OperatorId | None, on: bool, text: str) -> None:
        """Show the operators in whose scope the conversation is that the visitor types."""
        frame = to_json(
            {"t": "typing", "conversation": conversation, "by": "visitor", "operator": None, "on": on, "text": text}
        )
        self.to_desks_in_scope(assignee, frame)

    def to_desks_in_scope(self, assignee: OperatorId | None, frame: bytes) -> None:
        """Push what nobody minds losing to the operators in whose scope a conversation of this assignee is."""
        for session in self.operators:
            if assignee is None or session.admin or session.operator_id == assignee:
                session.mention(frame)

    def ask(self, visitor: VisitorId) -> None:
        """Have the visitor's newest connection here, if there is one, say which page is looked at."""
        for listener in self.visitors.get(visitor, [])[-1:]:
            listener.show_page()

    def operator_types(self, conversation: str, visitor: VisitorId, operator: OperatorId, on: bool) -> None:
        """Show the visitor, and the other operators in scope, that an operator types."""
        known = self.people.get(operator)
        for listener in self.visitors.get(visitor, ()):
            listener.say({"t": "typing", "on": on, "name": known.name if known else visitor_words.FORMER})
        frame = to_json(
            {
                "t": "typing",
                "conversation": conversation,
                "by": "operator",
                "operator": operator.hex(),
                "on": on,
                "text": "",
            }
        )
        for session in self.operators:
            if session.operator_id != operator and session.admin and not session.link.paused:
                session.push(frame)

    def show_presence(self, there: Presence, now: Instant) -> None:
        """Tell everybody who is there, if that changed; pages also whether they show the chat."""
        if there == self.there:
            return
        before, was_away, self.there = self.there, self.away, there
        self._to_desks(to_json({"t": "presence", **operator_words.presence(there)}))
        if before.online != there.online:
            self._show_team()
        if was_away != self.away:
            self._show_shown(now)

    def say_farewell(self, now: Instant) -> None:
        """The project is no more: take the button off the pages."""
        off = switched_off(self.number, self.project.key)
        frame = to_json({"t": "shown", "shown": visitor_words.shown(off, now)})
        for listener in self._pages():
            listener.push(frame)

    def greet(self, session: OperatorListener) -> None:
        """Tell who has just connected what no fact tells: it may have changed while they were away."""
        for frame in (self.people_frame(), self.project_frame(), self.tags_frame()):
            session.push(frame)

    def show_house(self, project: Project, house: House, now: Instant) -> None:
        """Use today's project, operators, tags and canned responses, and tell everybody what has changed of them."""
        before, people = (self.project, self.people), house.people
        self.project, self.people = project, people
        if people != before[1]:
            self._to_desks(self.people_frame())
            self._show_team()
            for id in before[1].keys() & people.keys():
                if visitor_words.person(id, before[1]) != visitor_words.person(id, people):
                    self._show_person(id)
        self._show_project(before[0], now)
        if house.tags != self.tags:
            self.tags = house.tags
            self._to_desks(self.tags_frame())
        if house.canned != self._canned:
            self._canned = house.canned
            self._to_desks(b'{"t":"canned"}')  # their apps ask for them

    def crm_heard(self) -> None:
        """Tell everybody that something changed in the CRM: their apps ask again for what they show of it."""
        self._to_desks(b'{"t":"crm"}')

    def deals_changed(self) -> None:
        """Have every app fetch again what it shows of the built-in CRM's leads."""
        self._to_desks(b'{"t":"deals"}')

    def _show_project(self, before: Project, now: Instant) -> None:
        """Tell desks and pages what has changed of the project."""
        project = self.project
        if project != before:
            self._to_desks(self.project_frame())
        if (project.targeting, look(project), project.forms.away) != (
            before.targeting,
            look(before),
            before.forms.away,
        ):
            self._show_shown(now)
        if (project.forms, project.multiwidget) != (before.forms, before.multiwidget):
            self._show_team()

    def people_frame(self) -> bytes:
        """Return all operators as they are now, in the operators' words."""
        return to_json({"t": "people", "operators": [operator_words.operator(o) for o in self.people.values()]})

    def project_frame(self) -> bytes:
        """Return the project as it is now, in the operators' words."""
        return to_json({"t": "project", "project": operator_words.project(self.project)})

    def tags_frame(self) -> bytes:
        """Return all tags as they are now."""
        return to_json({"t": "tags", "tags": [operator_words.tag(tag) for tag in self.tags]})

    def _to_desks(self, frame: bytes) -> None:
        for session in self.operators:
            session.push(frame)

    def _show_person(self, id: OperatorId) -> None:
        """Tell the visitors who talk with this operator what they look like now; others need not know of them."""
        frame = to_json({"t": "person", "person": visitor_words.person(id, self.people)})
        for listeners in self.visitors.values():
            for listener in listeners:
                c = listener.conversation
                if listener.ready and c is not None and id in (c.assignee, c.last_operator):
                    listener.push(frame)

    @property
    def away(self) -> bool:
        """True while there is no button because nobody is there."""
        return hides(self.project, online=bool(self.there.online))

    def shown(self, now: Instant, *, known: bool) -> ShownChanged:
        """Return when and where the chat is shown, as of now, in the visitors' words. Who is `known` keeps it, whoever is there."""
        return {"t": "shown", "shown": visitor_words.shown(self.project, now, away=self.away and not known)}

    def shown_version(self, *, known: bool) -> str:
        """Return the name of what `shown` says, the look's too."""
        return visitor_words.shown_version(self.project, away=self.away and not known)

    def team(self) -> Team:
        """Return who is there, in the visitors' words, and the form that stands in for the chat."""
        return visitor_words.team(self.there.online, self.people, self.project)

    def _show_shown(self, now: Instant) -> None:
        """Tell pages when and where the chat is shown: other words for who has a conversation, while nobody is there."""
        frames = {known: to_json(self.shown(now, known=known)) for known in (False, True)}
        for listener in self._pages():
            listener.push(frames[listener.conversation is not None])

    def _show_team(self) -> None:
        frame = to_json({"t": "team", "team": self.team()})
        for listener in self._pages():
            listener.push(frame)

    def _pages(self) -> list[VisitorListener]:
        return [one for listeners in self.visitors.values() for one in listeners if one.ready]
