"""Somebody who is told by e-mail: a mailbox at a real mail server."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from besedka.adapters.alerts.email import EmailAlerter
from besedka.adapters.mail.smtp import SmtpMailer
from besedka.ports.alerts import Values
from besedka.ports.mail_account import Account
from tests.alerts.world import LATE, Harm, Seen
from tests.mail import LINK_OF_ALL, PASSWORD, Mailbox, free_port, mail_server


class EmailWorld:
    """The reader."""

    secrets = (PASSWORD,)
    harms: tuple[Harm, ...] = ("away", "cut", "slow", "busy", "refused")
    strict = None

    def __init__(self, box: Mailbox, port: int) -> None:
        self.box = box
        self.port = port
        self.values: Values = {"address": "marina@shop.example"}
        self.alerter = self._at(port)

    def seen(self) -> list[Seen]:
        return [_seen(letter) for letter in self.box.letters]

    def harm(self, harm: Harm) -> None:
        self.box.lose = harm == "cut"
        self.box.delay = LATE if harm == "slow" else 0
        self.box.refuse = {"busy": "451 4.7.1 Come back", "refused": "550 5.7.1 Not here"}.get(harm, "")
        if harm == "away":
            self.alerter = self._at(free_port())

    def _at(self, port: int) -> EmailAlerter:
        return EmailAlerter(SmtpMailer(Account("127.0.0.1", port, "none", "", PASSWORD), "Беседка <chat@shop.example>"))


def _seen(letter: EmailMessage) -> Seen:
    body = letter.get_content().replace("\r\n", "\n")
    assert (letter.get_content_type(), letter["Auto-Submitted"]) == ("text/plain", "auto-generated")
    found = LINK_OF_ALL.search(body)
    return Seen(f"{letter['Subject']}\n{body}", found[0] if found else "", letter["Message-ID"])


@contextmanager
def by_email() -> Iterator[EmailWorld]:
    """Open it."""
    box = Mailbox()
    with mail_server(box) as port:
        yield EmailWorld(box, port)
