"""The settings of the process, from the environment (BESEDKA_…) and the command line; passed down as plain values."""

from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from besedka.domain.address import clean_public_url, read_hosts, read_networks
from besedka.domain.mail_address import is_reply_base
from besedka.domain.operator import is_sender
from besedka.ports.mail_account import Account, Security


def _readable(read: Callable[[str], object]) -> Callable[[str], str]:
    """Return a check of a list that is kept as it was written."""

    def check(text: str) -> str:
        read(text)
        return text

    return check


class Settings(BaseSettings):
    """How this process runs. Every field is documented in docs/reference/settings.md."""

    model_config = SettingsConfigDict(env_prefix="BESEDKA_", extra="ignore")

    data: Path = Field(Path("besedka-data"), description="Folder of the embedded database and of generated secrets.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    database: str = Field(
        "", description="PostgreSQL URL (postgresql://user:password@host/name); empty: SQLite in the data folder."
    )
    files: Path | None = Field(
        None,
        description="Folder of uploaded files, or of what is being uploaded when there is a bucket; several nodes must share it. "
        "Empty: `files` in the data folder.",
    )
    s3_bucket: str = Field(
        "",
        description="S3 bucket that uploaded files are kept in; `BESEDKA_FILES` then holds only what is being uploaded. Empty: no bucket, "
        "everything is in the folder.",
    )
    s3_endpoint: str = Field(
        "", description="Address of the S3 service, like https://s3.example.com; empty: Amazon's own."
    )
    s3_region: str = Field("us-east-1", description="Region of the bucket.")
    s3_key: str = Field("", description="Access key of the bucket.")
    s3_secret: str = Field("", repr=False, description="Secret of the access key.")
    s3_prefix: str = Field("", description="Folder within the bucket; empty: the bucket itself.")
    desktop: Path | None = Field(
        None,
        description="Folder of the desktop app's packages and of the signed `releases.json` that announces them. Empty: `desktop` in the "
        "data folder; without that file nothing is published.",
    )
    cities: Path | None = Field(
        None,
        description="MMDB file that tells cities by address, such as GeoLite2 City; a changed file is taken up within half a minute. "
        "Empty: no cities.",
    )
    bus: str = Field(
        "",
        description="How nodes ring each other: `postgres` or nats://host:4222; empty: `postgres` with PostgreSQL, else nobody to ring.",
    )
    public_url: Annotated[str, AfterValidator(clean_public_url)] = Field(
        "",
        description="Address under which browsers reach this server, like https://chat.example.com; empty: as the browser says it (Host).",
    )
    hosts: Annotated[str, AfterValidator(_readable(read_hosts))] = Field(
        "",
        description="Comma-separated host names that requests may be for, besides the one of `BESEDKA_PUBLIC_URL` and this machine's own; "
        "`*`: any. Empty: that one, or any when it is empty too.",
    )
    trusted_proxies: Annotated[str, AfterValidator(_readable(read_networks))] = Field(
        "",
        description="Comma-separated addresses or networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; "
        "`*`: any.",
    )
    outgoing: Annotated[str, AfterValidator(_readable(read_networks))] = Field(
        "",
        description="Comma-separated private addresses or networks that the site check may look at and a CRM be at; otherwise "
        "public ones only.",
    )
    sockets: Literal["picows", "asgi"] = Field(
        "picows", description="What parses WebSocket frames: picows, or the ordinary ASGI route."
    )
    posts_burst: float = Field(20.0, ge=1, description="Messages that one person may post at once.")
    posts_per_second: float = Field(2.0, gt=0, description="Messages that one person may post per second after that.")
    conversations_burst: float = Field(
        60.0,
        ge=1,
        description="Conversations that may be started from one address at once (this machine's own not counted).",
    )
    conversations_per_hour: float = Field(
        240.0, gt=0, description="Conversations that may be started from one address per hour after that."
    )
    connections_per_address: int = Field(
        1_000,
        ge=0,
        description="Visitors without a conversation that may be connected from one address to one node; 0: any number.",
    )
    registration: Literal["closed", "open"] = Field(
        "closed",
        description="Who may make an account of the cabinet: whoever is invited from the command line, or anybody whom a letter reaches.",
    )
    smtp_host: str = Field(
        "",
        description="Mail server that takes letters (new passwords, registration); empty: no mail is sent. "
        "It needs `BESEDKA_MAIL_FROM` and `BESEDKA_PUBLIC_URL` too.",
    )
    smtp_port: int = Field(
        587, ge=1, le=65535, description="Port of the mail server: mostly 587 with `starttls`, 465 with `tls`."
    )
    smtp_security: Security = Field(
        "starttls", description="How the way to the mail server is encrypted; `none` for one on this machine."
    )
    smtp_user: str = Field("", description="User at the mail server; empty: without signing in.")
    smtp_password: str = Field("", repr=False, description="Password at the mail server.")
    mail_from: str = Field("", description="Sender of letters, like Besedka <chat@example.com>.")
    telegram_bot: str = Field(
        "",
        repr=False,
        description="Token of a Telegram bot of your own (from @BotFather), which tells people of problems; empty: nobody is told there. "
        "No other program may read the same bot's messages.",
    )
    telegram_api: str = Field(
        "https://api.telegram.org",
        description="Server of Telegram's Bot API; one of your own at a private address has to be in `BESEDKA_OUTGOING`.",
    )
    imap_host: str = Field(
        "",
        description="Mail server where clients' answers to letters come in; empty: letters cannot be answered. "
        "It needs `BESEDKA_MAIL_REPLY_TO` and `BESEDKA_SMTP_HOST` too.",
    )
    imap_port: int = Field(
        993, ge=1, le=65535, description="Port of that server: mostly 993 with `tls`, 143 with `starttls`."
    )
    imap_security: Security = Field(
        "tls", description="How the way to that server is encrypted; `none` for one on this machine."
    )
    imap_user: str = Field("", description="User of the mailbox.")
    imap_password: str = Field("", repr=False, description="Password of the mailbox.")
    imap_folder: str = Field(
        "INBOX", description="Folder of the mailbox; nobody else may read it, or answers stay there."
    )
    mail_reply_to: str = Field(
        "",
        description="Address of that mailbox, like chat@example.com; to its name a mark is added (chat+mark@example.com), which must "
        "arrive in the same mailbox.",
    )
    audit_days: int = Field(365, ge=0, description="Days for which the audit log is kept; 0: for ever.")
    log: Literal["json", "text"] = Field("text", description="How log lines are written, to standard error.")

    @property
    def smtp(self) -> Account:
        """The account at the server that takes letters."""
        return Account(self.smtp_host, self.smtp_port, self.smtp_security, self.smtp_user, self.smtp_password)

    @property
    def imap(self) -> Account:
        """The account at the server where clients' answers come in."""
        return Account(self.imap_host, self.imap_port, self.imap_security, self.imap_user, self.imap_password)

    @property
    def mail_wrong(self) -> str:
        """What is wrong with the way for letters, and what to do; empty: nothing."""
        missing = [f"BESEDKA_{name.upper()}" for name in ("mail_from", "public_url") if not getattr(self, name)]
        if not missing and is_sender(self.mail_from):
            return ""
        wrong = f"{' and '.join(missing)} is empty" if missing else f"BESEDKA_MAIL_FROM is {self.mail_from!r}"
        cure = (
            "Set the sender (Besedka <chat@example.com>) and the address under which browsers reach this server "
            "(https://chat.example.com): links in letters begin with it."
        )
        return f"BESEDKA_SMTP_HOST names a mail server, but {wrong}. {cure}"

    @property
    def answered_at(self) -> str:
        """Where clients' answers to letters come in; empty: nowhere."""
        return self.mail_reply_to if self.imap_host else ""

    @property
    def inbox_wrong(self) -> str:
        """What is wrong with the mailbox for answers, and what to do; empty: nothing."""
        missing = [f"BESEDKA_{name.upper()}" for name in ("smtp_host", "imap_user") if not getattr(self, name)]
        if not missing and is_reply_base(self.mail_reply_to):
            return ""
        wrong = f"{' and '.join(missing)} is empty" if missing else f"BESEDKA_MAIL_REPLY_TO is {self.mail_reply_to!r}"
        cure = "Set the mailbox's address (chat@example.com, its name 18 characters at most), its user, and the server that takes letters."
        return f"BESEDKA_IMAP_HOST names a mail server, but {wrong}. {cure}"

    @property
    def files_folder(self) -> Path:
        """Where uploaded files are kept."""
        return self.files or self.data / "files"

    @property
    def desktop_folder(self) -> Path:
        """Where the desktop app's packages are handed out from."""
        return self.desktop or self.data / "desktop"

    @property
    def contact(self) -> str:
        """Where whoever runs a push service reaches the people of this installation."""
        if self.public_url.startswith("https://"):
            return self.public_url
        return f"mailto:{parseaddr(self.mail_from)[1] or 'nobody@localhost'}"
