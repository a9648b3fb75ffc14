"""What letters say, in each language. Plain text: nothing in it is markup, and no picture tells that it was read."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["join", "known", "reset"]
"""The way to a new account; that there is one already; the way to a new password."""

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
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to go."""

    to: str
    subject: str
    text: str


def written(kind: Kind, to: str, language: str, host: str, link: str) -> Letter:
    """Return a letter in `language` (English when it is unknown)."""
    subject, text = _TEXTS[kind].get(language, _TEXTS[kind]["en"])
    return Letter(to, subject.format(host=host), text.format(host=host, link=link))
