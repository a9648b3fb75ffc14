"""Whatever people are called and write, a letter has the headers that it was given, and goes to nobody else."""

import asyncio
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from hypothesis import example, given
from hypothesis import strategies as st

from besedka.adapters.mail.smtp import SmtpMailer
from besedka.domain.letters import Letter
from besedka.ports.mail import MailFailed
from besedka.ports.mail_account import Account
from tests.mail import Mailbox, mail_server

OLGA, SHOP = "olga@example.com", "chat@shop.example"
LETTER = Letter(
    OLGA, "Новый ответ", "Есть", html="<p>Есть</p>", reply="chat+a@shop.example", after=("one", "<two@x.example>")
)
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Reply-To", "In-Reply-To", "References", "MIME-Version",
    "Content-Type",
]  # fmt: skip
EVIL = "=?utf-8?q?Anna=0D=0ABcc=3A_victim=40x.example=0D=0A?="
PIECES = (
    "=?utf-8?q?",
    "=?",
    "?=",
    "=0D=0A",
    "Bcc:",
    "victim@x.example",
    " ",
    ",",
    '"',
    "\\",
    "<",
    ">",
    "\r\n",
    "Анна",
    "Anna",
    "\u2028",
)
NAMES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(
    st.characters(codec="utf-8"), max_size=130
)


class Envelopes(Mailbox):
    """What the server took, and from whom and to whom that was."""

    def __init__(self) -> None:
        super().__init__()
        self.envelopes: list[tuple[str | None, list[str]]] = []

    async def handle_DATA(  # noqa: N802  # as it is called
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture(scope="module")
def office() -> Iterator[tuple[Envelopes, SmtpMailer]]:
    box = Envelopes()
    with mail_server(box) as port:
        yield box, SmtpMailer(Account("127.0.0.1", port, "none", "", ""), f"Дом <{SHOP}>")


def raw(letter: EmailMessage, header: str) -> str:
    """Return a header as it came, unfolded."""
    return str(dict(letter.raw_items())[header]).replace("\r\n", "")


def shown(letter: EmailMessage, header: str) -> str:
    """Return a header as a program that reads mail shows it."""
    return str(make_header(decode_header(raw(letter, header))))


@given(name=NAMES, subject=NAMES)
@example(name=EVIL, subject=EVIL)
@example(name=f"Anna, {'of the house ' * 9}", subject=f"Lamps, {'of the house ' * 9}")
@example(name=", <evil@x.example>" + " and so on" * 9, subject="")
def test_nothing_that_people_write_is_a_header(office: tuple[Envelopes, SmtpMailer], name: str, subject: str) -> None:
    box, mailer = office
    asyncio.run(mailer.send(replace(LETTER, sender=name, subject=subject)))
    letter, envelope = box.letters.pop(), box.envelopes.pop()
    assert letter.keys() == HEADERS
    assert envelope == (SHOP, [OLGA])
    assert [address.addr_spec for address in letter["From"].addresses] == [SHOP]
    assert shown(letter, "Subject").strip() == " ".join(subject.split())
    assert [one for _, one in getaddresses([raw(letter, "From")])] == [SHOP]


@pytest.mark.parametrize("name", [EVIL, 'Anna "the cat", Quiet House', "Анна \\ Дом", "Дом", "a" * 120])
async def test_a_name_is_shown_as_it_was_typed(office: tuple[Envelopes, SmtpMailer], name: str) -> None:
    box, mailer = office
    await mailer.send(replace(LETTER, sender=name, subject=name))
    letter = box.letters.pop()
    assert shown(letter, "Subject") == name
    assert shown(letter, "From").replace('\\"', '"').strip('"').startswith(name)


@pytest.mark.parametrize("address", ["a@=?utf-8?q?x.example?=", "=?utf-8?q?a?=@x.example", "a=?@x.example"])
async def test_an_address_that_would_be_read_as_another_one_is_none(
    office: tuple[Envelopes, SmtpMailer], address: str
) -> None:
    box, mailer = office
    for letter in (replace(LETTER, to=address), replace(LETTER, reply=address)):
        with pytest.raises(MailFailed) as failed:
            await mailer.send(letter)
        assert failed.value.permanent
    assert box.letters == []


async def test_a_strange_id_that_is_kept_holds_up_no_letter(office: tuple[Envelopes, SmtpMailer]) -> None:
    box, mailer = office
    await mailer.send(replace(LETTER, after=("<=?utf-8?q?=D0=B0?=>",)))
    assert raw(box.letters.pop(), "In-Reply-To") == "<=?utf-8?q?=D0=B0?=>"


async def test_a_letter_that_cannot_be_written_is_not_tried_for_a_day(
    office: tuple[Envelopes, SmtpMailer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritten(*_: object) -> None:
        raise MessageError("folded header contains newline")  # as Pythons since 3.11.10 say it

    monkeypatch.setattr(smtplib.SMTP, "send_message", unwritten)
    with pytest.raises(MailFailed, match="newline") as failed:
        await office[1].send(LETTER)
    assert failed.value.permanent
