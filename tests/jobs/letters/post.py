"""What comes into the shop's mailbox: answers as Olga's program sends them, and reports of mail servers."""

import asyncio
from email.message import EmailMessage
from email.policy import SMTP

from besedka.app import House
from besedka.config import Settings
from besedka.domain.ids import ConversationId
from tests.imap import FOLDER, PASSWORD, USER, Postbox
from tests.jobs.letters.talking import OLGA, Talk
from tests.units import read


def in_mailbox(settings: Settings, post_office: Postbox) -> Settings:
    """Return how a house runs to which clients may answer."""
    imap = {"imap_host": "127.0.0.1", "imap_port": post_office.port, "imap_security": "none", "imap_user": USER,
            "imap_password": PASSWORD, "imap_folder": FOLDER, "mail_reply_to": "chat@shop.example"}  # fmt: skip
    return settings.model_copy(update=imap)


def reply(sent: EmailMessage, text: str, **headers: str) -> EmailMessage:
    """Return what Olga's program sends when she answers."""
    answer = EmailMessage(policy=SMTP)
    told = {
        "From": f"Ольга <{OLGA}>", "To": str(sent["Reply-To"]), "Subject": f"Re: {sent['Subject']}", "Message-ID": "<answer-1@example.com>",
        "In-Reply-To": str(sent["Message-ID"]).strip(), **headers,
    }  # fmt: skip
    for name, value in told.items():
        if value:
            answer[name] = value
    answer.set_content(
        f"{text}\n\nпт, 27 нояб. 2026 г. в 10:00, Анна <chat@shop.example>:\n\n> ##- Напишите ответ выше этой строки -##\n> Есть"
    )
    return answer


def report(sent: EmailMessage) -> bytes:
    """Return what a mail server says of a letter for which it knows no person."""
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: chat@shop.example\r\nContent-Type: multipart/report; report-type=delivery-status; "
        'boundary="b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\n'
        f"Diagnostic-Code: smtp; 550 No such person\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: "
        f"{str(sent['Message-ID']).strip()}\r\n\r\n--b--\r\n"
    ).encode()


async def said(house: House, conversation: ConversationId) -> list[tuple[str, int]]:
    """Return what a client has said since, with the number of files."""
    sql = "SELECT text, files FROM messages WHERE conversation_id = $1 AND side = 'visitor' AND seq > 1 ORDER BY seq"
    return [(row[0], row[1]) for row in await read(house, sql, conversation)]


async def sent_to(talk: Talk, letters: list[EmailMessage], text: str = "Есть две") -> EmailMessage:
    """Return the letter that the client gets once an operator has answered this."""
    before = len(letters)
    await talk.says(text)
    await talk.becomes("waiting")
    await talk.passes()
    await talk.becomes("sent")
    assert len(letters) == before + 1
    return letters[-1]


async def taken(post_office: Postbox, left: int = 0) -> None:
    """Return once nothing in the mailbox is new, but for so many."""
    new = -1
    for _ in range(200):
        new = await asyncio.to_thread(post_office.unseen)
        if new == left:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the mailbox is not read: {new} are new")
