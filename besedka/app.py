"""The composition root: the only file that names an adapter. Builds the house from plain settings and takes it down again."""

import asyncio
import fcntl
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import structlog

from besedka.actions.cities import Cities
from besedka.actions.crms import Crms
from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.actions.pictures import Pictures
from besedka.actions.sessions import Doorkeeper
from besedka.adapters.bus.memory import MemoryBus
from besedka.adapters.clock import SystemClock
from besedka.adapters.crm.shelf import CONNECTORS
from besedka.adapters.database.sqlite.database import SqliteDatabase
from besedka.adapters.files.disk import CURE, DiskFiles
from besedka.adapters.http.guarded import GuardedHttp
from besedka.adapters.pages.guarded import GuardedPages
from besedka.config import Settings
from besedka.domain.address import read_networks
from besedka.domain.errors import Fault
from besedka.domain.events import Event
from besedka.domain.ids import ProjectNumber
from besedka.domain.operator import is_sender
from besedka.jobs.periodic import Periodic
from besedka.ports.bus import Bus
from besedka.ports.clock import Clock
from besedka.ports.database import Database, DatabaseFailed
from besedka.ports.files import Files, FilesFailed
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
    with _folder(settings, serving=serving) as held:
        database = await open_database(settings, checkpoints=held)
        async with _furnished(settings, database, clock, bus) as house:
            yield house


@asynccontextmanager
async def _furnished(settings: Settings, database: Database, clock: Clock, bus: Bus) -> AsyncIterator[House]:
    try:
        hubs: list[Hub] = []
        committer = Committer(database, clock, lambda number, events: _announce(hubs, number, events))
        secret = await committer.run(lambda: projects.value("secret", secrets.token_bytes(32)))
        pictures, http = Pictures(), GuardedHttp(read_networks(settings.outgoing))
        files, cities = await _files(settings, database, committer, clock), Cities(settings.cities)
        deps = Deps(
            database, committer, clock, secret, files, pictures, cities,
            GuardedPages(read_networks(settings.outgoing)), Crms(CONNECTORS, http), make_mailer(settings), settings.public_url,
            settings.registration == "open", settings.audit_days,
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
    missing = [f"BESEDKA_{name.upper()}" for name in ("mail_from", "public_url") if not getattr(settings, name)]
    if missing or not is_sender(settings.mail_from):
        wrong = f"{' and '.join(missing)} is empty" if missing else f"BESEDKA_MAIL_FROM is {settings.mail_from!r}"
        raise Fault("mail_incomplete", f"BESEDKA_SMTP_HOST names a mail server, but {wrong}. {_MAIL_CURE}")
    from besedka.adapters.mail.smtp import Account, SmtpMailer

    s = settings
    return SmtpMailer(
        Account(s.smtp_host, s.smtp_port, s.smtp_security, s.smtp_user, s.smtp_password, s.mail_from)
    )  # fmt: skip


_MAIL_CURE = (
    "Set the sender (Besedka <chat@example.com>) and the address under which browsers reach this server "
    "(https://chat.example.com): links in letters begin with it."
)
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
            raise _cannot_write(settings.data / DATABASE_FILE, error) from error
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
        raise _cannot_write(path, error) from error


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


@contextmanager
def _folder(settings: Settings, *, serving: bool) -> Iterator[bool]:
    """Hold the data folder, if nobody else does; answers whether this process has it. The lock dies with its process."""
    if settings.database:
        yield True
        return
    with _lock_file(settings.data) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = True
        except OSError:
            held = False
        if serving and not held:
            raise Fault(
                "data_in_use",
                f"Another Besedka serves from {settings.data}. Stop it, or choose another folder with --data.",
            )
        yield held


def _lock_file(data: Path) -> TextIO:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return (data / "besedka.lock").open("w")
    except OSError as error:
        cure = "Check its owner and rights, or choose another with --data."
        raise Fault("data_unwritable", f"The data folder {data} cannot be written: {error.strerror}. {cure}") from error


def _cannot_write(path: Path, error: DatabaseFailed) -> Fault:
    if error.code == "read_only" or "unable to open" in str(error):
        return Fault(
            "data_unwritable",
            f"{path} cannot be written ({error}). Check the folder's owner and rights, or choose another with --data.",
        )
    return Fault("database_broken", f"{path} cannot be opened: {error}. Free the disk, or restore the back-up.")
