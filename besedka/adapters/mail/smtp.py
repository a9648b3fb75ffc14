"""SMTP, by the standard library in a thread: a letter now and then needs no connection of its own loop."""

import asyncio
import smtplib
import ssl
from contextlib import closing
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import Literal

from besedka.domain.letters import Letter
from besedka.ports.mail import MailFailed

Security = Literal["starttls", "tls", "none"]
ANSWER_WITHIN = 20.0
"""Seconds for which the server may think about each step."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where letters are handed over, and as whom. `sender` is an address, or `Name <address>`."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    sender: str


class SmtpMailer:
    """Opens a connection for each letter. The server's certificate is checked, unless `security` is none."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def send(self, letter: Letter) -> None:
        """Hand over one letter."""
        await asyncio.to_thread(self._guarded, letter)

    async def check(self) -> str:
        """Say hello, encrypt and sign in, and leave again."""
        return await asyncio.to_thread(self._guarded, None)

    def _guarded(self, letter: Letter | None) -> str:
        try:
            return self._hand_over(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, why = next(iter(error.recipients.values()))
            raise MailFailed(_said(code, why), permanent=500 <= code < 600) from error
        except smtplib.SMTPAuthenticationError as error:
            raise MailFailed(f"the sign-in was refused: {_said(error.smtp_code, error.smtp_error)}") from error
        except smtplib.SMTPResponseException as error:
            raise MailFailed(_said(error.smtp_code, error.smtp_error)) from error
        except ssl.SSLError as error:
            raise MailFailed(f"no secure connection: {error.reason or error}") from error
        except UnicodeError as error:
            raise MailFailed(
                "user and password may have Latin letters only: let the mail service make others"
            ) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise MailFailed(str(error) or type(error).__name__) from error

    def _hand_over(self, letter: Letter | None) -> str:
        with closing(self._connection()) as server:
            code, banner = server.ehlo()
            if self._account.security == "starttls":
                server.starttls(context=ssl.create_default_context())
                code, banner = server.ehlo()
            if self._account.user:
                server.login(self._account.user, self._account.password)
            if letter is not None:
                server.send_message(self._message(letter))
            server.quit()
        return banner.decode("ascii", "replace").partition("\n")[0] if code == 250 else self._account.host

    def _connection(self) -> smtplib.SMTP:
        account = self._account
        if account.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(account.host, account.port, timeout=ANSWER_WITHIN, context=context)
        return smtplib.SMTP(account.host, account.port, timeout=ANSWER_WITHIN)

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        name, _, address = self._account.sender.rpartition("<")
        sender = address.strip(" <>")
        message["From"] = Address(name.strip().strip('"'), addr_spec=sender)
        message["To"] = Address(addr_spec=letter.to)
        message["Subject"], message["Date"] = letter.subject, formatdate()
        message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def _said(code: int, why: bytes | str) -> str:
    text = why.decode("utf-8", "replace") if isinstance(why, bytes) else why
    return f"{code} {' '.join(text.split())}"
