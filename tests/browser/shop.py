"""A shop on a site of its own: another origin than the server's, so that everything crosses the border it crosses in life."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PAGE = """<!doctype html><html lang="{language}" dir="{dir}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">{snippet}</head>
<body style="font:16px sans-serif"><main><h1 id="top">{title}</h1>
<p style="block-size:1600px">{text}</p><a href="/lamp">Lamp</a></main></body></html>"""


class Shop:
    """Pages with the snippet, or without; `csp` is sent as the pages' Content-Security-Policy."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.snippet = ""
        self.csp = ""
        self.pages: dict[str, str] = {}
        """Pages as their site wrote them, by their path; `{snippet}` is where the counter's code stands."""

    def page(self, path: str) -> bytes:
        """Return the page at this address; `/en…` is in English, `/ar…` in Arabic from right to left, `/plain` has no snippet."""
        if path in self.pages:
            return self.pages[path].replace("{snippet}", self.snippet).encode()
        language = path[1:3] if path[1:3] in ("en", "ar") else "ru"
        snippet = "" if path == "/plain" else self.snippet
        return PAGE.format(
            language=language,
            dir="rtl" if language == "ar" else "ltr",
            title=f"Shop {path}",
            snippet=snippet,
            text="Lamps. " * 20,
        ).encode()


@contextmanager
def open_shop() -> Iterator[Shop]:
    """Serve the shop on a free port until the end of the block."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path != "/favicon.ico"
            body = shop.page(self.path) if known else b""
            self.send_response(200 if known else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if shop.csp:
                self.send_header("Content-Security-Policy", shop.csp)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop = Shop(f"http://localhost:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield shop
    server.shutdown()
    server.server_close()
