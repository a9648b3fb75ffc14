"""What our bot says of itself, in each language."""

from typing import Literal

Answer = Literal["how", "over", "full", "stopped", "nothing"]
"""How one connects; that a link is used or too old; that there are too many ways already; that nobody is told here any more; that nobody
was."""

_TEXTS: dict[Answer, dict[str, str]] = {
    "how": {
        "ru": "Этот бот присылает уведомления чата на сайте. Ссылка для подключения: кабинет → Настройки → Уведомления.",
        "en": "This bot brings notifications of a site’s chat. The link that connects it: cabinet → Settings → Notifications.",
    },
    "over": {
        "ru": "Ссылка уже использована или устарела. Возьмите новую там же, где эту.",
        "en": "This link is used or too old. Take a new one where you had it.",
    },
    "full": {
        "ru": "У этого проекта уже слишком много способов уведомления. Удалите лишний и откройте ссылку ещё раз.",
        "en": "This project has too many ways to notify already. Remove one, and open the link again.",
    },
    "stopped": {
        "ru": "Уведомления сюда больше не приходят. Подключить снова можно по новой ссылке.",
        "en": "Notifications will not come here any more. A new link connects them again.",
    },
    "nothing": {"ru": "Уведомления сюда и не приходят.", "en": "No notifications come here."},
}


def spoken(answer: Answer, language: str) -> str:
    """Return what is said in `language` (English when it is unknown)."""
    return _TEXTS[answer].get(language, _TEXTS[answer]["en"])
