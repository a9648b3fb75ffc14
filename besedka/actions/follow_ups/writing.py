"""Writing a letter that brings a client back: what it is made of, read and noted in one commit before it goes.

The letter that is handed over twice, because a node died in between, bears the same id both times: mail services show one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from besedka.actions.deps import Deps
from besedka.domain import continuation, mail_address
from besedka.domain import follow_up as rules
from besedka.domain.conversation import Conversation
from besedka.domain.file import File
from besedka.domain.follow_up import FollowUp
from besedka.domain.follow_up_letter import Content, Line, written
from besedka.domain.ids import OperatorId
from besedka.domain.language import FIRST, asked_for
from besedka.domain.letters import Letter
from besedka.domain.message import Message
from besedka.domain.project import Project
from besedka.ports.database import Script
from besedka.store import contacts, continuations, conversations, files, follow_ups, people, projects

MOST_ANSWERS = 100
"""Answers of one letter, the newest."""
BEFORE = 20
"""Messages of what was said before the first answer."""
STOP_PATH = "/unsubscribe"


def language_of(project: Project, c: Conversation) -> str:
    """Return in which language a client is written to: their own, else the project's, where it is one of letters."""
    spoken = c.language.partition("-")[0].lower()
    return spoken if spoken in FIRST else asked_for(project.language)


def email_of(c: Conversation) -> Script[str]:
    """Return the client's e-mail; empty when nobody knows it."""
    contact = None if c.contact is None else (yield from contacts.by_id(c.project, c.contact))
    return (contact.email if contact else None) or ""


def prepare(deps: Deps, taken: FollowUp) -> Script[Letter | None]:
    """Write the letter of a row that this node holds, and store that it goes. None when another node has the row by now, the conversation
    is gone, or there is nothing to send: that is stored at once too, so that an answer that comes a moment later waits for its letter."""
    project = yield from projects.project_to_change(taken.project)  # one at a time with every unit of the project
    c = yield from conversations.by_id(taken.project, taken.conversation)
    row = yield from follow_ups.by_conversation(taken.project, taken.conversation)
    if project is None or c is None or row is None:
        yield from follow_ups.forget(taken.conversation)
        return None
    if row.held_until != taken.held_until or row.state != "waiting":
        return None
    to = yield from email_of(c)
    stop = yield from follow_ups.stop_of(c.project, mail_address.address_hash(deps.secret, c.project, to))
    wanted = row.operator is not None or project.settings.mail_after > 0
    answers = (yield from _answers(c, row)) if wanted and to and not stop else []
    if not answers:
        yield follow_ups.keep(rules.dropped(row))
        return None
    going = rules.goes(row, answers[-1].seq, to)
    yield follow_ups.keep(going)
    letter = yield from _written(deps, project, c, going, answers)
    return letter


def _answers(c: Conversation, f: FollowUp) -> Script[list[Message]]:
    """Return what is to be sent: what the client has not read, and what has not gone yet. Asked for by hand: else the last answer again."""
    answers = yield from conversations.answers_after(c.id, max(f.upto, c.visitor_read), MOST_ANSWERS)
    if not answers and f.operator is not None:
        answers = yield from conversations.answers_after(c.id, 0, 1)
    return answers


def _written(deps: Deps, project: Project, c: Conversation, f: FollowUp, answers: list[Message]) -> Script[Letter]:
    token, link = continuation.fresh(c.project, c.id, None, deps.clock.now())
    yield from continuations.add(link)
    before, _ = yield from conversations.messages_before(c.id, answers[0].seq, BEFORE)
    attached = yield from files.of_messages([*before, *answers])
    staff = {one.id: one.name for one in (yield from people.operators(c.project))}
    lines = [_line(one, staff, attached.get(one.id, ())) for one in (*before, *answers) if one.deleted_at is None]
    at = len(lines) - len(answers)
    stop = f"{deps.address}{STOP_PATH}/{mail_address.stop_token(deps.secret, c.project, f.email)}"
    content = Content(
        project.name, c.ordinal, language_of(project, c), project.targeting.schedule.zone, lines[at:], lines[:at],
        continuation.address(deps.address, token), stop, bool(deps.reply_to),
    )  # fmt: skip
    return _addressed(deps, written(content, f.email), f, stop)


def _line(m: Message, staff: Mapping[OperatorId, str], attached: Iterable[File]) -> Line:
    who = staff.get(m.operator, "") if m.operator else ""
    return Line(m.at, who, m.author == "operator", m.text, [file.name for file in attached])


def _addressed(deps: Deps, letter: Letter, f: FollowUp, stop: str) -> Letter:
    """Return the letter in its thread: after the first one, the last ones, and the client's own last."""
    earlier = [n for n in range(1, f.letters) if n == 1 or n > f.letters - 6]
    after = [mail_address.message_id(deps.secret, f.conversation, n) for n in earlier]
    reply = mail_address.reply_address(deps.secret, f.conversation, deps.reply_to) if deps.reply_to else ""
    subject = f"Re: {letter.subject}" if after else letter.subject
    return replace(
        letter, subject=subject, reply=reply, stop=stop, id=mail_address.message_id(deps.secret, f.conversation, f.letters),
        after=(*after, *([f.thread] if f.thread else [])),
    )  # fmt: skip
