"""The composition root: the only file that names an adapter. Builds the house from plain settings and takes it down again."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from besedka.actions.deps import Deps
from besedka.actions.passwords import Passwords
from besedka.actions.sessions import Doorkeeper
from besedka.adapters.bus.memory import MemoryBus
from besedka.adapters.clock import SystemClock
from besedka.adapters.database.sqlite.database import SqliteDatabase
from besedka.config import Settings
from besedka.domain.errors import Fault
from besedka.domain.events import Event
from besedka.domain.ids import ProjectNumber
from besedka.jobs.periodic import Periodic
from besedka.ports.bus import Bus
from besedka.ports.clock import Clock
from besedka.ports.database import Database, DatabaseFailed
from besedka.realtime.hub import Hub, Limits
from besedka.store import projects
from besedka.store.commits import Committer
from besedka.store.migrations.run import migrate, needs_migration

DATABASE_FILE = "besedka.sqlite3"


@dataclass(frozen=True, slots=True)
class House:
    """A running house."""

    settings: Settings
    deps: Deps
    hub: Hub
    passwords: Passwords
    doorkeeper: Doorkeeper


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Open database and bus, and close them in order at the end. Fault when the installation cannot run as it is."""
    clock = clock or SystemClock()
    database = await open_database(settings)
    try:
        hubs: list[Hub] = []
        committer = Committer(database, clock, lambda number, events: _announce(hubs, number, events))
        secret = await committer.run(lambda: projects.value("secret", secrets.token_bytes(32)))
        deps = Deps(database, committer, clock, secret)
        async with _listening(settings, deps) as hub:
            hubs.append(hub)
            passwords = Passwords()
            yield House(settings, deps, hub, passwords, Doorkeeper(deps, passwords))
            passwords.close()
            await committer.drain()
    finally:
        await database.close()


def _announce(hubs: list[Hub], number: ProjectNumber, events: "list[Event] | object") -> None:
    for hub in hubs:
        hub.announce(number, events)  # type: ignore[arg-type]  # the committer's own list


@asynccontextmanager
async def _listening(settings: Settings, deps: Deps) -> AsyncIterator[Hub]:
    bus = make_bus(settings)
    hub = Hub(deps, bus, Limits(settings.posts_burst, settings.posts_per_second))
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


async def open_database(settings: Settings) -> Database:
    """Open the database and bring it to the revision that this code needs."""
    if settings.database:
        return await _open_postgres(settings.database)
    path = _data_folder(settings.data) / DATABASE_FILE
    try:
        database = SqliteDatabase(path)
        if needs_migration(await database.schema_revision()):
            await asyncio.to_thread(migrate, f"sqlite:///{path}")
    except DatabaseFailed as error:
        raise _cannot_write(path, error) from error
    return database


async def _open_postgres(url: str) -> Database:
    from besedka.adapters.database.postgres.database import PostgresDatabase

    try:
        database = await PostgresDatabase.open(url)
    except DatabaseFailed as error:
        raise Fault(
            "database_away", f"PostgreSQL cannot be reached: {error}. Check BESEDKA_DATABASE and that it runs."
        ) from error
    if needs_migration(await database.schema_revision()):
        await asyncio.to_thread(migrate, url)
    return database


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


def _data_folder(data: Path) -> Path:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(
            "data_unwritable", f"The data folder {data} cannot be made: {error.strerror}. Choose another with --data."
        ) from error
    return data


def _cannot_write(path: Path, error: DatabaseFailed) -> Fault:
    if error.code == "read_only" or "unable to open" in str(error):
        return Fault(
            "data_unwritable",
            f"{path} cannot be written ({error}). Check the folder's owner and rights, or choose another with --data.",
        )
    return Fault("database_broken", f"{path} cannot be opened: {error}. Free the disk, or restore the back-up.")
