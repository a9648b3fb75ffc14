"""What the log of a CRM never shows."""

import asyncio
import json
import time
from urllib.parse import quote, urlencode

import pytest
from pydantic_core import to_json

from besedka.actions.crm.calls import MASK, MAX_BODY, PLACES, LoggedHttp, beginning, masked
from besedka.app import House
from besedka.ports.http import Answer, Request
from tests.people import Shop


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"id": 1, "secretKey": "a\\"bc", "name": "x"}', '{"id": 1, "secretKey": "•••", "name": "x"}'),
        ('{"access_token":"abc","expires":1}', '{"access_token":"•••","expires":1}'),
        ("grant_type=code&client_secret=abc&x=1", "grant_type=code&client_secret=•••&x=1"),
        ("/rest/1/hook-secret-value/crm.item.add", "/rest/1/•••/crm.item.add"),
        ("?key=hook-secret-value%21", "?key=•••%21"),
        ('{"title": "Заявка про токен"}', '{"title": "Заявка про токен"}'),
    ],
)
def test_a_secret_is_masked_wherever_it_stands(text: str, shown: str) -> None:
    assert masked(text, ("hook-secret-value",)) == shown


@pytest.mark.parametrize("begun", ["", '"', 'x="', "a"])
def test_an_answer_that_is_all_about_secrets_holds_up_nobody(begun: str) -> None:
    started = time.process_time()
    masked(begun + "token" * 100_000, ())
    beginning((begun + "token" * 1_000_000).encode(), ("secret",))
    assert time.process_time() - started < 1


@pytest.mark.parametrize("secret", ['pa"ss/wörd x', "a/b+c d\\e", "пароль-из-слов"])
def test_a_secret_is_masked_however_a_program_spells_it(secret: str) -> None:
    spelled = (
        json.dumps([secret]), json.dumps([secret], ensure_ascii=False), json.dumps([secret]).replace("/", "\\/"),
        to_json([secret]).decode(), urlencode({"x": secret}), quote(secret), quote(secret, safe=""), secret,
    )  # fmt: skip
    for text in spelled:
        assert masked(f"<{text}>", (secret,)).strip('<["]>x=') == MASK, text


@pytest.mark.parametrize("place", [*range(MAX_BODY - 60, MAX_BODY + 60, 7)])
def test_where_a_body_is_cut_no_half_of_a_secret_is_left(place: int) -> None:
    secret = "half-of-me-is-enough-to-know"
    body = f"{secret} " * 40 + "я" * (place - 40 * (len(secret) + 1)) + secret + "z" * 10_000
    kept = beginning(body.encode(), (secret,))
    assert len(kept) <= MAX_BODY
    assert "half" not in kept
    assert beginning(secret.encode(), (secret,)) == MASK


class Slow:
    """A server that answers nobody until it is told to."""

    def __init__(self) -> None:
        self.answers = asyncio.Event()
        self.asked = 0

    async def ask(self, _: Request) -> Answer:
        """Wait."""
        self.asked += 1
        await self.answers.wait()
        return Answer(200, {}, b"", 1)


async def test_a_project_asks_its_crm_so_many_things_at_once_and_no_more(house: House, shop: Shop) -> None:
    slow = Slow()
    http = LoggedHttp(slow, house.deps, shop.number, tuple)
    asking = [asyncio.ensure_future(http.ask(Request("GET", "https://crm.example/"))) for _ in range(PLACES + 5)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert slow.asked == PLACES
    slow.answers.set()
    await asyncio.gather(*asking)
    assert slow.asked == PLACES + 5
    await house.deps.committer.drain()
