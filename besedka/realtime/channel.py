"""A channel: one project's live listeners on this node, and how far they have been told."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable

from pydantic_core import to_json

from besedka.domain import notification
from besedka.domain.conversation import Conversation
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, FileId, Instant, OperatorId, Position, VisitorId
from besedka.domain.links import Links
from besedka.domain.presence import Presence
from besedka.domain.project import Project, look
from besedka.realtime.house import House
from besedka.realtime.link import TOO_SLOW
from besedka.realtime.listener import OperatorListener, VisitorListener
from besedka.realtime.pages import Pages
from besedka.wire import operator_facts, operator_words, visitor_words
from besedka.wire.position import Positions

REMEMBERED = 5_000
"""Conversations whose newest row a channel keeps, so that typing signs ask no database."""


class Channel(Pages):
    """Delivers a project's facts, each encoded once per vocabulary, to whoever may hear them."""

    def __init__(
        self, project: Project, position: Position, house: House, positions: Positions, links: Links,
    ) -> None:  # fmt: skip
        super().__init__(project, house.people)
        self.tags = house.tags
        self._canned = house.canned
        self.position = position
        self.operators: list[OperatorListener] = []
        self.reading = False
        self.looking = asyncio.Lock()
        self.early: deque[list[Event]] = deque()
        self._positions = positions
        self._links = links
        self._recent: OrderedDict[ConversationId, Conversation] = OrderedDict()

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
            if listeners and event.kind == "links_revoked":
                _call_back(listeners)

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

    def to_desks_of(self, operator: OperatorId, frame: bytes) -> None:
        """Push what nobody minds losing to all windows of an operator."""
        for session in self.operators:
            if session.operator_id == operator:
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
        self.look_at_hours(now)
        if before.online != there.online:
            self.show_team()
        if was_away != self.away:
            self.show_shown(now)

    def greet(self, session: OperatorListener) -> None:
        """Tell who has just connected what no fact tells: it may have changed while they were away."""
        for frame in (self.people_frame(), self.project_frame(), self.tags_frame()):
            session.push(frame)

    def show_house(self, project: Project, house: House, now: Instant) -> None:
        """Use today's project, operators, tags and canned responses, and tell everybody what has changed of them."""
        before, team, people = (self.project, self.people), self.team(), house.people
        self.project, self.people = project, people
        self.look_at_hours(now)
        if self.team() != team:
            self.show_team()
        if people != before[1]:
            self._to_desks(self.people_frame())
            for id in before[1].keys() & people.keys():
                if visitor_words.person(id, before[1]) != visitor_words.person(id, people):
                    self.show_person(id)
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
        if project.settings != before.settings:
            self.usual_until = 0.0  # what may be told from now on is looked for at once
        if project != before:
            self._to_desks(self.project_frame())
        if (project.targeting, look(project), project.forms.away) != (
            before.targeting,
            look(before),
            before.forms.away,
        ):
            self.show_shown(now)

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


def _call_back(listeners: list[VisitorListener]) -> None:
    """Have the browsers come again that talk under another's key: they are let in if they still may be."""
    for session in [one for one in listeners if one.lent]:
        session.end(TOO_SLOW)
