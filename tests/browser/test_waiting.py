"""How long the wait is: a visitor is told what is usual, what is still to be expected, who is before them, and when somebody is back."""

import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest_asyncio
from playwright.async_api import Locator, expect

from besedka.app import DATABASE_FILE
from besedka.domain.waiting import RECENT
from tests.browser.choosing import change_settings
from tests.browser.conftest import NewOperator, NewVisitor
from tests.browser.forming import UNTOUCHED, choose, stands
from tests.browser.looks import Eye
from tests.browser.people import Visitor
from tests.browser.showing import hours, rules
from tests.processes import ServerProcess

VIEWS = [("desktop", "light"), ("desktop", "dark"), ("tablet", "light"), ("phone", "light"), ("phone", "dark")]
NOTHING = {
    "visitor_name", "assignee_id", "last_side", "last_operator", "waiting_since", "contact_id", "rating", "rated_at", "assigned_at",
    "left_by",
}  # fmt: skip
EMPTY = ("last_text", "page_url", "page_title", "referrer", "language", "user_agent", "tags", "rating_comment")


def answers_took(server: ServerProcess, minutes: int) -> None:
    """Have more conversations been answered after so many minutes than are looked at, in the server's own file, the newest of all."""
    now, took = round(time.time() * 1000), minutes * 60_000
    with closing(sqlite3.connect(server.data / DATABASE_FILE, timeout=30)) as database, database:
        names = [row[1] for row in database.execute("PRAGMA table_info(conversations)")]
        for n in range(1, RECENT + 10):
            at, id = now + 3_600_000 + n * 1_000, bytes([n]) * 16
            row: dict[str, object] = {name: None if name in NOTHING else "" if name in EMPTY else 0 for name in names}
            row |= {
                "id": id,
                "visitor_id": id,
                "project": server.project,
                "ordinal": -n,
                "status": "closed",
                "channel": "site",
                "attended": 1,
            }
            row |= {
                "channel": "site",
                "created_at": at,
                "closed_at": at + took,
                "last_at": at + took,
                "first_answer_at": at + took,
            }
            places = ",".join("?" * len(row))
            database.execute(f"INSERT INTO conversations ({','.join(row)}) VALUES ({places})", list(row.values()))


@pytest_asyncio.fixture(loop_scope="session")
async def waits(server: ServerProcess) -> AsyncIterator[ServerProcess]:
    """Answers have taken five minutes, and the project tells all that it may; afterwards as before."""
    answers_took(server, 5)
    await change_settings(server, show_wait=True, show_position=True)
    yield server
    with closing(sqlite3.connect(server.data / DATABASE_FILE, timeout=30)) as database, database:
        database.execute("DELETE FROM conversations WHERE ordinal < 0")
    await change_settings(server, show_wait=False, show_position=False)
    await stands(server, None)
    await choose(server, **UNTOUCHED)


def head(visitor: Visitor) -> Locator:
    """What the window's head says."""
    return visitor.page.locator(".besedka-frame header .txt")


def line(visitor: Visitor) -> Locator:
    """What somebody who waits is told among the messages."""
    return visitor.log.locator(".wait")


async def test_a_visitor_knows_how_long_it_takes_and_who_is_before_them(
    waits: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    anna, ivan, olga = await new_operator(), await new_visitor(), await new_visitor()
    asked: list[str] = []
    olga.page.on("request", lambda request: asked.append(request.url))
    await olga.visit()
    assert not [one for one in asked if "part-" in one], "nobody has opened anything"
    await olga.open()
    await expect(head(olga)).to_contain_text("Обычно отвечаем за 5 минут", timeout=10_000)
    assert (await olga.context.storage_state())["origins"] == []
    eye = await Eye.on(olga.page)
    await eye.sees_everywhere("wait-hello", VIEWS)
    await ivan.visit()
    await ivan.open()
    await ivan.write("Я был первым")
    await expect(line(ivan)).to_contain_text("Ваше обращение следующее", timeout=10_000)
    await olga.write("Я пишу второй")
    await expect(line(olga)).to_have_text("Ответим примерно через 5 минутВпереди ждёт 1 человек", timeout=10_000)
    await eye.sees_everywhere("wait-line", VIEWS)
    await olga.page.evaluate("besedka('language', 'en')")
    await expect(line(olga)).to_have_text(
        "We will reply in about 5 minutes1 person is waiting before you", timeout=10_000
    )
    await eye.sees_everywhere("wait-line-en", VIEWS[:1])
    await olga.page.evaluate("besedka('language', 'ru')")
    await anna.opens("Я был первым")
    await anna.takes()
    await expect(line(olga)).to_contain_text("Ваше обращение следующее", timeout=10_000)
    await expect(line(ivan)).to_have_text("Ответим примерно через 5 минут")
    await anna.page.locator(".rail").get_by_role("link", name="Новые").click()
    await anna.opens("Я пишу второй")
    await anna.takes()
    await anna.answers("Здравствуйте, Ольга")
    await olga.sees("Здравствуйте, Ольга")
    await expect(line(olga)).to_have_count(0)


async def test_with_nobody_there_it_is_told_when_somebody_is_back_until_somebody_comes(
    waits: ServerProcess, new_visitor: NewVisitor, new_operator: NewOperator
) -> None:
    await new_operator()
    await stands(waits, "away")
    ivan, olga = await new_visitor(), await new_visitor()
    schedule = {**hours(120, 60), "outside": "stay"}
    days = schedule["days"]
    assert isinstance(days, list)
    minute = days[0][0]["start"] + 180  # of the day in Moscow, where they sit
    moscow = datetime.now(UTC) + timedelta(hours=3)
    day = "завтра " if minute % 1440 < moscow.hour * 60 + moscow.minute else ""
    told = f"Откроемся {day}в {minute // 60 % 24}:{minute % 60:02}"
    async with rules(waits, schedule=schedule):
        await ivan.visit()
        await ivan.open()
        await expect(head(ivan)).to_contain_text(f"Никого нет. {told}", timeout=10_000)
        await ivan.write("Есть кто живой?")
        await expect(line(ivan)).to_have_text(f"{told}. Ваше сообщение у нас, ответим здесь.", timeout=10_000)
        await (await Eye.on(ivan.page)).sees_everywhere("wait-nobody", VIEWS)
        await choose(waits, away="form")
        await olga.visit()
        await olga.page.evaluate("besedka('language', 'en')")
        await olga.launcher.click()
        await expect(head(olga)).to_contain_text("We are back", timeout=10_000)
        await (await Eye.on(olga.page)).sees_everywhere("wait-form", VIEWS)
        await stands(waits, None)
        await expect(head(olga)).to_contain_text("Usually replies in 5 minutes", timeout=10_000)
        await expect(line(ivan)).to_contain_text("Ответим примерно через 5 минут", timeout=10_000)
