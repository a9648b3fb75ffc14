"""The doctor: looks at an installation without changing it, and says what is wrong and what to do."""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from besedka.actions.cities import open_base
from besedka.api.assets import Assets
from besedka.app import (
    DATABASE_FILE,
    FILES_MARK,
    make_bot,
    make_files,
    make_http,
    make_inbox,
    make_mailer,
    open_database,
)
from besedka.config import Settings
from besedka.domain.errors import Fault
from besedka.ports.bot import BotFailed
from besedka.ports.inbox import InboxFailed
from besedka.ports.mail import MailFailed
from besedka.store import projects

LITTLE_DISK = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it is well, and what was found with the cure."""

    name: str
    ok: bool
    text: str

    def as_json(self) -> dict[str, object]:
        """Return the finding for machines."""
        return {"name": self.name, "ok": self.ok, "text": self.text}


def examine(settings: Settings) -> list[Finding]:
    """Run every check."""
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("python", _python), ("front end", _web), ("data folder", _data), ("disk", _disk),
        ("database", _database), ("files", _files), ("cities", _cities), ("mail", _mail), ("answers", _inbox), ("telegram", _telegram),
        ("port", _port),
    ]  # fmt: skip
    return [_finding(name, check, settings) for name, check in checks]


def _finding(name: str, check: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(name, True, check(settings))
    except Fault as fault:
        return Finding(name, False, f"{fault} [{fault.code}]")
    except OSError as error:
        return Finding(name, False, f"{error}. Check the settings of this installation. [unreachable]")


def _python(_: Settings) -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"


def _web(_: Settings) -> str:
    return f"built, panel at {Assets().panel}"


def _data(settings: Settings) -> str:
    if settings.data.exists() and not os.access(settings.data, os.W_OK):
        raise Fault(
            "data_unwritable",
            f"{settings.data} cannot be written. Check its owner and rights, or choose another with --data.",
        )
    return (
        str(settings.data.resolve()) if settings.data.exists() else f"{settings.data} will be made at the first start"
    )


def _disk(settings: Settings) -> str:
    place = settings.data if settings.data.exists() else settings.data.resolve().parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < LITTLE_DISK:
        raise Fault(
            "disk_full", f"Only {free // 1024 // 1024} MB are free at {place}. Free some, or messages cannot be stored."
        )
    return f"{free // 1024 // 1024} MB free"


def _database(settings: Settings) -> str:
    if not settings.database and not (settings.data / DATABASE_FILE).exists():
        return "will be made at the first start"

    async def look() -> str:
        database = await open_database(settings, migrating=False)
        revision = await database.schema_revision()
        await database.close()
        return f"revision {revision}"

    return asyncio.run(look())


def _files(settings: Settings) -> str:
    return asyncio.run(_examine_files(settings))


async def _examine_files(settings: Settings) -> str:
    files = make_files(settings)
    place = await files.examine()
    if not settings.database and not (settings.data / DATABASE_FILE).exists():
        return place
    database = await open_database(settings, migrating=False)
    try:
        mark = await database.read(projects.value_of(FILES_MARK))
    finally:
        await database.close()
    if mark is not None and not await files.is_ours(mark):
        raise Fault("files_not_shared", _NOT_SHARED.format(place))
    return place


_NOT_SHARED = (
    "{} is not where this installation keeps its files: what was uploaded elsewhere cannot be opened here. Share one folder between all "
    "nodes and name it in BESEDKA_FILES (or one bucket, in BESEDKA_S3_BUCKET), or bring the files back from the back-up."
)


def _cities(settings: Settings) -> str:
    if settings.cities is None:
        return "no base: the client's card shows no city"
    about = open_base(settings.cities).metadata()
    return f"{about.database_type} of {datetime.fromtimestamp(about.build_epoch, UTC):%Y-%m-%d}"


def _mail(settings: Settings) -> str:
    mailer = make_mailer(settings)
    if mailer is None:
        return "off: nobody is sent a new password; `besedka owner password` sets one"
    try:
        name = asyncio.run(mailer.check())
    except MailFailed as failed:
        raise Fault(
            "mail_refused", f"The mail server {settings.smtp} does not take letters: {failed}. {_MAIL_CURE}"
        ) from failed
    return f"{name} takes letters from {settings.mail_from}"


def _inbox(settings: Settings) -> str:
    inbox = make_inbox(settings)
    if inbox is None:
        return "off: clients answer in the chat, not by letter"
    try:
        name = asyncio.run(inbox.check())
    except InboxFailed as failed:
        raise Fault(
            "inbox_refused", f"The mail server {settings.imap} does not let us look: {failed}. {_INBOX_CURE}"
        ) from failed
    return f"answers come to {settings.mail_reply_to}, read from {name}"


_INBOX_CURE = "Check BESEDKA_IMAP_HOST, _PORT, _SECURITY, _USER, _PASSWORD and _FOLDER."
_MAIL_CURE = "Check BESEDKA_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD."


def _telegram(settings: Settings) -> str:
    return asyncio.run(_examine_bot(settings))


async def _examine_bot(settings: Settings) -> str:
    http = make_http(settings)
    bot = make_bot(settings, http)
    if bot is None:
        return "off: nobody is told of problems by Telegram"
    try:
        return f"@{await bot.check()} tells people of problems, and hears them"
    except BotFailed as failed:
        cure = _TELEGRAM_CURES.get(failed.code, _TELEGRAM_CURES["away"])
        raise Fault(f"telegram_{failed.code}", f"{settings.telegram_api}: {failed}. {cure}") from failed
    finally:
        await http.close()


_TELEGRAM_CURES = {
    "unset": "Check BESEDKA_TELEGRAM_BOT: @BotFather shows the bot's token, and whether it was revoked.",
    "taken": "Give Besedka a bot of its own, or have the other program delete its webhook.",
    "private": "Name the network of BESEDKA_TELEGRAM_API in BESEDKA_OUTGOING.",
    "away": "Check BESEDKA_TELEGRAM_API, and that this server may reach it.",
}


def _port(settings: Settings) -> str:
    with socket.socket() as probe:
        if settings.port and probe.connect_ex((settings.host, settings.port)) == 0:
            return f"{settings.port} answers: Besedka or another program runs there already"
    return f"{settings.port} is free"
