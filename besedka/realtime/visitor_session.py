"""One visitor's connection: which frames may come when, and what follows."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from besedka.actions import visits
from besedka.actions.conversations import Mark, MarkVerb
from besedka.actions.messages import Posted, VisitorPost
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput, Refusal, Unavailable
from besedka.domain.events import Event
from besedka.domain.file import File
from besedka.domain.forms import must_not_need_consent
from besedka.domain.ids import FileId, MessageId, Position, Seq, VisitorId
from besedka.domain.message import Message, clean_preview, clean_text
from besedka.domain.request import Request
from besedka.domain.visitor import VisitorKey
from besedka.ports.database import DatabaseFailed
from besedka.realtime.about import About
from besedka.realtime.arriving import Arrival, admitted, arrival
from besedka.realtime.channel import Channel
from besedka.realtime.host import Host
from besedka.realtime.judging import judgement
from besedka.realtime.leaving import left
from besedka.realtime.link import RESTARTING, TOO_SLOW, Link, farewell
from besedka.realtime.recognising import proven
from besedka.realtime.session import Session
from besedka.realtime.welcoming import older, welcome
from besedka.store import conversations
from besedka.store.files import Attached
from besedka.wire import visitor as words
from besedka.wire import visitor_words
from besedka.wire.decode import decode_visitor, file_ids

_Talk: TypeAlias = (
    words.Post | words.Typing | words.History | words.Delivered | words.Read | words.Confirm | words.Rate | words.About
)


class VisitorSession(Session):
    """A widget that is connected. Reaches its own conversation and nothing else."""

    __slots__ = ("_about", "_browser", "_key", "_page_origin", "_paging", "_starting", "ahead", "conversation", "lent")

    def __init__(
        self, hub: Host, link: Link, page_origin: tuple[str | None, str], user_agent: str, address: str
    ) -> None:
        super().__init__(hub, link)
        self._page_origin = page_origin
        self._about = About(hub, user_agent, address)
        self.household = hub.crowd.household(address)
        self._starting = False
        self._key: VisitorKey | None = None
        self._browser: VisitorId | None = None
        self.lent = False
        self._paging = False
        self.conversation: Conversation | None = None
        self.ahead: int | None = None

    def hear(self, data: bytes) -> None:
        """Act on one frame."""
        frame = decode_visitor(data)
        self.must_fit(frame["t"])
        if frame["t"] == "hello":
            self._hello(frame)
        elif frame["t"] == "ping":
            self.push(b'{"t":"pong"}')
        else:
            self._talk(frame)

    def _talk(self, frame: _Talk) -> None:
        if frame["t"] == "post":
            self._post(frame)
            return
        self.spend_small()
        if frame["t"] == "typing":
            self._typing(frame["on"], frame.get("text", ""))
        elif frame["t"] == "history":
            self._page(frame["before"])
        elif frame["t"] == "about":
            self._about.heard(frame, self.conversation)
            self._recognise_anew(frame.get("claims", {}))
        elif frame["t"] == "confirm" or frame["t"] == "rate":
            self._judge(frame)
        else:
            self._mark(frame["t"], frame["seq"])

    # ── hello ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _hello(self, frame: words.Hello) -> None:
        if not self.greeted(frame["language"], frame["v"]):
            return
        self._about.greeted(frame)
        self.hub.spawn(self._welcome(frame))

    async def _welcome(self, frame: words.Hello) -> None:
        try:
            self.channel = channel = await admitted(self.hub, frame["project"], self._page_origin)
            came = await arrival(self.hub, channel, frame)
            if not self.closed:
                self._join(channel, came)
                self._tell_shown(channel, frame.get("shown"))
        except Refusal as refusal:
            self.turn_away(refusal, farewell(refusal))
        except DatabaseFailed as error:
            self.turn_away(Unavailable("internal" if error.code == "constraint" else error.code), TOO_SLOW)

    def _join(self, channel: Channel, came: Arrival) -> None:
        visit, self._browser = came.visit, came.browser.visitor
        self.lent = came.key.visitor != self._browser
        self._recognise(visit.conversation)
        self._key, self.conversation, self.position = came.key, visit.conversation, visit.position
        self.hub.join_visitor(channel, self, came.key.visitor)
        self.say(self._words_of_welcome(channel, came))
        self.greeting_said()
        for event in visit.events or ():
            self.tell(event)
        if not self.settled():
            self.behind_since = self.hub.deps.clock.ticks()
        self.let_in()
        if came.home is not None:
            self._about.proves(*came.home)
        self._about.came(self.conversation, visit.profile)

    def _words_of_welcome(self, channel: Channel, came: Arrival) -> words.Welcome:
        messages = [self._message(m, came.visit.attached) for m in came.visit.messages]
        position = self.hub.positions.seal(came.has, came.key.visitor)
        return welcome(channel, came.visit, position, came.browser.text if came.made else None, messages, self.now())

    def _tell_shown(self, channel: Channel, known: str | None) -> None:
        """Tell a page what is shown, when and where, if it knows another than today's."""
        here = self.conversation is not None
        if known is not None and not self.closed and known != channel.shown_version(known=here):
            self.say(channel.shown(self.now(), known=here))

    def _recognise_anew(self, said: words.Claims) -> None:
        """Have a page whose visitor signed in meanwhile, or as somebody else, greet us anew: another conversation is theirs."""
        assert self.channel is not None
        who, known = proven(self.hub.deps, self.channel.project, said), self._about.told.proven
        if who is not None and (known is None or known.id != who.id):
            self.end(RESTARTING)

    def _recognise(self, conversation: Conversation | None) -> None:
        """Whoever has a conversation is no stranger of their address any more. TooMany for a stranger too many."""
        if conversation is None:
            self.hub.crowd.must_have_room(self.household)
        else:
            self.hub.crowd.went(self.household)
            self.household = ""

    # ── what a welcomed visitor does ─────────────────────────────────────────────────────────────────────────────

    def _post(self, frame: words.Post) -> None:
        try:
            assert self._key is not None
            assert self.channel is not None
            self.spend(self._key.visitor)
            self._may_start()
            files, rules = file_ids(frame.get("files")), self.channel.project.forms
            id = MessageId(bytes.fromhex(frame["id"]))
            if "form" in frame:
                self._leave(id, left(rules, frame["form"]))
            else:
                must_not_need_consent(rules, talks=self.conversation is not None)
                self._submit(id, clean_text(frame["text"], files=len(files)), files)
        except Refusal as refusal:
            self.refuse(refusal, frame["id"])

    def _may_start(self) -> None:
        """Use one of the address's new conversations, once; TooMany `too_many_conversations`. Who has one needs no other."""
        if self.conversation is None and self.household and not self._starting:
            self.hub.conversations.spend(self.household, self.hub.deps.clock.ticks())
            self._starting = True

    def _leave(self, id: MessageId, request: Request | BadInput) -> None:
        """Store what was left by a form, as the message that it makes."""
        self._submit(id, "", (), request)
        if self.conversation is not None and isinstance(request, Request):
            self._about.typed(request.contacts, self.conversation)

    def _submit(
        self, id: MessageId, text: str, files: tuple[FileId, ...], request: Request | BadInput | None = None
    ) -> None:
        channel, key, origin = self.channel, self._key, self._about.origin()
        assert channel is not None
        assert key is not None
        self.hub.deps.committer.submit(VisitorPost(
            channel.number, key, id, text, self.now(), origin, self, self._posted(id), files, request, self._browser, bool(channel.online)
        ))  # fmt: skip

    def _posted(self, id: MessageId) -> Callable[[Posted | BaseException], None]:
        def done(outcome: Posted | BaseException) -> None:
            if isinstance(outcome, BaseException):
                self.refuse(outcome, id.hex())
                return
            position, files = self._position_of(outcome), self._files(outcome.files) if outcome.files else []
            self.push(visitor_words.ack(outcome.id, outcome.seq, outcome.at, position, files))

        return done

    def _files(self, attached: Iterable[File]) -> list[words.File]:
        assert self._key is not None
        visitor = self._key.visitor
        return visitor_words.files(attached, lambda file: self.hub.links.seal(file, visitor))

    def _message(self, m: Message, attached: Attached) -> words.Message:
        assert self.channel is not None
        return visitor_words.message(m, self.channel.people, self._files(attached.get(m.id, ())))

    def _position_of(self, posted: Posted) -> str | None:
        """Return the post's position if every fact before it has been told: the client will resume after it.

        Acknowledgements overtake facts: they go out first, and facts of the same commit may be lost with the connection.
        """
        if (
            posted.position is None
            or self._key is None
            or self.behind_since is not None
            or posted.after > self.position
        ):
            return None
        self.position = posted.position
        return self.hub.positions.seal(posted.position, self._key.visitor)

    def _typing(self, on: bool, text: str) -> None:
        c = self.conversation
        if c is not None and self.channel is not None:
            assignee = None if c.assignee is None else c.assignee.hex()
            shown = clean_preview(text) if on and self.channel.project.settings.show_client_typing else ""
            self.hub.blip(
                self.channel.number,
                {"b": "visitor_types", "conversation": c.id.hex(), "assignee": assignee, "on": on, "text": shown},
            )

    def _mark(self, verb: MarkVerb, seq: int) -> None:
        c = self.conversation
        if c is not None and (seq > c.visitor_read if verb == "read" else seq > c.visitor_delivered):
            self.hub.deps.committer.submit(Mark(c.project, c.id, "visitor", verb, seq, self.now(), None, c.visitor))

    def _judge(self, frame: words.Confirm | words.Rate) -> None:
        """Take what the client says about a closing; who has no conversation has nothing to judge."""
        if self.conversation is not None:
            self.hub.deps.committer.submit(judgement(self.conversation, frame, self.now(), self._judged))

    def _judged(self, outcome: BaseException | None) -> None:
        if outcome is not None:
            self.refuse(outcome, None)

    def _page(self, before: int) -> None:
        """A page is large: one at a time, and none for who does not read. Unavailable `busy`."""
        if self._paging or self.link.paused:
            raise Unavailable("busy")
        self._paging = True
        self.hub.spawn(self._history(before))

    async def _history(self, before: int) -> None:
        c = self.conversation
        try:
            messages, attached, more = ([], {}, False) if c is None else await older(self, c.id, Seq(before))
            self.say({"t": "older", "messages": [self._message(m, attached) for m in messages], "more": more})
        except DatabaseFailed as error:
            self.refuse(error, None)
        finally:
            self._paging = False

    # ── what the hub asks ────────────────────────────────────────────────────────────────────────────────────────

    def left(self) -> None:
        """Leave the channel; with the last window the visitor has left the site."""
        self.hub.leave_visitor(self.channel, self, None if self._key is None else self._key.visitor)
        self._about.left(self.channel, self.conversation)

    def show_page(self) -> None:
        """Say to the operators which page is looked at."""
        self._about.asked(self.conversation)

    def began(self, conversation: Conversation) -> None:
        """Keep what was told since the first message of this conversation was written."""
        self._about.began(conversation)

    def tell(self, event: Event) -> None:
        """Push a replayed fact of the own conversation."""
        self.conversation = event.conversation
        self.began(event.conversation)
        if frame := self.channel.visitor_frame(event) if self.channel else b"":
            self.push(frame)

    async def missed(self, position: Position, limit: int) -> tuple[list[Event], Position]:
        """Read the own conversation's facts after `position`."""
        assert self.channel is not None
        assert self._key is not None
        if self.conversation is None:
            state = await self.hub.deps.database.read(
                conversations.of_visitor(self._key.visitor, self._key.secret_hash)
            )
            self.conversation = state.conversation
        return await self.hub.deps.database.read(
            visits.catch_up(self.channel.number, self.conversation, position, limit)
        )
