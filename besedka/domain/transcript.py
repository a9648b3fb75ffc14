"""The text of a conversation, as it goes to a CRM: what was said, by whom, and when.

It is made of messages and of nothing else: notes, times of answering and ratings have no way in (PRODUCT.md 5.2).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from besedka.domain.ids import MessageId, OperatorId
from besedka.domain.message import Message

_WORDS = {
    "en": ("Conversation No. {ordinal}, messages {first} to {last}", "Client", "Operator", "file", "%Y-%m-%d %H:%M"),
    "ru": ("Обращение № {ordinal}, сообщения с {first} по {last}", "Клиент", "Оператор", "файл", "%d.%m.%Y %H:%M"),
}
"""How a piece is called, who speaks where no name is known, what an attachment is, and how a moment is written."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks and where: the client's and the operators' names, the names of files, the time zone, the language (`ru`, `en`)."""

    client: str
    operators: Mapping[OperatorId, str]
    files: Mapping[MessageId, Sequence[str]]
    zone: str = "UTC"
    language: str = "ru"
    about: Sequence[str] = ()
    """Lines that go before a conversation's first message."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which messages of a conversation: its number for people, and the seqs of the first and the last."""

    ordinal: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a span's messages. `mark` is the first line of `text`, and no other part's."""

    mark: str
    text: str


def parts(messages: Iterable[Message], span: Span, voices: Voices, limit: int) -> list[Part]:
    """Return the messages of a span in parts of at most `limit` letters; one that has more than that is cut between two of them. None
    where all are deleted. Marks depend on the span alone, whatever has become of its messages."""
    room = max(100, limit - 100)
    said = (_line(message, voices) for message in messages if message.deleted_at is None)
    told = voices.about if span.first == 1 else ()
    pages = _pages((piece for line in (*told, *said) for piece in (_cut(line, room) or [""])), room)
    return [_part(lines, place, span, voices) for place, lines in enumerate(pages)]


def about(facts: Mapping[str, str], params: Mapping[str, str], language: str) -> list[str]:
    """Return what is told of a client before the first message: the page, where they came from, the site's own parameters."""
    page, source, link = _ABOUT.get(language, _ABOUT["en"])
    told = [
        (page, facts["page"]),
        (source, facts.get("utm_source") or facts["referrer"]),
        (link, facts["conversation_link"]),
    ]
    lines = [f"{name}: {value}" for name, value in (*told, *params.items()) if value]
    return [*lines, ""] if lines else []


_ABOUT = {"en": ("Page", "Source", "Conversation"), "ru": ("Страница", "Источник", "Обращение")}


def _pages(lines: Iterable[str], room: int) -> Iterator[list[str]]:
    page, size = list[str](), 0
    for line in lines:
        if page and size + len(line) > room:
            yield page
            page, size = [], 0
        page.append(line)
        size += len(line) + 1
    if page:
        yield page


def _part(lines: Sequence[str], place: int, span: Span, voices: Voices) -> Part:
    mark = _words(voices)[0].format(ordinal=span.ordinal, first=span.first, last=span.last)
    mark = f"{mark} ({place + 1})" if place else mark
    return Part(mark, "\n".join([mark, "", *lines]))


def _line(message: Message, voices: Voices) -> str:
    _, client, operator, file, moment = _words(voices)
    who = voices.client or client
    if message.author == "operator":
        who = voices.operators.get(message.operator, operator) if message.operator else operator
    at = datetime.fromtimestamp(message.at / 1000, UTC).astimezone(ZoneInfo(voices.zone))
    said = [message.text, *(f"[{file}: {name}]" for name in voices.files.get(message.id, ()))]
    return f"{at:{moment}} {who}: " + "\n".join(text for text in said if text)


def _cut(line: str, room: int) -> list[str]:
    return [line[at : at + room] for at in range(0, len(line), room)]


def _words(voices: Voices) -> tuple[str, str, str, str, str]:
    return _WORDS.get(voices.language, _WORDS["en"])
