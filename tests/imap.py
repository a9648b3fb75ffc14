"""A real IMAP server on a socket of this machine: letters are put into its mailbox as any mail server puts them."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.mail import free_port

USER, PASSWORD, FOLDER = "chat", "an application password", "Answers"
_PROGRAM = """
from pymap.main import main
from pysasl import SASLAuth
from pysasl.hashing import BuiltinHash

BuiltinHash.__init__.__kwdefaults__["rounds"] = 1
ways = list(SASLAuth._get_builtin_mechanisms())
SASLAuth._get_builtin_mechanisms = lambda: ways
main()
"""
"""pymap, without what would be most of the work of its tests: half a million rounds for every time somebody signs in, and a look at every
installed package, twice a connection, for ways to sign in."""


class Postbox:
    """The mailbox, as whoever brings letters and whoever looks over our shoulder see it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def put(self, *letters: bytes) -> None:
        """Bring letters."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as server:
            server.login(USER, PASSWORD)
            for content in letters:
                crlf = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                assert server.append(FOLDER, "", "", crlf)[0] == "OK"

    def unseen(self) -> int:
        """Return how many letters nobody has taken."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as server:
            server.login(USER, PASSWORD)
            server.select(FOLDER, readonly=True)
            return len(server.search(None, "UNSEEN")[1][0].split())


@contextmanager
def imap_server() -> Iterator[Postbox]:
    """Serve an empty mailbox, in a process of its own."""
    port = free_port()
    command = [
        sys.executable, "-c", _PROGRAM, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-data",
        "--demo-user", USER, "--demo-password", PASSWORD,
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _make_folder(port)
        yield Postbox(port)
    finally:
        server.terminate()
        server.wait(10)


def _make_folder(port: int) -> None:
    for _ in range(400):
        try:
            with imaplib.IMAP4("127.0.0.1", port, timeout=10) as server:
                server.login(USER, PASSWORD)
                assert server.create(FOLDER)[0] == "OK"
                return
        except OSError:
            time.sleep(0.05)  # it has not come up yet
    raise AssertionError("the IMAP server does not start")
