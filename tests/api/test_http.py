"""What every answer of the doors carries, and what no request gets: headers, origins, paths, words, limits."""

import asyncio
import itertools
import json
import re
import time
from collections.abc import Callable

import pytest

from besedka.api.guards import MAX_BODY
from besedka.ports.database import Database, DatabaseFailed, Script
from tests.clients import browse, hello, make_id
from tests.people import ANNA, MARINA, SITE
from tests.serving import Served

FOREIGN = ["null", "https://evil.example", SITE, "http://127.0.0.1", "http://127.0.0.1:1"]
OPERATOR = "/api/operator/v1"
POLL = "/api/visitor/v1/poll"
SPOKEN = [
    ("ru", "Войдите"), ("ru-RU,ru;q=0.9,en", "Войдите"), ("de,ru", "Войдите"),
    ("en", "Sign in"), ("de,en,ru", "Sign in"), ("de", "Sign in"), ("", "Sign in"),
]  # fmt: skip
"""Whoever would rather have a language that is not spoken here is told in the next one that they named."""
JSON = "application/json"
MALFORMED = [
    (b"", JSON),
    (b"{", JSON),
    (b"[]", JSON),
    (b'{"project":1}', JSON),
    (b"\xff\xfe", JSON),
    (b"project=1", "application/x-www-form-urlencoded"),
    (b"{}", "text/plain"),
    (b"[" * 100_000, JSON),
    (b"x" * (MAX_BODY + 1), JSON),
    (b'{"email":"\\ud800"}', JSON),
]
NO_LISTS = [
    "list=every", "list=all&sort=name", "list=all&tag=x", "list=all&rating=6", "list=all&channel=fax", "list=all&since=-1",
    "list=new&limit=0", "list=new&limit=501", "list=new&cursor=x", "list=new&cursor=%00", "",
]  # fmt: skip


async def test_a_foreign_page_changes_nothing(server: Served) -> None:
    for origin in FOREIGN:
        token = await server.sign_in(ANNA)
        async with server.http(token) as http:
            foreign = {"Origin": origin}
            sign_in = {"email": MARINA.email, "password": MARINA.password, "remember": False}
            for method, path, body in (
                ("POST", f"{OPERATOR}/conversations/{'0' * 32}/take", None),
                ("DELETE", f"{OPERATOR}/session", None),
                ("POST", "/api/owner/v1/session", sign_in),
            ):
                answer = await http.request(method, path, json=body, headers=foreign)
                assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
                assert "access-control-allow-origin" not in answer.headers
            assert (await http.get(f"{OPERATOR}/session")).status_code == 200


async def test_a_page_of_a_site_may_poll_and_read_the_answer(server: Served) -> None:
    body = {"hello": hello(server.shop.key), "frames": [], "wait": 0}
    async with browse(server.url) as http:
        asked = await http.options(f"{POLL}?project={server.shop.key}", headers={"Origin": SITE})
        answer = await http.post(f"{POLL}?project={server.shop.key}", json=body, headers={"Origin": SITE})
    for found in (asked, answer):
        assert found.headers["access-control-allow-origin"] == SITE
        assert "access-control-allow-credentials" not in found.headers
        assert "Origin" in found.headers["vary"]
    assert answer.json()["frames"][0]["t"] == "welcome"


async def test_a_page_of_no_site_may_not(server: Served) -> None:
    for origin in ("null", "https://evil.example", "http://shop.example", f"{SITE}.evil.example", ""):
        body = {"hello": hello(server.shop.key), "frames": [{"t": "post", "id": make_id(), "text": "x"}], "wait": 0}
        async with browse(server.url) as http:
            asked = await http.options(f"{POLL}?project={server.shop.key}", headers={"Origin": origin})
            answer = await http.post(POLL, json=body, headers={"Origin": origin})
            settings = await http.get(f"/c/{server.shop.key}.json", headers={"Origin": origin})
        assert asked.status_code == 403
        for found in (asked, answer, settings):
            assert "access-control-allow-origin" not in found.headers
        assert [(f["t"], f["code"]) for f in answer.json()["frames"]] == [("refused", "origin_refused")]
        assert answer.json()["close"] == 4003


async def test_a_preflight_for_no_project_is_refused(server: Served) -> None:
    for key in ("", "x", "%00", "0" * 32, "'--", "5" * 32 + "%0A"):
        async with browse(server.url) as http:
            assert (await http.options(f"{POLL}?project={key}", headers={"Origin": SITE})).status_code == 403


async def test_a_conversation_by_polling(server: Served) -> None:
    """The fallback, on both sides: what is said is acknowledged, what is missed comes next time, and waiting ends with news."""
    async with (
        browse(server.url, headers={"Origin": SITE}) as http,
        server.http(await server.sign_in(ANNA)) as desk,
    ):

        async def poll(
            key: str | None, position: str | None, *frames: object, wait: int = 0
        ) -> list[dict[str, object]]:
            body = {"hello": hello(server.shop.key, key, position), "frames": frames, "wait": wait}
            answer = await http.post(POLL, json=body)
            assert (answer.status_code, answer.json()["close"]) == (200, None)
            frames_heard: list[dict[str, object]] = answer.json()["frames"]
            return frames_heard

        welcome, *_ = await poll(None, None)
        key, position = str(welcome["key"]), str(welcome["position"])
        id = make_id()
        for _ in range(2):
            told = await poll(key, position, {"t": "post", "id": id, "text": "by poll"}, wait=5)
            assert [(f["id"], f["seq"]) for f in told if f["t"] == "ack"] == [(id, 1)]
        said = {"t": "hello", "v": 1, "position": 0, "language": "ru"}
        heard = (await desk.post(f"{OPERATOR}/poll", json={"hello": said, "frames": [], "wait": 5})).json()["frames"]
        started = next(f for f in heard if f["t"] == "conversation_started")
        assert [f["message"]["text"] for f in heard if f["t"] == "message_posted"] == ["by poll"]
        posted = await desk.post(
            f"{OPERATOR}/conversations/{started['conversation']['id']}/messages",
            json={"id": make_id(), "text": "by HTTP"},
        )
        assert posted.json()["seq"] == 2
        told = await poll(key, position, wait=5)
        assert [m["text"] for f in told if f["t"] == "message_posted" and isinstance(m := f["message"], dict)][
            -1
        ] == "by HTTP"
    assert not server.house.hub.sessions


async def test_a_poll_brings_the_answers_to_its_own_posts_however_slow_the_disk_is(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = type(server.house.deps.database)
    write = kind.write

    def slowly(self: Database, script: Script[object], done: Callable[[object], None]) -> None:
        asyncio.get_running_loop().call_later(0.4, write, self, script, done)

    async with browse(server.url, headers={"Origin": SITE}) as http:
        welcomed = await http.post(POLL, json={"hello": hello(server.shop.key), "frames": [], "wait": 0})
        key = welcomed.json()["frames"][0]["key"]
        monkeypatch.setattr(kind, "write", slowly)
        posts = [{"t": "post", "id": make_id(), "text": text} for text in ("one", "two", " ")]
        body = {"hello": hello(server.shop.key, key), "frames": [*posts, {"t": "history", "before": 5}], "wait": 0}
        heard = (await http.post(POLL, json=body)).json()["frames"]
    assert sorted(f["t"] for f in heard) == ["ack", "ack", "older", "refused", "welcome"]


async def test_a_poll_with_half_a_pair_is_not_lost(server: Served) -> None:
    raw = '{"hello":%s,"frames":[{"t":"post","id":"%s","text":"a\\ud83d"}],"wait":5}'
    async with browse(server.url, headers={"Origin": SITE, "Content-Type": "application/json"}) as http:
        answer = await http.post(POLL, content=raw % (json.dumps(hello(server.shop.key)), make_id()))
    assert [f["t"] for f in answer.json()["frames"]] == ["welcome", "ack"]


async def test_the_apps_come_with_every_lock(server: Served) -> None:
    for path in ("/operator/", "/operator/c/x", "/cabinet/", "/cabinet/home"):
        async with server.http() as http:
            headers = (await http.get(path)).headers
        policy = {part.split()[0]: part.split()[1:] for part in headers["content-security-policy"].split(";")}
        assert policy["default-src"] == policy["script-src"] == ["'self'"]
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


async def test_the_apps_hold_no_inline_code(server: Served) -> None:
    async with server.http() as http:
        for path in ("/operator/", "/cabinet/"):
            page = (await http.get(path)).text
            assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=|javascript:", page, re.IGNORECASE)


async def test_every_answer_of_the_api_is_kept_nowhere_and_sniffed_by_nobody(server: Served) -> None:
    async with server.http() as http:
        for path in (f"{OPERATOR}/session", "/api/owner/v1/home", "/api/nothing", f"/c/{server.shop.key}.json"):
            headers = (await http.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert "no-store" in headers["cache-control"] or path.startswith("/c/")
            assert "server" not in headers


async def test_by_https_browsers_are_told_to_stay_there(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("besedka.api.guards.is_secure", lambda _: True)
    async with server.http() as http:
        assert "max-age" in (await http.get("/operator/")).headers["strict-transport-security"]


UP = [
    "..%2f..%2fpyproject.toml",
    "%2e%2e/%2e%2e/cli.py",
    "....//cli.py",
    "%00",
    "a%00.js",
    "..%5c..%5ccli.py",
    "x" * 3_000 + ".js",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    ".",
    "..",
    "manifest.json/../../cli.py",
]


async def test_no_path_leads_out_of_its_folder(server: Served) -> None:
    for root, path in itertools.product(("/assets/", "/operator/", "/cabinet/", "/demo/"), UP):
        host, port = server.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET {root}{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = (await asyncio.wait_for(reader.read(), 5)).decode("utf-8", "replace")
        writer.close()
        status = int(answer.split()[1])
        assert status in (200, 302, 307, 400, 404)
        assert "import " not in answer.split("\r\n\r\n", 1)[1]
        assert "root:" not in answer
        assert status != 200 or "<!doctype html>" in answer.lower()


async def test_a_problem_speaks_the_persons_language(server: Served) -> None:
    for language, word in SPOKEN:
        async with server.http() as http:
            answer = await http.get(f"{OPERATOR}/session", headers={"Accept-Language": language})
        assert answer.headers["content-type"] == "application/json"
        assert set(answer.json()) == {"code", "params", "message"}
        assert answer.json()["message"].startswith(word)


async def test_a_malformed_body_is_refused_by_name(server: Served) -> None:
    for content, kind in MALFORMED:
        async with server.http() as http:
            answer = await http.post(f"{OPERATOR}/session", content=content, headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
        assert answer.json()["params"]["field"]


async def test_a_counter_that_cannot_be_told_is_a_problem_in_words(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(self: Database, script: Script[object]) -> object:
        raise DatabaseFailed("disk_failing", "a test's own")

    async with server.http() as http:
        unknown = await http.get(f"/c/{'0' * 32}.js")
        monkeypatch.setattr(type(server.house.deps.database), "read", failing)
        failed = await http.get(f"/c/{server.shop.key}.json")
        monkeypatch.undo()
    assert (unknown.status_code, unknown.json()["code"]) == (404, "project_unknown")
    assert unknown.json()["message"].startswith("Проекта с таким ключом нет")
    assert (failed.status_code, failed.json()["code"]) == (503, "disk_failing")
    assert failed.json()["message"]


async def test_unknown_addresses_and_methods_are_problems_too(server: Served) -> None:
    async with server.http() as http:
        assert (await http.get("/api/nothing")).json()["code"] == "not_found"
        wrong = await http.put(f"{OPERATOR}/session")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["allow"]


async def test_a_list_that_is_none_is_refused(server: Served) -> None:
    for query in NO_LISTS:
        async with server.http(await server.sign_in(ANNA)) as http:
            answer = await http.get(f"{OPERATOR}/conversations?{query}")
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")


async def test_health_and_figures_tell_no_secrets(server: Served) -> None:
    visitor = await server.visitor()
    await visitor.post("a secret")
    async with server.http() as http:
        assert (await http.get("/health/live")).json() == {"status": "live"}
        assert (await http.get("/health/ready")).json() == {"status": "ready"}
        figures = (await http.get("/metrics")).text
    assert "besedka_connections 1.0" in figures
    for secret in ("secret", "example", server.shop.key, str(visitor.key)):
        assert secret not in figures


async def test_an_answer_on_a_kept_line_comes_at_once(server: Served) -> None:
    """It leaves in two writes; were the second held until the first is acknowledged, each would come 40 ms late."""
    took: list[float] = []
    async with server.http() as http:
        for _ in range(25):
            asked = time.monotonic()
            await http.get(f"{OPERATOR}/session")
            took.append(time.monotonic() - asked)
    assert min(took[5:]) < 0.03, "the quickest, so that a busy machine accuses nobody"
