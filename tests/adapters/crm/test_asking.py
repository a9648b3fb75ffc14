"""What the connectors share: answers taken apart without trust, refusals in the house's words, the pace."""

import ast
import time
from email.utils import formatdate

import pytest
from pydantic_core import to_json
from tools.sizes import tracked

from besedka.adapters.crm.asking import Asking, Pace, refusal
from besedka.adapters.crm.shelf import CONNECTORS
from besedka.adapters.crm.tree import Tree, read, said
from besedka.ports.crm import CrmFailed
from besedka.ports.http import DAY, Answer, HttpFailed, Request, retry_after
from tests.crm.world import Purse


class Server:
    """Says what it is told to, or fails."""

    def __init__(self, says: Answer | HttpFailed) -> None:
        self._says = says
        self.asked: list[Request] = []

    async def ask(self, request: Request) -> Answer:
        self.asked.append(request)
        if isinstance(self._says, HttpFailed):
            raise self._says
        return self._says


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    """Return an answer; `_` in a header's name is a dash."""
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body, 1)


def asking(says: Answer | HttpFailed) -> tuple[Asking, Server]:
    server = Server(says)
    return Asking(server, Pace(1_000), lambda answer: answer.headers.get("x-reason", "")), server


async def test_json_goes_out_and_comes_back() -> None:
    asks, server = asking(answer(200, '{"имя": "Ольга"}'.encode()))
    assert (await asks.json("POST", "https://crm.example/x", {"X-Key": "k"}, {"b": [1, "я"]}))["имя"].text == "Ольга"
    (request,) = server.asked
    assert (request.method, request.body.decode()) == ("POST", '{"b":[1,"я"]}')
    assert dict(request.headers) == {"Accept": "application/json", "Content-Type": "application/json", "X-Key": "k"}


async def test_an_empty_answer_is_nothing_and_no_json_is_strange() -> None:
    assert not await asking(answer(204))[0].json("GET", "https://crm.example/", {})
    for body in (b"<html>Sign in</html>", b"\xff\xfe", b"[" * 100_000, b'{"a":'):
        with pytest.raises(CrmFailed) as failed:
            await asking(answer(200, body))[0].json("GET", "https://crm.example/", {})
        assert (failed.value.code, failed.value.permanent, failed.value.lost) == ("crm_strange", False, True)
        assert len(failed.value.detail) < 250


@pytest.mark.parametrize(
    ("status", "code", "permanent", "lost"),
    [
        (301, "crm_address", True, False), (400, "crm_refused", True, False), (401, "crm_no_access", True, False),
        (402, "crm_unpaid", True, False), (403, "crm_no_right", True, False), (404, "crm_refused", True, False),
        (408, "crm_broken", False, True), (429, "crm_busy", False, False), (500, "crm_broken", False, True),
        (503, "crm_broken", False, True),
    ],
)  # fmt: skip
async def test_a_refusal_is_in_the_houses_words(status: int, code: str, permanent: bool, lost: bool) -> None:
    with pytest.raises(CrmFailed) as failed:
        await asking(answer(status, b"<h1>no</h1>", x_reason="It is so."))[0].json("POST", "https://crm.example/", {})
    assert (failed.value.code, failed.value.permanent, failed.value.lost) == (code, permanent, lost)
    assert failed.value.detail == "It is so."


async def test_a_vendor_may_say_itself_what_its_refusal_is() -> None:
    server, gone = Server(answer(400)), CrmFailed("crm_lead_gone", permanent=True)
    with pytest.raises(CrmFailed) as failed:
        await Asking(server, Pace(1_000), lambda answer: gone).json("GET", "https://crm.example/", {})
    assert failed.value is gone


def test_a_refusal_without_a_reason_says_how_the_answer_began() -> None:
    assert refusal(answer(500, "<h1>\n Ошибка</h1>".encode() * 100)).detail.startswith("HTTP 500 <h1> Ошибка</h1>")
    assert refusal(answer(302, location="https://elsewhere.example/")).detail == "https://elsewhere.example/"
    assert said(answer(204)) == "HTTP 204"


@pytest.mark.parametrize(
    ("code", "meant", "permanent"),
    [
        ("http_address", "crm_address", True), ("http_private", "crm_private", True), ("http_unsafe", "crm_unsafe", True),
        ("http_away", "crm_away", False), ("http_slow", "crm_slow", False), ("http_cut", "crm_away", False),
        ("http_large", "crm_strange", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lost", [True, False])
async def test_no_answer_is_in_the_houses_words(code: str, meant: str, permanent: bool, lost: bool) -> None:
    with pytest.raises(CrmFailed) as failed:
        await asking(HttpFailed(code, "a.example", lost=lost, cause="All attempts failed"))[0].answer(
            "GET", "https://crm.example/", {}
        )
    assert (failed.value.code, failed.value.permanent, failed.value.lost) == (meant, permanent, lost)
    assert failed.value.detail == "a.example"


@pytest.mark.parametrize("key", ["ключ", "a\nb: c", "\x00", "“quoted”"])
async def test_a_key_that_no_header_can_carry_is_never_sent(key: str) -> None:
    asks, server = asking(answer())
    with pytest.raises(CrmFailed) as failed:
        await asks.json("GET", "https://crm.example/", {"Authorization": f"Bearer {key}"})
    assert (failed.value.code, failed.value.permanent, server.asked) == ("crm_key_letters", True, [])
    assert key not in str(failed.value)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("7", 7), (" 7 ", 7), ("", 0), ("-7", 0), ("²", 0), ("soon", 0), ("9" * 400, DAY), ("0", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", DAY), ("Fri, 31 Dec 99999 23:59:59 GMT", 0),
    ],
)  # fmt: skip
def test_how_long_to_wait(asked: str, seconds: float) -> None:
    assert retry_after(answer(429, retry_after=asked)) == seconds


def test_how_long_to_wait_until_a_moment() -> None:
    assert 50 < retry_after(answer(429, retry_after=formatdate(time.time() + 60, usegmt=True))) <= 60
    assert retry_after(answer(429)) == 0


async def test_the_pace_lets_one_through_at_a_time() -> None:
    pace, started = Pace(50), time.monotonic()
    for _ in range(6):
        await pace.turn()
    assert time.monotonic() - started >= 5 / 50


async def test_the_pace_lets_a_few_through_at_once_after_a_pause() -> None:
    pace, started = Pace(20, 4), time.monotonic()
    for _ in range(4):
        await pace.turn()
    assert time.monotonic() - started < 3 / 20
    for _ in range(2):
        await pace.turn()
    assert time.monotonic() - started >= 2 / 20


def test_a_tree_never_fails() -> None:
    tree = Tree({"a": [{"b": 1}, "x"], "n": None, "f": 1500.5, "t": True, "big": "12345678901234567890"})
    assert tree["a"][0]["b"].number == 1
    assert (tree["a"][-1].text, tree["a"][2].text, tree["a"]["b"].text, tree["x"]["y"][0].text) == ("x", "", "", "")
    assert (tree["n"].text, tree["t"].text, tree["f"].text, tree["f"].number) == ("", "", "1500.5", 1500)
    assert (tree["big"].number, Tree("x").number, Tree("nan").number, Tree("inf").number) == (
        12345678901234567890,
        0,
        0,
        0,
    )
    assert ([one.text for one in tree["a"][0]], [key for key, _ in tree["a"][0].items()]) == ([], ["b"])
    assert (bool(tree["a"]), bool(tree["x"]), list(Tree("text")), Tree([]).items()) == (True, False, [], [])


def test_numbers_that_are_no_numbers_elsewhere() -> None:
    assert read(answer(200, b'{"a": NaN}'))["a"].number == 0
    assert read(answer(200, b'{"a": 1e999}'))["a"].number == 0


ENDLESS = {
    "results": [], "paging": {"next": {"after": "1"}}, "success": True, "data": [], "additional_data": {"next_cursor": "x"}, "result": [],
    "next": 50, "_embedded": {"users": []}, "_links": {"next": {"href": "x"}}, "users": [], "pagination": {"totalPageCount": 10**9},
    "list": [{"id": "1", "type": "regular"}], "total": -1,
}  # fmt: skip
"""A list that goes on for ever, in the words of several vendors."""
VALUES = {"address": "https://crm.example", "token": "t", "key": "k", "webhook": "https://crm.example/rest/1/k"}


@pytest.mark.parametrize("name", ["amocrm", "bitrix24", "espocrm", "hubspot", "pipedrive", "retailcrm"])
async def test_a_list_without_an_end_is_given_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.adapters.crm.asking.MOST_PAGES", 3)
    connector, server = next(one for one in CONNECTORS if one.name == name), Server(answer(200, to_json(ENDLESS)))
    crm = connector.open(Purse(VALUES), server)
    with pytest.raises(CrmFailed) as failed:
        await (crm.fields() if name == "pipedrive" else crm.managers())
    assert (failed.value.code, failed.value.permanent, len(server.asked)) == ("crm_large", True, 3)


def test_no_connector_walks_a_list_in_a_way_of_its_own() -> None:
    loops = [
        (path.name, node.lineno)
        for path in tracked("besedka/adapters/crm/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.While)
    ]
    assert not loops
