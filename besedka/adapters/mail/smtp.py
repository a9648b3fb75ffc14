"""SMTP, by the standard library in a thread: a letter now and then needs no connection of its own loop."""

import asyncio
import smtplib
import ssl
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import formatdate, make_msgid, quote

from besedka.domain.letters import Letter
from besedka.ports.mail import MailCode, MailFailed
from besedka.ports.mail_account import Account

ANSWER_WITHIN = 20.0
"""Seconds for which the server may think about each step."""
AT_ONCE = 8
"""Letters that are handed over at once, each in a thread: not those that files and names of servers wait for."""
LINE = 78
"""Characters of a header's line (RFC 5322, 2.1.1), unless one word has more."""
CODED = "=?"
"""How an encoded word begins. The library decodes whatever looks like one, and then writes what it held: line breaks, headers."""


class _Words(UnstructuredHeader, BaseHeader):
    """A header that goes out as it stands: nothing in it is decoded, nothing quoted loses its quotes, and no long word is encoded.
    The first one stands beside its name: programs that read mail would show the line break before it as a space."""

    @classmethod
    def parse(cls, value: str, kwds: dict[str, object]) -> None:
        """Take it as it is."""
        super().parse("", kwds)
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        """Return its lines."""
        lines = textwrap.wrap(
            str(self), LINE, initial_indent=f"{self.name}: ", subsequent_indent=" ", break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
        return policy.linesep.join([*(lines or [f"{self.name}: "]), ""])


_HEADERS = HeaderRegistry()
for _name in ("from", "subject", "message-id", "in-reply-to", "references", "list-unsubscribe"):
    _HEADERS.map_to_type(_name, _Words)
_POLICY = SMTP.clone(header_factory=_HEADERS)


class SmtpMailer:
    """Opens a connection for each letter. `sender` is an address, or `Name <address>`."""

    def __init__(self, account: Account, sender: str) -> None:
        self._account = account
        self._sender = sender
        self._threads = ThreadPoolExecutor(AT_ONCE, "mail")

    async def send(self, letter: Letter) -> None:
        """Hand over one letter."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._guarded, letter)

    async def check(self) -> str:
        """Say hello, encrypt and sign in, and leave again."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._guarded, None)

    def _guarded(self, letter: Letter | None) -> str:
        try:
            return self._hand_over(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, why = next(iter(error.recipients.values()))
            raise MailFailed(_said(code, why), _meant(code), permanent=500 <= code < 600) from error
        except smtplib.SMTPAuthenticationError as error:
            said = _said(error.smtp_code, error.smtp_error)
            raise MailFailed(f"the sign-in was refused: {said}", "no_access") from error
        except smtplib.SMTPResponseException as error:
            code, text = error.smtp_code, _said(error.smtp_code, error.smtp_error)
            never = isinstance(error, smtplib.SMTPDataError) and 500 <= code < 600
            raise MailFailed(text, _meant(code), permanent=never) from error
        except ssl.SSLError as error:
            raise MailFailed(f"no secure connection: {error.reason or error}", "unsafe") from error
        except UnicodeError as error:
            raise MailFailed(
                "user and password may have Latin letters only: let the mail service make others", "no_access"
            ) from error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise MailFailed(str(error) or type(error).__name__, _silent(error)) from error
        except (smtplib.SMTPException, MessageError, ValueError) as error:
            never = isinstance(error, MessageError)  # what cannot be written today cannot be tomorrow
            raise MailFailed(str(error) or type(error).__name__, permanent=never) from error

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
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # the letter is taken, however they part
        return banner.decode("ascii", "replace").partition("\n")[0] if code == 250 else self._account.host

    def _connection(self) -> smtplib.SMTP:
        account = self._account
        if account.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(account.host, account.port, timeout=ANSWER_WITHIN, context=context)
        return smtplib.SMTP(account.host, account.port, timeout=ANSWER_WITHIN)

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=_POLICY)
        name, _, address = self._sender.rpartition("<")
        sender, name = address.strip(" <>"), letter.sender or name.strip().strip('"')
        place = sender.rpartition("@")[2]
        message["From"] = f"{_named(name)}<{Address(addr_spec=sender)}>"
        message["To"] = _address(letter.to)
        message["Subject"], message["Date"] = _shown(letter.subject, "Subject"), formatdate()
        message["Message-ID"] = f"<{letter.id}@{place}>" if letter.id else make_msgid(domain=place)
        message["Auto-Submitted"] = "auto-generated"
        _follow(message, letter, place)
        message.set_content(letter.text)
        if letter.html:
            message.add_alternative(letter.html, subtype="html")
        return message


def _address(text: str) -> Address:
    """Return where a letter goes, or the answer to it. MailFailed for what is no address, or would be read as another one."""
    if CODED in text:
        raise MailFailed("no address of letters", permanent=True)
    try:
        return Address(addr_spec=text)
    except ValueError as error:
        raise MailFailed(str(error), permanent=True) from error


def _shown(text: str, header: str) -> str:
    """Return what people have written as a header has it: on one line, and read by everybody as it was typed."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable() and CODED not in line:
        return line
    return Header(line, "utf-8", maxlinelen=LINE - len(f"{header}: ")).encode(linesep="")


def _named(name: str) -> str:
    """Return a name as it stands before an address, with the space between them."""
    shown = _shown(name, "From")
    return f"{shown} " if shown.startswith(CODED) else f'"{quote(shown)}" ' if shown else ""


def _meant(code: int) -> MailCode:
    return "busy" if 400 <= code < 500 else "refused"


def _silent(error: Exception) -> MailCode:
    """Return why nobody answers. smtplib tells of a server that is too slow as of one that broke off."""
    return "slow" if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError) else "away"


def _follow(message: EmailMessage, letter: Letter, place: str) -> None:
    """Put the letter into its thread, and say where answers to it go and how such letters are stopped."""
    if letter.reply:
        message["Reply-To"] = _address(letter.reply)
    after = [one if one.startswith("<") else f"<{one}@{place}>" for one in letter.after]
    if after:
        message["In-Reply-To"], message["References"] = after[-1], " ".join(after)
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _said(code: int, why: bytes | str) -> str:
    text = why.decode("utf-8", "replace") if isinstance(why, bytes) else why
    return f"{code} {' '.join(text.split())}"
