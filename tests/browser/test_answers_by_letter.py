"""A client who left answers by letter: their words appear in the conversation, in front of the operator and in the chat."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from besedka.domain.project import snippet
from tests.browser.conftest import NewOperator, NewVisitor, call_nobody
from tests.browser.looks import look
from tests.browser.shop import Shop
from tests.imap import FOLDER, PASSWORD, USER, Postbox, imap_server
from tests.jobs.letters.post import reply
from tests.mail import Mailbox, free_port, mail_server
from tests.processes import ServerProcess, besedka
from tests.waiting import until


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def post() -> AsyncIterator[tuple[Mailbox, int, Postbox]]:
    """What goes out, by which port, and what comes in."""
    box = Mailbox()
    with mail_server(box) as port, imap_server() as postbox:
        yield box, port, postbox


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(
    shop: Shop, post: tuple[Mailbox, int, Postbox], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[ServerProcess]:
    """A server of its own, which sends letters and reads a mailbox; the shop's pages are its, as long as these tests run."""
    _, smtp, postbox = post
    data, port, others = tmp_path_factory.mktemp("letters"), free_port(), shop.snippet
    env = {
        "BESEDKA_PUBLIC_URL": f"http://127.0.0.1:{port}", "BESEDKA_SMTP_HOST": "127.0.0.1", "BESEDKA_SMTP_PORT": str(smtp),
        "BESEDKA_SMTP_SECURITY": "none", "BESEDKA_MAIL_FROM": "chat@shop.example", "BESEDKA_MAIL_REPLY_TO": "chat@shop.example",
        "BESEDKA_IMAP_HOST": "127.0.0.1", "BESEDKA_IMAP_PORT": str(postbox.port), "BESEDKA_IMAP_SECURITY": "none",
        "BESEDKA_IMAP_USER": USER, "BESEDKA_IMAP_PASSWORD": PASSWORD, "BESEDKA_IMAP_FOLDER": FOLDER,
    }  # fmt: skip
    process = ServerProcess(data, demo=True, port=port, env=env, cheap_passwords=True)
    installed = await process.start(60)
    project = installed["project"]
    assert isinstance(project, dict)
    allowed = besedka(
        "project", "allow-site", "--project", str(project["number"]), "--site", shop.url, "--data", str(data)
    )
    assert allowed.returncode == 0, allowed.stderr
    call_nobody(process)
    shop.snippet = snippet(process.url, str(project["key"]))
    yield process
    shop.snippet = others
    await process.stop()


async def test_the_letters_answer_appears(
    new_visitor: NewVisitor, new_operator: NewOperator, post: tuple[Mailbox, int, Postbox]
) -> None:
    box, _, postbox = post
    anna, olga = await new_operator(), await new_visitor()
    await olga.visit("/lamp")
    await olga.open()
    await olga.write("Лампа ещё есть?")
    await anna.opens("Лампа ещё есть?")
    await anna.takes()
    card = anna.page.get_by_role("complementary", name="Клиент")
    await card.get_by_role("button", name=re.compile("^Почта")).click()
    await card.get_by_label("Почта", exact=True).fill("olga@example.com")
    await card.get_by_label("Почта", exact=True).press("Enter")
    await anna.answers("Есть две")
    await anna.sees("Есть две")
    await card.get_by_role("button", name="Отправить ответ письмом").click()
    await expect(card.get_by_text("Письмо отправлено на olga@example.com")).to_be_visible(timeout=15_000)
    await until(lambda: len(box.letters) == 1)
    answer = reply(box.letters[0], "Беру обе,\nпривезите завтра", From="Ольга <olga@example.com>")
    await asyncio.to_thread(postbox.put, answer.as_bytes())
    await expect(anna.log.get_by_text("Беру обе,")).to_be_visible(timeout=20_000)
    await expect(anna.log.get_by_text("Клиент ответил письмом")).to_be_visible()
    await expect(anna.log.get_by_text("Напишите ответ выше")).to_have_count(0)
    await expect(olga.log.get_by_text("Беру обе,")).to_be_visible(timeout=10_000)
    await look(anna.page, "answered-by-letter")
