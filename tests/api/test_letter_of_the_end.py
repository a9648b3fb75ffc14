"""The owner of a project that was deleted is told by mail: which, when, by whom; whoever did it, and in the owner's language."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from besedka import setup
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.config import Settings
from tests.clock import FrozenClock
from tests.mail import Mailbox, free_port, mail_server
from tests.people import MARINA
from tests.serving import Served
from tests.units import read
from tests.waiting import until


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def settings(settings: Settings, box: Mailbox) -> Iterator[Settings]:
    here = free_port()
    with mail_server(box) as port:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mail_from": "chat@shop.example"}
        yield settings.model_copy(update={**mail, "public_url": f"http://127.0.0.1:{here}", "port": here})


async def only(box: Mailbox) -> tuple[str, str, EmailMessage]:
    """Return the only letter's subject and text."""
    await until(lambda: bool(box.letters))
    (letter,) = box.letters
    return str(letter["Subject"]), letter.get_content(), letter


@pytest.mark.parametrize(
    ("language", "subject", "told"),
    [
        ("ru", "Проект «Тихий дом» удалён", "удалён 18.11.2026 14:06 (Europe/Moscow) в кабинете: Марина Ковалёва, "),
        ("en-GB", "The project “Тихий дом” was deleted", "on 2026-11-18 14:06 (Europe/Moscow) in the cabinet by Марина Ковалёва, "),
    ],
    ids=["ru", "en"],
)  # fmt: skip
async def test_from_the_cabinet(
    clock: FrozenClock, server: Served, box: Mailbox, language: str, subject: str, told: str
) -> None:
    path = f"/api/owner/v1/projects/{server.shop.number}"
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        rules = (await http.get(f"{path}/settings/targeting")).json()
        hours = {**rules["rules"]["schedule"], "zone": "Europe/Moscow"}
        body = {"version": rules["version"], "changes": {"schedule": hours}}
        assert (await http.patch(f"{path}/settings/targeting", json=body)).status_code == 200
        body = {"name": "Тихий дом", "password": MARINA.password}
        http.headers["Accept-Language"] = language
        assert (await http.post(f"{path}/deletion", json=body)).status_code == 204
    said, text, letter = await only(box)
    assert (said, letter["To"]) == (subject, MARINA.email)
    assert told + MARINA.email in text.replace("\n", " ")
    assert str(server.shop.number) in text
    assert f"{server.url}/cabinet/" in text


async def test_from_the_command_line_in_both_languages(server: Served, box: Mailbox) -> None:
    await setup.delete_project(server.house, server.shop.number, "Тихий дом")
    said, text, _ = await only(box)
    assert said == "Проект «Тихий дом» удалён / The project “Тихий дом” was deleted"
    assert "из командной строки сервера" in text
    assert "on the server's command line" in text
    assert MARINA.email not in text
    assert await read(server.house, "SELECT id FROM mails") == []


async def test_a_mail_server_that_is_away_holds_nothing_up(server: Served, box: Mailbox) -> None:
    box.refuse = "451 later"
    await setup.delete_project(server.house, server.shop.number, "Тихий дом")
    assert await read(server.house, "SELECT kind FROM mails") == [("deleted",)]
    assert await read(server.house, "SELECT number FROM projects") == []
