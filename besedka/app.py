"""The composition root: the only file that names an adapter. Builds the house from plain settings and takes it down again."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from besedka.actions.cities import Cities
from besedka.actions.crms import Crms
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.actions.pictures import Pictures
from besedka.actions.sessions import Doorkeeper
from besedka.adapters.alerts.email import EmailAlerter
from besedka.adapters.alerts.telegram import TelegramAlerter
from besedka.adapters.alerts.webhook import WebhookAlerter
from besedka.adapters.alerts.webpush import Sender, WebPush, new_key, public_key
from besedka.adapters.bots.telegram import TelegramBot
from besedka.adapters.bus.memory import MemoryBus
from besedka.adapters.clock import SystemClock
from besedka.adapters.crm.shelf import CONNECTORS
from besedka.adapters.database.sqlite.database import SqliteDatabase
from besedka.adapters.files.disk import CURE, DiskFiles
from besedka.adapters.http.guarded import GuardedHttp
from besedka.adapters.pages.guarded import GuardedPages
from besedka.config import Settings
from besedka.domain.address import read_networks
from besedka.domain.alert import Carrier
from besedka.domain.errors import Fault
from besedka.domain.events import Event
from besedka.domain.ids import ProjectNumber
from besedka.folder import cannot_write, held_folder, room
from besedka.jobs.periodic import Periodic
from besedka.ports.alerts import Alerter
from besedka.ports.bot import Bot
from besedka.ports.bus import Bus
from besedka.ports.clock import Clock
from besedka.ports.database import Database, DatabaseFailed
from besedka.ports.files import Files, FilesFailed
from besedka.ports.http import Http
from besedka.ports.inbox import Inbox
from besedka.ports.mail import Mailer
from besedka.realtime.allowance import Limits, Rate
from besedka.realtime.hub import Hub
from besedka.store import projects
from besedka.store.commits import Committer
from besedka.store.migrations.run import migrate, needs_migration

DATABASE_FILE = "besedka.sqlite3"
FILES_MARK = "files"
COMING = "coming"
"""The folder of what is being uploaded, where whole files go into a bucket."""
KEEP_COMING = 2 * 24 * 3_600
"""Seconds after which an upload that came to this node is given up for certain (actions/files gives it up after one day)."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class House:
    """A running house."""

    settings: Settings
    deps: Deps
    hub: Hub
    passwords: Passwords
    doorkeeper: Doorkeeper


@asynccontextmanager
async def open_house(
    settings: Settings, clock: Clock | None = None, bus: Bus | None = None, *, serving: bool = False
) -> AsyncIterator[House]:
    """Open database and bus, and close them in order at the end. Fault when the installation cannot run as it is.

    Tests give a clock or a bus of their own; otherwise the settings decide. `serving` takes the data folder for this process
    alone; without it, a running server stays in charge of its files.
    """
    clock, bus = clock or SystemClock(), bus or make_bus(settings)
    with held_folder(settings, serving=serving) as held:
        database = await open_database(settings, checkpoints=held)
        async with _furnished(settings, database, clock, bus) as house:
            yield house


@asynccontextmanager
async def _furnished(settings: Settings, database: Database, clock: Clock, bus: Bus) -> AsyncIterator[House]:
    try:
        hubs: list[Hub] = []
        committer = Committer(database, clock, lambda number, events: _announce(hubs, number, events))
        secret = await committer.run(lambda: projects.value("secret", secrets.token_bytes(32)))
        push_key = await committer.run(lambda: projects.value("push_key", new_key()))
        pictures, http, mailer = Pictures(), make_http(settings), make_mailer(settings)
        bot = make_bot(settings, http)
        files, cities = await _files(settings, database, committer, clock), Cities(settings.cities)
        deps = Deps(
            database, committer, clock, secret, files, pictures, cities,
            GuardedPages(read_networks(settings.outgoing)), Crms(CONNECTORS, http), mailer, settings.public_url,
            settings.registration == "open", settings.audit_days,
            alerters={
                **make_alerters(mailer, bot, http), "push": WebPush(http, clock, Sender(push_key, settings.contact)),
            },
            bot=bot, push_key=public_key(push_key), reply_to=settings.answered_at, inbox=make_inbox(settings),
            room=lambda: room(settings), desktop=settings.desktop_folder,
        )  # fmt: skip
        async with _listening(settings, deps, bus) as hub:
            hubs.append(hub)
            passwords = Passwords()
            yield House(settings, deps, hub, passwords, Doorkeeper(deps, passwords))
            passwords.close()
            pictures.close()
            await committer.drain()
        await committer.drain()  # what those who were broken off have left
        await http.close()
    finally:
        await database.close()


def make_files(settings: Settings) -> Files:
    """Return where the settings say that files are kept. Fault `s3_incomplete`."""
    if not settings.s3_bucket:
        return DiskFiles(settings.files_folder)
    missing = [name for name in ("key", "secret") if not getattr(settings, f"s3_{name}")]
    if missing:
        names = " and ".join(f"BESEDKA_S3_{name.upper()}" for name in missing)
        raise Fault("s3_incomplete", f"BESEDKA_S3_BUCKET names a bucket, but {names} is empty. Set it, or no bucket.")
    from besedka.adapters.files.s3.bucket import Address, Bucket
    from besedka.adapters.files.s3.files import S3Files

    at = Address(
        settings.s3_bucket, settings.s3_endpoint, settings.s3_region, settings.s3_key, settings.s3_secret,
        settings.s3_prefix.strip("/"),
    )  # fmt: skip
    return S3Files(Bucket(at), DiskFiles(settings.files_folder / COMING))


def make_mailer(settings: Settings) -> Mailer | None:
    """Return who takes letters, None when nobody is to. Fault `mail_incomplete`, `registration_needs_mail`."""
    if not settings.smtp_host:
        if settings.registration == "open":
            raise Fault("registration_needs_mail", _NO_MAIL)
        return None
    if settings.mail_wrong:
        raise Fault("mail_incomplete", settings.mail_wrong)
    from besedka.adapters.mail.smtp import SmtpMailer

    return SmtpMailer(settings.smtp, settings.mail_from)


def make_http(settings: Settings) -> GuardedHttp:
    """Return who asks servers whose addresses somebody typed."""
    return GuardedHttp(read_networks(settings.outgoing))


def make_bot(settings: Settings, http: Http) -> Bot | None:
    """Return our account in Telegram, None when there is none. Fault `telegram_token`."""
    if not settings.telegram_bot:
        return None
    if not _TOKEN.fullmatch(settings.telegram_bot):
        raise Fault(
            "telegram_token",
            "BESEDKA_TELEGRAM_BOT is no token of a bot. @BotFather shows it: 123456:letters-and-digits.",
        )
    return TelegramBot(http, settings.telegram_api, settings.telegram_bot)


_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")


def make_alerters(mailer: Mailer | None, bot: Bot | None, http: Http) -> Mapping[Carrier, Alerter]:
    """Return who tells alerts, by each kind of way that this installation is set up for."""
    alerters: dict[Carrier, Alerter] = {"webhook": WebhookAlerter(http)}
    if mailer is not None:
        alerters["email"] = EmailAlerter(mailer)
    if bot is not None:
        alerters["telegram"] = TelegramAlerter(bot)
    return alerters


def make_inbox(settings: Settings) -> Inbox | None:
    """Return who looks where clients' answers come in, None when nobody is to. Fault `inbox_incomplete`."""
    if not settings.imap_host:
        return None
    if settings.inbox_wrong:
        raise Fault("inbox_incomplete", settings.inbox_wrong)
    from besedka.adapters.mail.imap import ImapInbox

    return ImapInbox(settings.imap, settings.imap_folder)


_NO_MAIL = (
    "BESEDKA_REGISTRATION is open, but no mail is sent, and an e-mail that nobody has proven is anybody's. Set BESEDKA_SMTP_HOST, or "
    "invite people with `besedka owner invite`."
)


async def _files(settings: Settings, database: Database, committer: Committer, clock: Clock) -> Files:
    """Open the place of files. Whoever is first marks it, so that a node with another one can be told. A place that has been marked
    once may be away: people go on talking, and files are refused until it is back."""
    files, known = make_files(settings), await database.read(projects.value_of(FILES_MARK))
    if settings.s3_bucket:
        await DiskFiles(settings.files_folder / COMING).sweep(clock.now() / 1000 - KEEP_COMING)
    try:
        if known is None:
            found = await files.claim(secrets.token_bytes(16))
            known = await committer.run(lambda: projects.value(FILES_MARK, found))
        if not await files.is_ours(known):
            log.warning("files_not_shared", folder=str(settings.files_folder), bucket=settings.s3_bucket)
    except FilesFailed as failed:
        if known is None:
            await files.examine()
            raise Fault("files_unwritable", f"{settings.files_folder} cannot be written: {failed}. {CURE}") from failed
        log.warning("files_away", bucket=settings.s3_bucket, why=str(failed))
    return files


def _announce(hubs: list[Hub], number: ProjectNumber, events: "list[Event] | object") -> None:
    for hub in hubs:
        hub.announce(number, events)  # type: ignore[arg-type]  # the committer's own list


@asynccontextmanager
async def _listening(settings: Settings, deps: Deps, bus: Bus) -> AsyncIterator[Hub]:
    hub = Hub(deps, bus, _limits(settings))
    await bus.open(hub)
    periodic = Periodic(hub)
    periodic.start()
    try:
        yield hub
    finally:
        await periodic.stop()
        hub.close_all()
        await hub.presence.leave()
        await bus.close()


def _limits(settings: Settings) -> Limits:
    posts = Rate(settings.posts_burst, settings.posts_per_second)
    conversations = Rate(settings.conversations_burst, settings.conversations_per_hour / 3600)
    return Limits(posts, conversations, settings.connections_per_address)


async def open_database(settings: Settings, *, checkpoints: bool = False, migrating: bool = True) -> Database:
    """Open the database and bring it to the revision that this code needs, unless only a look is wanted. Two nodes may do so at once."""
    database, url = await _connect(settings, checkpoints)
    try:
        if needs_migration(await database.schema_revision()) and migrating:
            await asyncio.to_thread(migrate, url)
    except BaseException as error:
        await database.close()
        if isinstance(error, DatabaseFailed) and not settings.database:
            raise cannot_write(settings.data / DATABASE_FILE, error) from error
        raise
    return database


async def _connect(settings: Settings, checkpoints: bool) -> tuple[Database, str]:
    """Return the database and its address for migrations."""
    if settings.database:
        return await _open_postgres(settings.database), settings.database
    path = settings.data / DATABASE_FILE
    try:
        return SqliteDatabase(path, checkpoints=checkpoints), f"sqlite:///{path}"
    except DatabaseFailed as error:
        raise cannot_write(path, error) from error


async def _open_postgres(url: str) -> Database:
    from besedka.adapters.database.postgres.database import PostgresDatabase

    try:
        return await PostgresDatabase.open(url)
    except DatabaseFailed as error:
        raise Fault(
            "database_away", f"PostgreSQL cannot be reached: {error}. Check BESEDKA_DATABASE and that it runs."
        ) from error


def make_bus(settings: Settings) -> Bus:
    """Return the bus that the settings name; PostgreSQL brings its own."""
    if settings.bus.startswith("nats://"):
        from besedka.adapters.bus.nats import NatsBus

        return NatsBus(settings.bus)
    if settings.bus == "postgres" or (settings.database and not settings.bus):
        from besedka.adapters.bus.postgres import PostgresBus

        return PostgresBus(settings.database)
    if settings.bus:
        raise Fault("bus_unknown", f"BESEDKA_BUS is {settings.bus!r}; it may be `postgres` or start with nats://.")
    return MemoryBus()
