"""A real mail server on a socket of this machine: what it took, and what it refuses."""

import asyncio
import datetime
import ipaddress
import re
import socket
import ssl
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "chat", "an application password"
LINK = re.compile(r"https?://\S+#(\S+)")
LINK_OF_ALL = re.compile(r"(?m)^https?://\S+$")
"""A link on a line of its own."""


class Mailbox:
    """What the server took. `refuse` is what it answers to every recipient instead, when it is set."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuse = ""
        self.refused = 0
        self.lose = False
        """Take the letter, and break off before saying so."""
        self.leave = False
        """Take the letter, say so, and break off before they part."""
        self.delay = 0.0
        """Seconds that it thinks about each recipient."""

    async def handle_RCPT(  # noqa: N802  # as it is called
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or not."""
        await asyncio.sleep(self.delay)
        if self.refuse:
            self.refused += 1
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the letter."""
        content = envelope.original_content or b""
        self.letters.append(message_from_bytes(content, _class=EmailMessage, policy=policy.default))
        if self.lose and isinstance(server.transport, WriteTransport):
            server.transport.abort()
        return "250 taken"

    async def handle_QUIT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Part, politely or not."""
        if self.leave and isinstance(server.transport, WriteTransport):
            server.transport.abort()
        return "221 Bye"

    @property
    def tickets(self) -> list[str]:
        """What stands behind the # of the links that were sent, in order."""
        said = [
            letter.get_body(("plain",)) for letter in self.letters
        ]  # the server looks at every attribute, whatever the letters are
        return [found for body in said if body is not None for found in LINK.findall(body.get_content())]


@contextmanager
def mail_server(box: Mailbox, certificate: Path | None = None, port: int = 0) -> Iterator[int]:
    """Serve the box; yields the port. With a certificate it insists on STARTTLS and on signing in."""

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    context = None if certificate is None else _carrying(certificate)
    strict = context is not None
    controller = Controller(
        box, hostname="127.0.0.1", port=port or free_port(), server_hostname="mail.test",
        tls_context=context, require_starttls=strict, auth_required=strict, authenticator=authenticate,
    )  # fmt: skip
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _carrying(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1 that nobody trusts yet; return the file with it and its key."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")]),
    )
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "mail.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
