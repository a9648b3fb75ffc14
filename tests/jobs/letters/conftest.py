"""A shop that sends letters to a real mail server, on both databases."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from besedka.app import House
from besedka.config import Settings
from besedka.jobs import periodic
from tests.clock import FrozenClock
from tests.imap import Postbox, imap_server
from tests.jobs.letters.post import sent_to
from tests.jobs.letters.talking import Talk
from tests.mail import Mailbox, mail_server
from tests.people import Shop


@pytest.fixture(scope="session")
def post_office() -> Iterator[Postbox]:
    with imap_server() as postbox:
        yield postbox


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    with mail_server(box) as port:
        yield port


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, port: int) -> Settings:
    data = request.getfixturevalue("postgres_url" if request.param == "postgres" else "sqlite_data")
    url = data if request.param == "postgres" else ""
    return Settings(
        data=tmp_path, port=0, database=url, public_url="https://chat.example", smtp_host="127.0.0.1", smtp_port=port,
        smtp_security="none", mail_from="Дом <chat@shop.example>",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def brisk_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "FOLLOW", 0.02)
    monkeypatch.setattr(periodic, "READ", 0.05)


@pytest.fixture
async def talk(house: House, shop: Shop, clock: FrozenClock) -> Talk:
    return await Talk(house, shop, clock).begins()


@pytest.fixture
async def sent(talk: Talk, box: Mailbox) -> EmailMessage:
    """The letter that Olga has got."""
    return await sent_to(talk, box.letters)
