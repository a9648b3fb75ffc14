"""The pages port's promise: what is public is opened, what is private, endless or slow is not (SECURITY.md, line 18)."""

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from besedka.adapters.pages import guarded
from besedka.adapters.pages.guarded import GuardedPages
from besedka.domain.address import read_networks
from besedka.ports.pages import PageFailed

HERE = read_networks("127.0.0.0/8")


PIECES = {"/endless": [b"x" * 65_536] * 400, "/slow": [b"x"] * 200}
"""What some pages are made of."""


@dataclass
class Site:
    url: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            if self.path.startswith("/to?"):
                return self.send_elsewhere(self.path[4:])
            self.send_response(404 if self.path == "/none" else 200)
            self.send_header(
                "Content-Type", f"text/html; charset={'base64' if self.path == '/odd' else 'windows-1251'}"
            )
            self.send_header("Content-Security-Policy", "default-src 'self'")
            self.send_header("Content-Security-Policy", "img-src *")
            self.end_headers()
            for piece in PIECES.get(self.path, ()):
                self.wfile.write(piece)
                time.sleep(0.05 if len(piece) == 1 else 0)
            self.wfile.write("Привет".encode("cp1251"))

        def send_elsewhere(self, target: str) -> None:
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()


async def test_a_page_with_its_policies_in_its_own_letters(site: Site) -> None:
    page = await GuardedPages(HERE).open(f"{site.url}/a?b=1")
    assert (page.status, page.text, page.policies) == (200, "Привет", ("default-src 'self'", "img-src *"))
    assert site.asked == ["/a?b=1"]
    assert (await GuardedPages(HERE).open(f"{site.url}/none")).status == 404
    assert (await GuardedPages(HERE).open(f"{site.url}/odd")).status == 200, "a charset that nobody knows"


async def test_what_is_private_is_never_asked(site: Site) -> None:
    port = site.url.rsplit(":", 1)[1]
    for host in (
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
        "2130706433",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
    ):
        with pytest.raises(PageFailed) as failed:
            await GuardedPages().open(f"http://{host}:{port}/")
        assert failed.value.code == "page_private", host
    assert site.asked == []


async def test_a_redirect_is_judged_like_the_first_address(site: Site) -> None:
    assert (await GuardedPages(HERE).open(f"{site.url}/to?/a")).url == f"{site.url}/a"
    for target, code in (
        ("http://10.0.0.1/", "page_private"), ("file:///etc/passwd", "page_unknown"), ("gopher://x/", "page_unknown"),
        ("http://user:pass@127.0.0.1/", "page_unknown"), (f"/to?{site.url}/to?", "page_wandering"),
    ):  # fmt: skip
        with pytest.raises(PageFailed) as failed:
            await GuardedPages(HERE).open(
                f"{site.url}/to?{target}" if code != "page_wandering" else f"{site.url}/to?/to?/to?/to?/to?/to?/a"
            )
        assert failed.value.code == code, target


async def test_a_page_without_end_is_cut(site: Site) -> None:
    page = await GuardedPages(HERE).open(f"{site.url}/endless")
    assert len(page.text) == guarded.LIMIT


async def test_a_page_by_drops_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "WITHIN", 0.5)
    started = time.monotonic()
    with pytest.raises(PageFailed) as failed:
        await GuardedPages(HERE).open(f"{site.url}/slow")
    assert failed.value.code == "page_away"
    assert time.monotonic() - started < 3


async def test_headers_by_drops_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "WITHIN", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            line, _ = listener.accept()
            try:
                for letter in "HTTP/1.1 200 OK\r\nX-Long: " + "x" * 1_000:
                    line.sendall(letter.encode())
                    time.sleep(0.1)
            except OSError:
                return

        threading.Thread(target=drip, daemon=True).start()
        started = time.monotonic()
        with pytest.raises(PageFailed):
            await GuardedPages(HERE).open(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        assert time.monotonic() - started < 3


async def test_nobody_answers_and_nobody_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for url, code in ((f"http://127.0.0.1:{port}/", "page_away"), ("http://nobody.invalid/", "page_unknown")):
        with pytest.raises(PageFailed) as failed:
            await GuardedPages(HERE).open(url)
        assert failed.value.code == code
