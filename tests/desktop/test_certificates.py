"""Certificates: what the system does not trust gets nothing; one's own authority is believed for the hosts that it vouches for."""

import datetime
import http.server
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from besedka_desktop import settings
from besedka_desktop.settings import Account, Settings
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.desktop.conftest import NewApp
from tests.desktop.surroundings import Environment

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Authority:
    """An authority of one's own, which the system does not know."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    name: x509.Name = field(default_factory=lambda: named("Our own"))

    def root(self) -> x509.Certificate:
        """Its own certificate."""
        return self._sign(self.name, self.key.public_key(), x509.BasicConstraints(ca=True, path_length=None))

    def vouch(self, host: str, path: Path) -> Path:
        """Write a certificate for the host, with its chain and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self._sign(named(host), key.public_key(), x509.SubjectAlternativeName([x509.DNSName(host)]))
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(leaf.public_bytes(Encoding.PEM) + self.root().public_bytes(Encoding.PEM) + private)
        return path

    def _sign(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
        made = x509.CertificateBuilder(self.name, subject, key, x509.random_serial_number(), now - day, now + 90 * day)
        return made.add_extension(extension, critical=False).sign(self.key, hashes.SHA256())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@contextmanager
def serving(certificate: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve one page over https; yields its address and what was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>inside</title>")

        do_POST = do_GET  # noqa: N815  # as the server of Python's own library wants it called

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://localhost:{server.server_address[1]}", asked
    finally:
        server.shutdown()


@pytest.mark.parametrize(
    ("host", "believes", "gets_in"),
    [("localhost", False, False), ("localhost", True, True), ("elsewhere.example", True, False)],
)
async def test_own_authority(
    new_app: NewApp, around: Environment, tmp_path: Path, host: str, believes: bool, gets_in: bool
) -> None:
    authority = Authority()
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root().public_bytes(Encoding.PEM))
    with serving(authority.vouch(host, tmp_path / "leaf.pem")) as (url, asked):
        app = await new_app(start=False)
        account = Account("0123456789abcdef", url, 1042, "anna@example.com")
        settings.save(Settings(accounts=[account], authority=str(root) if believes else ""), app.settings)
        await app.start()
        if gets_in:
            await app.becomes(calm=False, title="inside")
        else:
            await app.becomes(calm=True)
            assert asked == []
