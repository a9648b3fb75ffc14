"""A server of the operators' app alone, of one release and then of another: every file that the build named is named otherwise there."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from besedka.api.assets import WEB

HASHED = re.compile(r"-([\w-]{8})(?=\.(?:js|css|svg)\b)")
ANEW = r"-anew\1"


class Releases:
    """Serves one release at a time, as an installation does: what the one before had is not there any more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = "first"
        for name in ("first", "second"):
            shutil.copytree(WEB / "operator", folder / name / "operator")
            shutil.copytree(WEB / "assets", folder / name / "assets")
        _rename(folder / "second")
        self.url = ""

    def entry(self, release: str) -> str:
        """Return the script with which a release begins."""
        found = re.search(r'src="(/assets/[^"]+\.js)"', (self.folder / release / "operator/index.html").read_text())
        assert found
        return found[1]


def _rename(root: Path) -> None:
    """Make it another release: other names of all files, and another version of the whole."""
    files = [*(root / "assets").iterdir(), root / "operator/index.html", root / "operator/sw.js"]
    for file in files:
        if file.suffix in (".js", ".css", ".html"):
            text = HASHED.sub(ANEW, file.read_text())
            file.write_text(re.sub(r"(version:[`\"'])[0-9a-f]{16}", r"\g<1>" + "0" * 16, text))
    for file in files[:-2]:
        file.rename(file.with_name(HASHED.sub(ANEW, file.name)))


@contextmanager
def releases(folder: Path) -> Iterator[Releases]:
    """Serve them on a socket of this machine."""
    served = Releases(folder)

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *rest: object) -> None:
            super().__init__(*rest, directory=str(folder / served.now))  # type: ignore[arg-type]

        def do_GET(self) -> None:
            if self.path.startswith("/api/"):
                return self.send_error(401)
            if self.path.startswith("/operator/") and "." not in self.path:
                self.path = "/operator/index.html"
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache" if "/assets/" not in self.path else "max-age=31536000")
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.url = f"http://127.0.0.1:{server.server_address[1]}/operator/"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield served
        server.shutdown()
        thread.join()
