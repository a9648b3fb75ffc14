"""The bot: this installation's own account in a messenger, which tells people and hears what they want of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

BotCode = Literal[
    "address", "private", "unsafe", "away", "slow", "busy", "refused", "no_access", "gone", "unset", "strange", "taken"
]
"""As the codes of ports/alerts; `unset`: the messenger does not know our token; `taken`: another program hears this bot's news."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is told: data, in which nothing is markup. `link` is behind `link_words` where the messenger can show that, else it stands there
    itself; empty: none."""

    title: str
    text: str = ""
    link: str = ""
    link_words: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote. `chat` is where, `title` what people call it, `language` the writer's, as far as the messenger knows it;
    `moved_to`: the chat has another number now, and nothing was written."""

    position: int
    chat: str
    title: str
    language: str
    text: str
    moved_to: str = ""


class Bot(Protocol):
    """Speaks as the account. All of it raises BotFailed."""

    @property
    def id(self) -> str:
        """Which account it is: no secret, and the same as long as the account is."""
        ...

    async def name(self) -> str:
        """Return the account's name in links."""
        ...

    async def check(self) -> str:
        """Return the account's name once it is certain that it may speak and hear."""
        ...

    async def say(self, chat: str, said: Said) -> None:
        """Say that in a chat; it is the messenger's when this returns."""
        ...

    async def hear(self, after: int, wait: float) -> Sequence[Heard]:
        """Return what was written after that position, in order; if nothing was, whatever comes within `wait` seconds. What was asked for
        before is forgotten there."""
        ...


class BotFailed(Exception):
    """It was not done. `permanent`: it never will be; `gone`: nobody is there any more; `wait`: seconds that the messenger asks for.
    `detail` is what it said, without our token."""

    def __init__(
        self, code: BotCode, detail: str = "", *, permanent: bool = False, gone: bool = False, wait: float = 0.0
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code: BotCode = code
        self.detail = detail
        self.permanent = permanent or gone
        self.gone = gone
        self.wait = wait
