"""The mail port's promise, kept by SMTP against a real server over a socket."""

from dataclasses import replace
from pathlib import Path

import pytest

from besedka.adapters.mail.smtp import SmtpMailer
from besedka.domain.letters import Letter, written
from besedka.ports.mail import MailFailed
from besedka.ports.mail_account import Account, Security
from tests.mail import PASSWORD, USER, Mailbox, mail_server, make_certificate

LETTER = Letter("marina@shop.example", "Новый пароль", "Задайте его здесь:\nhttps://chat.example/cabinet/reset#abc")


def mailer(port: int, security: Security = "none", password: str = PASSWORD) -> SmtpMailer:
    """Return a mailer for the server on this machine; it signs in where the way is encrypted."""
    user = "" if security == "none" else USER
    return SmtpMailer(Account("127.0.0.1", port, security, user, password), "Беседка <chat@shop.example>")


async def test_a_letter_arrives_as_it_was_written() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        await mailer(port).send(LETTER)
    (letter,) = box.letters
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert str(letter["From"]) == "Беседка <chat@shop.example>"
    assert letter["Message-ID"].endswith("@shop.example>")
    assert letter["Date"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


async def test_an_encrypted_way_with_a_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, box = make_certificate(tmp_path), Mailbox()
    with mail_server(box, certificate) as port:
        with pytest.raises(MailFailed, match="no secure connection"):
            await mailer(port, "starttls").send(LETTER)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with pytest.raises(MailFailed, match="sign-in was refused"):
            await mailer(port, "starttls", "a guess").send(LETTER)
        with pytest.raises(MailFailed, match="Latin letters only"):
            await mailer(port, "starttls", "пароль").send(LETTER)
        assert box.letters == [], "nothing goes out before everything is well"
        await mailer(port, "starttls").send(LETTER)
    assert len(box.letters) == 1


@pytest.mark.parametrize(("answer", "permanent"), [("550 No such person", True), ("450 Busy, come back", False)])
async def test_a_refused_recipient(answer: str, permanent: bool) -> None:
    box = Mailbox()
    box.refuse = answer
    with mail_server(box) as port, pytest.raises(MailFailed, match=answer) as failed:
        await mailer(port).send(LETTER)
    assert failed.value.permanent is permanent


@pytest.mark.parametrize("address", ["иван@shop.example", "a..b@shop.example"])
async def test_whom_no_letter_can_be_to_is_not_tried_for_a_day(address: str) -> None:
    box = Mailbox()
    with mail_server(box) as port, pytest.raises(MailFailed, match="local-part") as failed:
        await mailer(port).send(replace(LETTER, to=address))
    assert (failed.value.code, failed.value.permanent) == ("refused", True)


async def test_a_letter_that_is_taken_is_sent_however_they_part() -> None:
    box = Mailbox()
    box.leave = True
    with mail_server(box) as port:
        await mailer(port).send(LETTER)
    assert len(box.letters) == 1


async def test_sent_again_under_its_id_it_is_the_same_letter() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        for id in ("alert.1", "alert.1", "", ""):
            await mailer(port).send(replace(LETTER, id=id))
    ids = [letter["Message-ID"] for letter in box.letters]
    assert ids[:2] == ["<alert.1@shop.example>"] * 2
    assert len(set(ids)) == 3


async def test_what_keeps_a_letter_is_told_apart() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        for box.refuse, code in (("451 Later", "busy"), ("550 No", "refused")):
            with pytest.raises(MailFailed) as failed:
                await mailer(port).send(LETTER)
            assert failed.value.code == code
    with pytest.raises(MailFailed) as failed:
        await mailer(port).send(LETTER)
    assert failed.value.code == "away"


async def test_a_server_that_is_away_or_breaks_off() -> None:
    box = Mailbox()
    box.lose = True
    with mail_server(box) as port, pytest.raises(MailFailed) as failed:
        await mailer(port).send(LETTER)
    assert not failed.value.permanent
    with pytest.raises(MailFailed):
        await mailer(port).check()


async def test_the_check_goes_as_far_as_a_letter_would() -> None:
    box = Mailbox()
    with mail_server(box) as port:
        assert "mail.test" in await mailer(port).check()
    assert box.letters == []


async def test_an_address_cannot_bring_headers_of_its_own() -> None:
    box = Mailbox()
    with mail_server(box) as port, pytest.raises(MailFailed):
        await mailer(port).send(Letter("a@b.example\r\nBcc: all@b.example", "s", "t"))
    assert box.letters == []


@pytest.mark.parametrize("language", ["ru", "en", "xx"])
def test_letters_are_written_in_each_language(language: str) -> None:
    letter = written("reset", "a@b.example", language, "chat.example", "https://chat.example/cabinet/reset#t")
    assert "chat.example" in letter.subject
    assert "https://chat.example/cabinet/reset#t" in letter.text
    assert ("пароль" in letter.text) == (language == "ru")
