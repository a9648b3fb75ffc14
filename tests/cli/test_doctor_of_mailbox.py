"""The doctor and the mailbox to which clients answer: whether it may be read, and the cure when not."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.config import Settings
from besedka.doctor import Finding, examine
from tests.imap import FOLDER, PASSWORD, USER, Postbox, imap_server
from tests.mail import free_port


@pytest.fixture(scope="module")
def post_office() -> Iterator[Postbox]:
    with imap_server() as postbox:
        yield postbox


async def found(data: Path, port: int, password: str = PASSWORD, folder: str = FOLDER) -> Finding:
    settings = Settings(
        data=data, public_url="https://chat.example", smtp_host="127.0.0.1", smtp_port=free_port(), smtp_security="none",
        mail_from="chat@shop.example", imap_host="127.0.0.1", imap_port=port, imap_security="none", imap_user=USER, imap_password=password,
        imap_folder=folder, mail_reply_to="chat@shop.example",
    )  # fmt: skip
    findings = await asyncio.to_thread(examine, settings)
    return next(
        one for one in findings if "IMAP" in one.text or "answers come" in one.text or "clients answer" in one.text
    )


async def test_a_mailbox_that_may_be_read(tmp_path: Path, post_office: Postbox) -> None:
    post_office.put(b"From: olga@example.com\r\n\r\nx")
    finding = await found(tmp_path, post_office.port)
    assert finding.ok
    assert finding.text.endswith(f"answers come to chat@shop.example, read from {USER}/{FOLDER}")
    assert post_office.unseen() == 1, "who looks takes nothing"


@pytest.mark.parametrize(("password", "folder"), [("a guess", FOLDER), (PASSWORD, "Nowhere")])
async def test_what_keeps_it_is_said_without_the_password(
    tmp_path: Path, post_office: Postbox, password: str, folder: str
) -> None:
    finding = await found(tmp_path, post_office.port, password, folder)
    assert not finding.ok
    assert "[inbox_refused]" in finding.text
    assert "BESEDKA_IMAP_HOST" in finding.text
    assert password not in finding.text


async def test_nobody_answers_where_it_should_be(tmp_path: Path) -> None:
    finding = await found(tmp_path, free_port())
    assert "[inbox_refused]" in finding.text


async def test_without_a_mailbox_nothing_is_wrong(tmp_path: Path) -> None:
    findings = await asyncio.to_thread(examine, Settings(data=tmp_path))
    assert any("clients answer in the chat" in one.text and one.ok for one in findings)
