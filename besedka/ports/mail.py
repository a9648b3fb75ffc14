"""Mail: how a letter leaves the building."""

from typing import Literal, Protocol

from besedka.domain.letters import Letter

MailCode = Literal["away", "slow", "unsafe", "no_access", "busy", "refused"]
"""Nothing answers; or not in time; or not securely; the sign-in was refused; the server asks to come again; it takes no such letter."""


class Mailer(Protocol):
    """Hands letters to a mail server."""

    async def send(self, letter: Letter) -> None:
        """Hand over one letter; it is the server's when this returns. MailFailed when it was not taken."""
        ...

    async def check(self) -> str:
        """Return what the server calls itself, after everything that comes before a letter. MailFailed says what is wrong."""
        ...


class MailFailed(Exception):
    """The mail server did not take it. `permanent`: it never will, so asking again is of no use."""

    def __init__(self, text: str, code: MailCode = "refused", *, permanent: bool = False) -> None:
        super().__init__(text)
        self.code = code
        self.permanent = permanent
