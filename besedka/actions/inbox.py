"""Letters that came in: a client's answer becomes their message, a letter that came back is told, and a machine's word is nobody's.

A letter may be read twice, by two nodes or after a crash: its message and its files bear ids that its own id makes, so they are stored
once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import structlog

from besedka.actions import files
from besedka.actions.conversations import Mark
from besedka.actions.deps import Deps
from besedka.actions.files import Uploader
from besedka.actions.follow_ups.keeping import Bounced
from besedka.actions.follow_ups.writing import email_of, language_of
from besedka.actions.messages import Origin, Posted, VisitorPost
from besedka.domain import follow_up, incoming, mail_address
from besedka.domain.conversation import Conversation
from besedka.domain.errors import Refusal, TooMany, Unavailable
from besedka.domain.file import MAX_NAME, PER_MESSAGE
from besedka.domain.ids import ConversationId, FileId, MessageId, made_id
from besedka.domain.incoming import Incoming, Part
from besedka.domain.message import MAX_TEXT, clean_text
from besedka.domain.operator import fold_email
from besedka.domain.project import Project
from besedka.domain.sentences import sentence
from besedka.domain.visitor import VisitorKey
from besedka.ports.database import Script
from besedka.store import conversations, follow_ups, projects
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs

log = structlog.get_logger()
_NOWHERE = Origin("", "", "", "", "")
Spend = Callable[[Conversation], None]
"""Uses one of the messages that somebody may post; TooMany."""
_CUT = {
    "ru": "[…] Текст письма длиннее сообщения: здесь его начало.",
    "en": "[…] The letter's text is longer than a message: this is its beginning.",
}
_REST = {
    "ru": "[…] Письмо слишком большое: взято только начало его текста, без файлов.",
    "en": "[…] The letter is too large: only its text was taken, from the beginning, and no files.",
}
MOST_NOTICES = MAX_TEXT // 2


def passes(refused: Refusal) -> bool:
    """Tell whether what keeps a letter out passes by itself: it is to be taken again later."""
    return isinstance(refused, TooMany | Unavailable) or refused.code == "too_many_uploads"


async def take(deps: Deps, content: bytes, spend: Spend, *, whole: bool = True) -> None:
    """Take a letter in, or its beginning if it is not the whole. What is nobody's is passed over; Refusal, and it `passes`: it is to be
    taken again later."""
    letter = await asyncio.to_thread(partial(incoming.read, content, whole=whole))
    if letter is None:
        log.warning("mail_not_understood")
        return None
    if letter.bounced:
        return await _came_back(deps, content, letter)
    found = None if letter.machine else await deps.database.read(_whose(deps, letter))
    if found is None:
        log.info("mail_passed_over", machine=letter.machine)
        return None
    await _post(deps, letter, found, spend)


@dataclass(frozen=True, slots=True)
class _Found:
    """The conversation that a letter belongs to, and the key of who talks in it."""

    conversation: Conversation
    project: Project
    key: VisitorKey
    upto: int


def _whose(deps: Deps, letter: Incoming) -> Script[_Found | None]:
    """Return the conversation that the letter proves; else the one whose letter it answers, if it comes from that client's address."""
    proven = next((id for to in letter.to if (id := mail_address.read_reply(deps.secret, to))), None)
    follows = mail_address.read_ids(deps.secret, letter.follows)
    named = proven or (follows[0] if follows else None)
    c = None if named is None else (yield from conversations.anywhere(named))
    if c is None or (proven is None and fold_email((yield from email_of(c))) != fold_email(letter.sender)):
        return None
    project = yield from projects.project_by_number(c.project)
    secret = yield from conversations.secret_of_visitor(c.visitor)
    row = yield from follow_ups.by_conversation(c.project, c.id)
    if project is None or secret is None:
        return None
    return _Found(c, project, VisitorKey(c.visitor, secret, ""), row.upto if row else 0)


async def _post(deps: Deps, letter: Incoming, found: _Found, spend: Spend) -> None:
    c = found.conversation
    spend(c)
    attached, refused = await _files(deps, letter, found)
    try:
        said = clean_text(_text(letter, refused, language_of(found.project, c)), files=len(attached))
    except Refusal:
        log.info("mail_without_words")
        return
    id, now = MessageId(_id(letter, c, b"")), deps.clock.now()
    await deps.committer.ask(lambda done: MailPost(found.key, c, letter, id, said, attached, done, now))
    if found.upto > c.visitor_read:  # whoever answers has read
        deps.committer.submit(Mark(c.project, c.id, "visitor", "read", found.upto, now, None, c.visitor))


def _text(letter: Incoming, refused: list[str], language: str) -> str:
    """Return what the letter says, and below it what of it is not there."""
    notices = [*refused, _REST[language]] if letter.cut else refused
    room = MAX_TEXT - min(MOST_NOTICES, len("\n\n".join(notices))) - 2
    text = letter.text
    if len(text) > room:
        notices = [_CUT[language], *notices]
        text = text[: room - len(_CUT[language]) - 2]
    return "\n\n".join(one for one in (text, "\n\n".join(notices)[:MOST_NOTICES]) if one)


async def _files(deps: Deps, letter: Incoming, found: _Found) -> tuple[tuple[FileId, ...], list[str]]:
    """Take in what came with the letter as any upload; what is refused is said in the message itself."""
    c, kept, refused = found.conversation, list[FileId](), list[str]()
    who = Uploader(c.project, "visitor", c.visitor, c.id, found.project.forms)
    for place, part in enumerate(letter.files):
        id = FileId(_id(letter, c, b"%d" % place))
        try:
            await _uploaded(deps, who, id, part)
            kept.append(id)
        except Refusal as refusal:
            if passes(refusal):
                raise
            refused.append(
                f"[{part.name[:MAX_NAME]}] {sentence(refusal.code, refusal.params, language_of(found.project, c))}"
            )
    if letter.over:
        told = {"limit": PER_MESSAGE, "count": PER_MESSAGE + letter.over}
        refused.append(f"[+{letter.over}] {sentence('too_many_files', told, language_of(found.project, c))}")
    return tuple(kept), refused


async def _uploaded(deps: Deps, who: Uploader, id: FileId, part: Part) -> None:
    upload = await files.begin(deps, who, id, part.name, len(part.content))
    if upload.file.state != "ready":
        await files.append(deps, who, id, upload.received, part.content[upload.received :])


def _id(letter: Incoming, c: Conversation, what: bytes) -> bytes:
    named = letter.id or f"{letter.sender} {letter.text}"
    return made_id(b"mail" + c.id + named.encode("utf-8", "replace") + b"\0" + what)


class MailPost:
    """A client's answer by mail, as their message; and the log's line that says how it came."""

    __slots__ = ("_c", "_letter", "_post", "done")

    def __init__(
        self, key: VisitorKey, c: Conversation, letter: Incoming, id: MessageId, text: str, attached: tuple[FileId, ...],
        done: Callable[[Posted | BaseException], None], at: int,
    ) -> None:  # fmt: skip
        self._c, self._letter, self.done = c, letter, done
        self._post = VisitorPost(c.project, key, id, text, at, _NOWHERE, None, done, attached)  # type: ignore[arg-type]

    def need(self, needs: Needs) -> None:
        """What the message needs, and the conversation's letters."""
        self._post.need(needs)
        needs.conversations[self._c.id] = self._c.project
        needs.follow_ups.add(self._c.id)

    def apply(self, ledger: Ledger) -> Posted:
        """Store it once. The next letter to the client follows theirs."""
        posted = self._post.apply(ledger)
        c, row = ledger.conversations.get(self._c.id), ledger.follow_ups.get(self._c.id)
        if posted.position is None or c is None:
            return posted
        if row is not None and mail_address.is_id(self._letter.id):
            ledger.follow_ups[c.id] = now = replace(row, thread=self._letter.id)
            ledger.also(follow_ups.keep(now))
        ledger.announce(c, "letter_received", posted.at, "visitor", None, ref=follow_up.told(self._letter.sender))
        return posted


async def _came_back(deps: Deps, content: bytes, letter: Incoming) -> None:
    """Tell that a letter of ours came back: the report brings its id along. Its address is written to no more."""
    named = await asyncio.to_thread(mail_address.read_ids, deps.secret, content.decode("latin-1"))
    told = None if named is None else await deps.database.read(_letter_of(*named))
    if told is None:
        log.info("mail_passed_over", machine=True)
        return
    c, to = told
    now = deps.clock.now()
    address = mail_address.address_hash(deps.secret, c.project, to)
    await deps.committer.run(lambda: follow_ups.stop(c.project, address, "bounced", now))
    await deps.committer.ask(lambda done: Bounced(c.project, c.id, letter.bounced, now, done))


def _letter_of(id: ConversationId, number: int) -> Script[tuple[Conversation, str] | None]:
    """Return the conversation of a letter, and where it went; None for an earlier one: its address may have been corrected since."""
    c = yield from conversations.anywhere(id)
    row = None if c is None else (yield from follow_ups.by_conversation(c.project, c.id))
    return None if c is None or row is None or not row.email or row.letters != number else (c, row.email)
