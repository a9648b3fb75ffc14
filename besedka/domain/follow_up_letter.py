"""What a letter says that brings a client back: the answers, a way to go on, and what was said before. All of it is data.

It is made of messages and of nothing else: notes, ratings and what is known of the client have no way in (SECURITY.md, lines 1 and 12).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

from besedka.domain.ids import Instant
from besedka.domain.letters import Letter

MARK = "##-"
"""How the line begins above which a client answers: whatever stands below it is ours, quoted."""
LONGEST = 1_000
"""Characters of what was said before; the answers themselves are never cut."""

_WORDS = {
    "en": {
        "subject": "{project}: your conversation No. {number}",
        "mark": "##- Write your answer above this line -##",
        "intro": "You have been answered in the chat of “{project}”.",
        "go": "Continue the conversation",
        "go_then": "The link opens it once, in one browser, within a week.",
        "reply": "Or simply answer this letter.",
        "before": "Said before",
        "you": "You",
        "operator": "Operator",
        "file": "file: {name}",
        "files": "Files are in the conversation.",
        "stop": "Do not want such letters",
        "moment": "%Y-%m-%d %H:%M",
    },
    "ru": {
        "subject": "{project}: ваше обращение № {number}",
        "mark": "##- Напишите ответ выше этой строки -##",
        "intro": "Вам ответили в чате «{project}».",
        "go": "Продолжить разговор",
        "go_then": "Ссылка открывает его один раз, в одном браузере, и действует неделю.",
        "reply": "Или просто ответьте на это письмо.",
        "before": "Говорили раньше",
        "you": "Вы",
        "operator": "Оператор",
        "file": "файл: {name}",
        "files": "Файлы ждут в разговоре.",
        "stop": "Не присылать такие письма",
        "moment": "%d.%m.%Y %H:%M",
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was said: by the client (`who` empty), or by an operator of this name; with the names of its files."""

    at: Instant
    who: str
    ours: bool
    text: str
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a letter is made of. `link` continues the conversation, `stop` stops the letters; `replies`: answers to it arrive."""

    project: str
    number: int
    language: str
    zone: str
    answers: Sequence[Line]
    before: Sequence[Line]
    link: str
    stop: str
    replies: bool


def sender(content: Content) -> str:
    """Return who the letter is from: the operator, and for whom they speak."""
    names = list(dict.fromkeys(line.who for line in content.answers if line.who))
    return plain(f"{names[-1]}, {content.project}" if names else content.project)


def written(content: Content, to: str) -> Letter:
    """Return the letter as it is read: as plain text, and in simple markup with everything in it escaped."""
    w = _words(content)
    subject = plain(w["subject"].format(project=content.project, number=content.number))
    return Letter(to, subject, _text(content, w), html=_html(content, w), sender=sender(content))


def plain(text: str) -> str:
    """Return a name as it may stand in a header: one line, nothing unseen in it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _text(content: Content, w: dict[str, str]) -> str:
    files = any(line.files for line in content.answers)
    parts = [
        w["mark"] if content.replies else "", w["intro"].format(project=content.project), *(_said(one, w) for one in content.answers),
        w["files"] if files else "", f"{w['go']}: {content.link}\n{w['go_then']}", w["reply"] if content.replies else "",
        _earlier(content, w), f"{w['stop']}: {content.stop}",
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def _earlier(content: Content, w: dict[str, str]) -> str:
    lines = [f"{_moment(line, content, w)} {_who(line, w)}: {_cut(line, w)}" for line in content.before]
    return "\n".join([f"— {w['before']} —", *lines]) if lines else ""


def _said(line: Line, w: dict[str, str]) -> str:
    return f"{_who(line, w)}:\n{_body(line, w)}"


def _html(content: Content, w: dict[str, str]) -> str:
    files = f"<p>{escape(w['files'])}</p>" if any(line.files for line in content.answers) else ""
    reply = f"<p>{escape(w['reply'])}</p>" if content.replies else ""
    mark = f'<p style="{_SMALL}">{escape(w["mark"])}</p>' if content.replies else ""
    answers = "".join(
        f'<p class="box" style="{_BOX}"><b>{escape(_who(one, w))}</b><br>{_lines(_body(one, w))}</p>'
        for one in content.answers
    )
    go = (
        f'<p><a class="go" style="{_GO}" href="{escape(content.link)}">{escape(w["go"])}</a></p>'
        f'<p style="{_SMALL}">{escape(w["go_then"])}</p>'
    )
    stop = f'<p style="{_SMALL}"><a style="color:#6b7280" href="{escape(content.stop)}">{escape(w["stop"])}</a></p>'
    intro = f"<p>{escape(w['intro'].format(project=content.project))}</p>"
    body = f"{mark}{intro}{answers}{files}{go}{reply}{_earlier_html(content, w)}{stop}"
    return (
        f'<!doctype html><html lang="{content.language}"><head><meta charset="utf-8">{_BOTH}</head>'
        f'<body style="{_BODY}">{body}</body></html>'
    )


def _earlier_html(content: Content, w: dict[str, str]) -> str:
    lines = "".join(
        f"<p><small>{_moment(line, content, w)}</small> <b>{escape(_who(line, w))}</b><br>{_lines(_cut(line, w))}</p>"
        for line in content.before
    )
    return f'<div style="{_SMALL}"><p>— {escape(w["before"])} —</p>{lines}</div>' if lines else ""


_BODY = "font:15px/1.5 system-ui,sans-serif;max-width:600px;margin:0;padding:16px;background:#fff;color:#1c2321;overflow-wrap:anywhere"
_BOX = "margin:12px 0;padding:10px 14px;border-radius:10px;background:#e8f6f0;color:#1c2321"
_GO = "display:inline-block;padding:11px 18px;border-radius:10px;background:#007a54;color:#fff;font-weight:600;text-decoration:none"
_SMALL = "font-size:13px;color:#6b7280"
_BOTH = (
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><style>'
    "@media (prefers-color-scheme:dark){body{background:#17181b!important;color:#f0eeea!important}"
    ".box{background:#173a2c!important;color:#f0eeea!important}.go{background:#47c596!important;color:#08130e!important}"
    "[style*='#6b7280']{color:#a9adb3!important}}</style>"
)
"""Readers that are dark are told our dark colours: what we do not name they would guess, and write black on black."""


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _who(line: Line, w: dict[str, str]) -> str:
    return (plain(line.who) or w["operator"]) if line.ours else w["you"]


def _body(line: Line, w: dict[str, str]) -> str:
    said = (line.text, *(f"[{w['file'].format(name=plain(name))}]" for name in line.files))
    return "\n".join(text for text in said if text)


def _cut(line: Line, w: dict[str, str]) -> str:
    text = _body(line, w)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _moment(line: Line, content: Content, w: dict[str, str]) -> str:
    at = datetime.fromtimestamp(line.at / 1000, UTC).astimezone(ZoneInfo(content.zone))
    return f"{at:{w['moment']}}"


def _words(content: Content) -> dict[str, str]:
    return _WORDS.get(content.language, _WORDS["en"])
