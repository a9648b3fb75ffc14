"""One operator's connection: which frames may come when, and what follows. Its cookie was checked before the upgrade."""

from collections.abc import Callable

from pydantic_core import to_json

from besedka.actions.attach import Attachments
from besedka.actions.conversations import Mark, MarkVerb
from besedka.actions.messages import OperatorPost, Posted
from besedka.actions.notes import AddNote, Noted
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Forbidden, NotSignedIn, Refusal
from besedka.domain.events import Event
from besedka.domain.ids import ConversationId, MessageId, NoteId, OperatorId, Position, ProjectNumber, Seq
from besedka.domain.message import clean_text
from besedka.domain.operator import Operator, sees
from besedka.ports.database import DatabaseFailed, Script
from besedka.realtime.blips import OperatorTypes
from besedka.realtime.channel import Channel
from besedka.realtime.host import Host
from besedka.realtime.link import SIGNED_OUT, TOO_SLOW, Link
from besedka.realtime.session import HEARTBEAT, RETRY_MS, Session
from besedka.store import conversations, journal, sessions
from besedka.wire import operator as words
from besedka.wire import operator_facts, operator_words
from besedka.wire.decode import OPERATOR, decode, file_ids
from besedka.wire.shapes import PROTOCOL

RESYNC_AFTER = 2_000
"""Facts beyond which fetching the lists again is shorter than replaying."""


class OperatorSession(Session):
    """An operators' app that is connected. Hears what is in the operator's scope and nothing else."""

    __slots__ = ("_operator", "_unheard", "expires_at", "idle", "token_hash")

    def __init__(self, hub: Host, link: Link, operator: Operator, expires_at: int, token_hash: bytes) -> None:
        super().__init__(hub, link)
        self._operator = operator
        self.expires_at = expires_at
        self.token_hash = token_hash
        self.idle = False
        self._unheard = False

    @property
    def operator_id(self) -> OperatorId:
        """Whose connection this is."""
        return self._operator.id

    @property
    def project(self) -> ProjectNumber:
        """Whose operator this is."""
        return self._operator.project

    @property
    def admin(self) -> bool:
        """True when the whole project is in scope."""
        return self._operator.role == "admin"

    def hear(self, data: bytes) -> None:
        """Act on one frame."""
        frame = decode(OPERATOR, data)
        self.must_fit(frame["t"])
        if frame["t"] == "hello":
            self._hello(frame)
        elif frame["t"] == "ping":
            self.push(b'{"t":"pong"}')
        elif frame["t"] == "post":
            self._post(frame)
        elif frame["t"] == "note":
            self._note(frame)
        else:
            self.spend_small()
            self._small_talk(frame)

    def _small_talk(self, frame: words.Typing | words.Delivered | words.Read | words.See | words.Availability) -> None:
        if frame["t"] == "availability":
            self._stir(frame["idle"])
        elif frame["t"] == "seen":
            by = self._operator.id.hex()
            self.hub.blip(
                self._operator.project, {"b": "operator_sees", "conversation": frame["conversation"], "operator": by}
            )
        elif frame["t"] == "typing":
            self.hub.spawn(self._typing(_conversation(frame["conversation"]), frame["on"]))
        else:
            self._mark(frame["t"], _conversation(frame["conversation"]), frame["seq"])

    # ── hello ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _hello(self, frame: words.Hello) -> None:
        if self.greeted(frame["language"], frame["v"]):
            self.idle = frame.get("idle", False)
            self.hub.spawn(self._welcome(Position(frame["position"])))

    async def _welcome(self, since: Position) -> None:
        try:
            channel = await self.hub.channel(self._operator.project)
            position = await self._admitted(channel)
        except (Refusal, DatabaseFailed) as error:
            self.turn_away(error, SIGNED_OUT if isinstance(error, NotSignedIn) else TOO_SLOW)
            return
        if self.closed:
            return
        resync = since > position or position - since > RESYNC_AFTER
        self.channel, self.position = channel, position if resync else since
        self.behind_since = self.hub.deps.clock.ticks()
        self.hub.join_operator(channel, self)
        self.say(self._words_of_welcome(channel, resync, position))
        channel.greet(self)
        self.greeting_said()
        self.let_in()

    async def _admitted(self, channel: Channel) -> Position:
        """Return where the journal stands. NotSignedIn when the session has ended between the upgrade and `hello`."""
        if self._operator.id not in channel.people:  # added since the channel was opened, perhaps by the command line
            await self.hub.refresh(channel)
        position, standing = await self.hub.deps.database.read(_standing(channel.number, self.token_hash))
        if self.token_hash not in standing:
            raise NotSignedIn("not_signed_in")
        return position

    def _words_of_welcome(self, channel: Channel, resync: bool, upto: Position) -> words.Welcome:
        return {
            "t": "welcome", "v": PROTOCOL, "position": self.position, "upto": upto, "resync": resync, "now": self.now(),
            "heartbeat": HEARTBEAT, "retry": RETRY_MS, **operator_words.presence(channel.there),
        }  # fmt: skip

    # ── what an operator does ────────────────────────────────────────────────────────────────────────────────────

    def _post(self, frame: words.Post) -> None:
        try:
            self.spend(self.operator_id)
            files = file_ids(frame.get("files"))
            unit = OperatorPost(
                self._operator.project, self._operator.id, self.admin, _conversation(frame["conversation"]),
                MessageId(bytes.fromhex(frame["id"])), clean_text(frame["text"], files=len(files)), self.now(),
                self._posted(frame["id"]), files, _quote(frame),
            )  # fmt: skip
            self.hub.deps.committer.submit(unit)
        except Refusal as refusal:
            self.refuse(refusal, frame["id"])

    def _posted(self, id: str) -> Callable[[Posted | BaseException], None]:
        def done(outcome: Posted | BaseException) -> None:
            if isinstance(outcome, BaseException):
                self.refuse(outcome, id)
            else:
                files = operator_words.files(outcome.files)
                self.say({"t": "ack", "id": id, "seq": outcome.seq, "at": outcome.at, "files": files})

        return done

    def _note(self, frame: words.WriteNote) -> None:
        try:
            self.spend(self.operator_id)
            files = Attachments(self.operator_id, file_ids(frame.get("files")))
            id, text = NoteId(bytes.fromhex(frame["id"])), clean_text(frame["text"], files=len(files.ids))
            conversation, done = _conversation(frame["conversation"]), self._noted(frame["id"])
            self.hub.deps.committer.submit(AddNote(self._operator, conversation, self.now(), done, id, text, files))
        except Refusal as refusal:
            self.refuse(refusal, frame["id"])

    def _noted(self, id: str) -> Callable[[Noted | BaseException], None]:
        def done(outcome: Noted | BaseException) -> None:
            if isinstance(outcome, BaseException):
                self.refuse(outcome, id)
            else:
                files = operator_words.files(outcome.attached)
                self.say({"t": "noted", "id": id, "at": outcome.note.at, "files": files})

        return done

    def _mark(self, verb: MarkVerb, conversation: ConversationId, seq: int) -> None:
        mark = Mark(self._operator.project, conversation, "operator", verb, seq, self.now(), self._operator.id, None)
        self.hub.deps.committer.submit(mark)

    def refuse(self, error: BaseException, id: str | None) -> None:
        """Tell what was refused; a colleague is named by name."""
        super().refuse(self._with_name(error) if isinstance(error, Forbidden) else error, id)

    def _with_name(self, refusal: Forbidden) -> Forbidden:
        who = refusal.params.get("operator")
        if not isinstance(who, str) or self.channel is None:
            return refusal
        known = self.channel.people.get(OperatorId(bytes.fromhex(who)))
        return Forbidden(refusal.code, {"operator": known.name if known else "", "operator_id": who})

    def _stir(self, idle: bool) -> None:
        if idle != self.idle and self.channel is not None:
            self.idle = idle
            self.hub.stirred(self.channel)

    async def _typing(self, conversation: ConversationId, on: bool) -> None:
        c = await self._find(conversation)
        if c is not None and sees(self._operator, c) and self.channel is not None:
            self.hub.blip(self.channel.number, self._typing_blip(c, on))

    def _typing_blip(self, c: Conversation, on: bool) -> OperatorTypes:
        visitor, operator = c.visitor.hex(), self._operator.id.hex()
        return {"b": "operator_types", "conversation": c.id.hex(), "visitor": visitor, "operator": operator, "on": on}

    async def _find(self, id: ConversationId) -> Conversation | None:
        assert self.channel is not None
        found = self.channel.recall(id)
        if found is None:
            found = await self.hub.deps.database.read(conversations.by_id(self.channel.number, id))
            if found is not None:
                self.channel.remember(found)
        return found

    # ── what the hub asks ────────────────────────────────────────────────────────────────────────────────────────

    def mention(self, frame: bytes) -> None:
        """Push what nobody minds losing, unless the client reads too slowly: then it is told later that there was something."""
        if self.link.paused:
            self._unheard = True
        else:
            self.push(frame)

    def caught_up(self) -> None:
        """Besides the facts: say that something was told by the way, and lost, if it was."""
        super().caught_up()
        if self._unheard and not self.closed:
            self._unheard = False
            self.push(b'{"t":"unheard"}')

    def check(self, now: float) -> None:
        """Besides silence and slowness: a session that has expired ends its connections too."""
        super().check(now)
        if not self.closed and self.now() >= self.expires_at:
            self.end(SIGNED_OUT)

    def left(self) -> None:
        """Leave the channel."""
        self.hub.leave_operator(self.channel, self)

    def tell(self, event: Event) -> None:
        """Push a replayed fact, if it is in scope."""
        in_scope = sees(self._operator, event.conversation)
        words_for_me = operator_facts.fact(event) if in_scope else operator_facts.outside(event)
        if words_for_me is not None:
            frame = to_json(words_for_me)
            self.push(operator_facts.loud(frame) if in_scope and self._told(event) else frame)

    def _told(self, event: Event) -> bool:
        return self.channel is not None and self._operator.id in self.channel.told(event)

    async def missed(self, position: Position, limit: int) -> tuple[list[Event], Position]:
        """Read the project's facts after `position`."""
        assert self.channel is not None
        events = await self.hub.deps.database.read(journal.after(self.channel.number, position, limit))
        return events, events[-1].position if events else position


def _standing(project: ProjectNumber, token_hash: bytes) -> Script[tuple[Position, set[bytes]]]:
    position = yield from conversations.position(project)
    standing = yield from sessions.standing([token_hash])
    return position, set(standing)


def _quote(frame: words.Post) -> Seq | None:
    return Seq(frame["quote"]) if frame.get("quote") else None


def _conversation(text: str) -> ConversationId:
    return ConversationId(bytes.fromhex(text))
