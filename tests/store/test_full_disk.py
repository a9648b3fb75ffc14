"""SQLite on a disk that is full, or that nobody may write to: nothing is acknowledged that is not there, and it mends by itself."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.app import DATABASE_FILE, open_house
from besedka.config import Settings
from besedka.domain.errors import Fault, Unavailable
from tests.people import open_shop
from tests.units import Author, read

_NO_MOUNT = (
    "a small disk cannot be mounted here, and a full one is nowhere else to be had: run the tests as root, or in a room of "
    "their own with `unshare --map-root-user --mount scripts/test tests/store/test_full_disk.py`"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes: the empty house takes most of two."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.fail(_NO_MOUNT)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


async def _fill(author: Author, stored: list[str]) -> None:
    """Post until the disk is full; notes what was acknowledged."""
    for n in range(1_000):
        text = f"{n} " + "ё" * 2_000
        await author.post(text)
        stored.append(text)


def _read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


async def test_a_full_disk_refuses_and_what_was_acknowledged_is_there(small_disk: Path) -> None:
    async with open_house(Settings(data=small_disk)) as house:
        shop = await open_shop(house.deps)
        elena, stored = Author(house, shop), list[str]()
        (ballast := small_disk / "ballast").write_bytes(b"x" * 100_000)
        with pytest.raises(Unavailable, match="disk_failing"):
            await _fill(elena, stored)
        refused = await asyncio.gather(*(elena.post("also refused" * 500) for _ in range(5)), return_exceptions=True)
        assert {getattr(r, "code", r) for r in refused} == {"disk_failing"}
        assert [row[0] for row in await read(house, "SELECT text FROM messages ORDER BY seq")] == stored
        ballast.unlink()
        assert (await elena.post("there is room again")).seq == len(stored) + 1
    async with open_house(Settings(data=small_disk)) as house:
        rows = await read(house, "SELECT text FROM messages ORDER BY seq")
        assert [row[0] for row in rows] == [*stored, "there is room again"]


async def test_a_disk_that_is_full_from_the_start_is_said_in_words(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * (3 * 1024 * 1024 - 8192))
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=small_disk)):
            pass
    assert fault.value.code in ("database_broken", "data_unwritable")
    assert str(small_disk) in str(fault.value)


async def test_a_folder_that_nobody_may_write_to_is_said_in_words(small_disk: Path) -> None:
    _read_only(small_disk)
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=small_disk)):
            pass
    assert fault.value.code == "data_unwritable"
    assert str(small_disk) in str(fault.value)


async def test_a_known_database_in_such_a_folder_too(small_disk: Path) -> None:
    async with open_house(Settings(data=small_disk)):
        pass
    _read_only(small_disk)
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=small_disk)):
            pass
    assert fault.value.code == "data_unwritable"


async def test_a_file_that_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"this is not a database, whatever its name says" * 100)
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=tmp_path)):
            pass
    assert fault.value.code == "database_broken"
    assert DATABASE_FILE in str(fault.value)


async def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Fault) as fault:
        async with open_house(Settings(data=tmp_path / "file" / "data")):
            pass
    assert fault.value.code == "data_unwritable"
