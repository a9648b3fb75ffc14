"""Brings a database to the revision that this code needs. Alembic and SQLAlchemy are imported only when there is work to do."""

from pathlib import Path

from besedka.domain.errors import Fault
from besedka.store.schema import REVISION

KNOWN = tuple(f"{number:04}" for number in range(1, int(REVISION) + 1))
"""Every revision there ever was, oldest first."""


def needs_migration(found: str | None) -> bool:
    """Tell whether a database at revision `found` must be brought forward.

    Raises Fault `database_newer` for one that a later version of Besedka has changed: going back could lose what it stores.
    """
    if found is not None and found not in KNOWN:
        raise Fault(
            "database_newer",
            f"The database is at revision {found}, which this version of Besedka does not know (it knows up to {REVISION}). "
            "It was opened by a newer version. Install that version again, or restore the back-up made before the upgrade.",
        )
    return found != REVISION


def migrate(url: str) -> None:
    """Run the migrations on the database at `url` (an SQLAlchemy URL), in one transaction. Blocks; run it in a thread."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, pool

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    if url.startswith("postgresql"):
        _migrate_asyncpg(url, config)
        return
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _migrate_asyncpg(url: str, config: object) -> None:
    import asyncio

    asyncio.run(_upgrade_async(url, config))


async def _upgrade_async(url: str, config: object) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import Connection, pool, text
    from sqlalchemy.ext.asyncio import create_async_engine

    assert isinstance(config, Config)

    def upgrade(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(7231984)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()
