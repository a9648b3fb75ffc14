"""The data folder of this process: whose it is, and how much room it has."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from besedka.config import Settings
from besedka.domain.disk import Room
from besedka.domain.errors import Fault
from besedka.ports.database import DatabaseFailed


def room(settings: Settings) -> list[Room]:
    """Return how much room the disks have that this node writes to."""
    places = {place for place in (settings.data, settings.files_folder) if place.exists()}
    usages = [shutil.disk_usage(place) for place in sorted(places)]
    return [Room(usage.free, usage.total) for usage in usages]


@contextmanager
def held_folder(settings: Settings, *, serving: bool) -> Iterator[bool]:
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


def cannot_write(path: Path, error: DatabaseFailed) -> Fault:
    """Return what to tell whoever runs the server."""
    if error.code == "read_only" or "unable to open" in str(error):
        return Fault(
            "data_unwritable",
            f"{path} cannot be written ({error}). Check the folder's owner and rights, or choose another with --data.",
        )
    return Fault("database_broken", f"{path} cannot be opened: {error}. Free the disk, or restore the back-up.")
