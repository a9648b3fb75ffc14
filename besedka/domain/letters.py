"""What letters say, in each language. Plain text: nothing in it is markup, and no picture tells that it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from besedka.domain.ids import Instant
from besedka.domain.operator import Owner
from besedka.domain.project import Project
from besedka.domain.schedule import local

Kind = Literal["join", "known", "reset", "deleted"]
"""The way to a new account; that there is one already; the way to a new password; that a project is no more."""

_TEXTS: dict[Kind, dict[str, tuple[str, str]]] = {
    "join": {
        "en": (
            "Your cabinet at {host}",
            (
                "Somebody, probably you, asked for an account at {host}.\n\nMake it here, within a day:\n{link}\n\n"
                "The link works once. If it was not you, do nothing: no account is made."
            ),
        ),
        "ru": (
            "Ваш кабинет на {host}",
            (
                "Кто-то, вероятно вы, запросил кабинет на {host}.\n\nСоздайте его здесь в течение суток:\n{link}\n\n"
                "Ссылка действует один раз. Если это были не вы, ничего не делайте: кабинет не появится."
            ),
        ),
    },
    "known": {
        "en": (
            "You have a cabinet at {host}",
            (
                "Somebody, probably you, asked for an account at {host}, but this address has one already.\n\nSign in:\n{link}\n\n"
                "If the password is forgotten, choose “Forgot?” there."
            ),
        ),
        "ru": (
            "У вас уже есть кабинет на {host}",
            (
                "Кто-то, вероятно вы, запросил кабинет на {host}, но для этой почты он уже есть.\n\nВойдите:\n{link}\n\n"
                "Если пароль забыт, нажмите там «Забыли?»."
            ),
        ),
    },
    "reset": {
        "en": (
            "A new password for {host}",
            (
                "Somebody, probably you, asked for a new password for the cabinet at {host}.\n\nSet it here, within an hour:\n{link}\n\n"
                "The link works once, and ends all open sessions. If it was not you, do nothing: the password stays."
            ),
        ),
        "ru": (
            "Новый пароль для {host}",
            (
                "Кто-то, вероятно вы, запросил новый пароль от кабинета на {host}.\n\nЗадайте его здесь в течение часа:\n{link}\n\n"
                "Ссылка действует один раз и завершает все открытые сеансы. Если это были не вы, ничего не делайте: "
                "пароль останется прежним."
            ),
        ),
    },
    "deleted": {
        "en": (
            "The project “{project}” was deleted",
            (
                "The project “{project}” (No. {number}) at {host} was deleted on {at} {by}.\n\nIts operators are signed out, its sites "
                "show no button any more, and its conversations, files and settings are being erased. Nothing can be brought back, except "
                "from a back-up of the whole server.\n\nIf you know nothing of it, change your password and tell who runs the "
                "server:\n{link}"
            ),
        ),
        "ru": (
            "Проект «{project}» удалён",
            (
                "Проект «{project}» (№ {number}) на {host} удалён {at} {by}.\n\nОператоры вышли, кнопки на сайтах больше нет, "
                "обращения, файлы и настройки стираются. Вернуть ничего нельзя, разве что из резервной копии всего сервера.\n\n"
                "Если вы об этом не знаете, смените пароль и сообщите администратору сервера:\n{link}"
            ),
        ),
    },
}
_BY = {
    "en": ("%Y-%m-%d %H:%M", "in the cabinet by {by}", "on the server's command line"),
    "ru": ("%d.%m.%Y %H:%M", "в кабинете: {by}", "из командной строки сервера"),
}
"""How a moment is written, and how somebody of the cabinet and whoever runs the server are named."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to go. `id` is the first part of its id, empty: any; sent again under the same one it is the same letter. `html`
    says the same in markup; `sender` is the name before our address, empty: our own; `reply` is where answers go; `after` are the ids of
    the letters that it follows, ours by their first parts; `stop` is the address that stops such letters at one press (RFC 8058)."""

    to: str
    subject: str
    text: str
    id: str = ""
    html: str = ""
    sender: str = ""
    reply: str = ""
    after: tuple[str, ...] = ()
    stop: str = ""


def written(
    kind: Kind, to: str, language: str, host: str, link: str, about: Mapping[str, str] = MappingProxyType({})
) -> Letter:
    """Return a letter in `language` (English when it is unknown), or in each of several, divided by spaces; `about` is what it tells of."""
    subjects, texts = [], []
    for one in [known for known in language.split() if known in _TEXTS[kind]] or ["en"]:
        words = {"host": host, "link": link, **_told(about, one)}
        subject, text = _TEXTS[kind][one]
        subjects.append(subject.format(**words))
        texts.append(text.format(**words))
    return Letter(to, " / ".join(subjects), "\n\n—\n\n".join(texts))


def about_deletion(project: Project, by: Owner | None, at: Instant) -> Mapping[str, str]:
    """Return what the letter of a project's end tells of: which it was, when by its own clock, and by whom; None: who runs the server."""
    hours = project.targeting.schedule
    who = "" if by is None else f"{by.name}, {by.email}"
    wall = local(hours, at).isoformat(timespec="minutes")
    return {"project": project.name, "number": str(project.number), "at": wall, "zone": hours.zone, "by": who}


def _told(about: Mapping[str, str], language: str) -> Mapping[str, str]:
    if not about:
        return {}
    moment, cabinet, house = _BY[language]
    at = f"{datetime.fromisoformat(about['at']):{moment}} ({about['zone']})"
    return {**about, "at": at, "by": cabinet.format(by=about["by"]) if about["by"] else house}
