"""What every adapter of the files' port promises; and what the one on disk does besides."""

import asyncio
import os
import secrets
import stat
from pathlib import Path

import pytest

from besedka.adapters.files.disk import DiskFiles, _put
from besedka.app import make_files
from besedka.config import Settings
from besedka.ports.files import PIECE, Files, FilesFailed
from tests.s3 import S3


@pytest.fixture(params=["disk", "s3"])
async def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    if request.param == "disk":
        return DiskFiles(tmp_path / "files")
    s3: S3 = request.getfixturevalue("s3")
    return make_files(s3.settings(Settings(data=tmp_path), s3.bucket()))


def a_key() -> str:
    return secrets.token_hex(16)


def all_names(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


async def whole(files: Files, key: str, start: int, length: int) -> bytes:
    return b"".join([piece async for piece in files.pieces(key, start, length)])


async def test_it_grows_only_at_its_end(files: Files) -> None:
    key = a_key()
    assert await files.length(key) == 0
    assert await files.append(key, 0, b"hello ") == 6
    assert await files.append(key, 0, b"HELLO ") == 6
    assert await files.append(key, 9, b"!") == 6
    assert await files.append(key, 6, b"world") == 11
    await files.settle(key)
    assert await files.length(key) == 11
    assert await files.read(key, 0, 100) == b"hello world"


async def test_the_same_piece_twice_at_once_is_written_once(files: Files) -> None:
    key, piece = a_key(), secrets.token_bytes(100_000)
    ends = await asyncio.gather(*(files.append(key, 0, piece) for _ in range(8)))
    assert set(ends) == {len(piece)}
    assert await files.read(key, 0, len(piece) * 2) == piece


async def test_what_was_settled_takes_no_more(files: Files) -> None:
    key = a_key()
    await files.append(key, 0, b"hello")
    for _ in range(2):
        await files.settle(key)
        assert await files.length(key) == 5
        assert await files.read(key, 1, 3) == b"ell"
        assert await files.append(key, 0, b"HELLO") == 5
        assert await files.append(key, 5, b"") == 5
    assert await whole(files, key, 0, 5) == b"hello"


async def test_what_is_settled_twice_at_once_is_there_once(files: Files) -> None:
    key, data = a_key(), secrets.token_bytes(100_000)
    await files.append(key, 0, data)
    await asyncio.gather(*(files.settle(key) for _ in range(4)))
    assert await whole(files, key, 0, len(data)) == data


async def test_a_place_bears_the_mark_of_who_came_first(files: Files) -> None:
    assert await files.is_ours(b"a") is False
    assert await files.claim(b"a") == b"a"
    assert await files.claim(b"b") == b"a"
    assert (await files.is_ours(b"a"), await files.is_ours(b"b")) == (True, False)


async def test_a_place_that_may_be_used_is_well(files: Files) -> None:
    assert await files.examine()
    await files.claim(b"a")
    assert await files.examine()


async def test_it_is_read_in_pieces_from_anywhere(files: Files) -> None:
    key, data = a_key(), secrets.token_bytes(PIECE * 2 + 77)
    await files.put(key, data)
    assert await whole(files, key, 0, len(data)) == data
    assert await whole(files, key, PIECE - 1, PIECE + 5) == data[PIECE - 1 : 2 * PIECE + 4]
    assert await files.read(key, len(data) - 3, 10) == data[-3:]
    assert max([len(piece) async for piece in files.pieces(key, 0, len(data))]) <= PIECE


async def test_putting_again_replaces_it(files: Files) -> None:
    key = a_key()
    await files.put(key, b"first and long")
    await files.put(key, b"second")
    assert await files.read(key, 0, 100) == b"second"


async def test_what_is_deleted_is_gone_and_may_be_deleted_again(files: Files) -> None:
    key = a_key()
    await files.put(key, b"x")
    await files.delete(key)
    await files.delete(key)
    assert await files.length(key) == 0
    with pytest.raises(FilesFailed):
        await files.read(key, 0, 1)
    await files.append(key, 0, b"coming")
    await files.delete(key)
    assert await files.length(key) == 0


async def test_a_content_that_ends_too_early_is_said(files: Files) -> None:
    key = a_key()
    await files.put(key, b"short")
    with pytest.raises(FilesFailed):
        await whole(files, key, 0, 100)


@pytest.mark.parametrize("key", ["", "..", "../x", "a/b", "a.b", "/etc/passwd", "a\0"])
async def test_only_keys_of_ours_are_keys(files: Files, key: str) -> None:
    for work in (files.append(key, 0, b"x"), files.put(key, b"x"), files.read(key, 0, 1), files.delete(key)):
        with pytest.raises(FilesFailed):
            await work


async def test_on_disk_it_is_for_this_user_alone(tmp_path: Path) -> None:
    root, key = tmp_path / "files", a_key()
    await DiskFiles(root).put(key, b"x")
    assert stat.S_IMODE((root / key[:2] / key).stat().st_mode) == 0o600
    assert stat.S_IMODE((root / key[:2]).stat().st_mode) == 0o700
    assert sorted(p.name for p in root.rglob("*") if p.is_file()) == [key]


async def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, key = DiskFiles(tmp_path), a_key()
    await files.append(key, 0, b"before")
    real, calls = os.pwrite, list[int]()

    def full(handle: int, data: bytes, offset: int) -> int:
        calls.append(offset)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(handle, data[:3], offset)

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(FilesFailed) as failed:
        await files.append(key, 6, b"after")
    monkeypatch.undo()
    assert failed.value.code == "disk_failing"
    assert await files.read(key, 0, 100) == b"before"
    assert await files.append(key, 6, b"after") == 11


async def test_many_that_put_the_same_at_once_leave_one_of_them_whole(files: Files) -> None:
    key, contents = a_key(), [secrets.token_bytes(50_000) for _ in range(16)]
    await asyncio.gather(*(files.put(key, data) for data in contents))
    assert await files.read(key, 0, 100_000) in contents


async def test_what_a_killed_write_left_goes_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, key, other = DiskFiles(tmp_path), a_key(), a_key()[:31]
    await files.put(key, b"whole")

    def killed(handle: int) -> None:
        raise KeyboardInterrupt  # not an OSError: nothing tidies up after it, as after SIGKILL

    monkeypatch.setattr(os, "fsync", killed)
    for one in (key, key + "p", key[:2] + other):
        with pytest.raises(KeyboardInterrupt):
            _put(tmp_path / key[:2] / one, b"half")
    monkeypatch.undo()
    assert await files.read(key, 0, 100) == b"whole"
    await files.delete(key)
    await files.delete(key + "p")
    assert [name.partition(".")[0] for name in all_names(tmp_path)] == [key[:2] + other], "what is another's stays"


async def test_what_a_killed_write_left_goes_when_the_same_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, key = DiskFiles(tmp_path), a_key()

    def killed(handle: int) -> None:
        raise KeyboardInterrupt  # not an OSError: nothing tidies up after it, as after SIGKILL

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        _put(tmp_path / key[:2] / key, b"half")
    monkeypatch.undo()
    await files.put(key, b"whole")
    assert all_names(tmp_path) == [key]


async def test_a_write_that_fails_leaves_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, key = DiskFiles(tmp_path), a_key()
    await files.put(key, b"before")

    def full(handle: int, data: bytes, offset: int) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(FilesFailed):
        await files.put(key, b"after")
    monkeypatch.undo()
    assert await files.read(key, 0, 100) == b"before"
    assert all_names(tmp_path) == [key]
