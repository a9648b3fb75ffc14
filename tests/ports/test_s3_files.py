"""Files in a bucket: what the vendor's own client finds there, and what is said when the bucket is away, slow or refuses."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from besedka.adapters.files.s3 import bucket as asking
from besedka.adapters.files.s3 import files as moving
from besedka.app import COMING, make_files
from besedka.config import Settings
from besedka.ports.files import PIECE, Files, FilesFailed
from tests.s3 import S3, Line, line_to


@pytest.fixture
def bucket(s3: S3) -> str:
    return s3.bucket()


@pytest.fixture
async def line(s3: S3) -> AsyncIterator[Line]:
    async with line_to(s3.url) as line:
        yield line


@pytest.fixture
def files(s3: S3, bucket: str, line: Line, tmp_path: Path) -> Files:
    """Files behind a line that a test may break."""
    return make_files(s3.settings(Settings(data=tmp_path), bucket, s3_endpoint=line.url))


def a_key() -> str:
    return secrets.token_hex(16)


def coming(folder: Path) -> list[str]:
    """Return what stands in the folder of what is being uploaded."""
    return [path.name for path in (folder / "files" / COMING).glob("??/*")]


async def whole(files: Files, key: str, start: int, length: int) -> bytes:
    return b"".join([piece async for piece in files.pieces(key, start, length)])


async def test_only_what_is_whole_is_in_the_bucket(files: Files, s3: S3, bucket: str, tmp_path: Path) -> None:
    key, data = a_key(), secrets.token_bytes(700_000)
    await files.append(key, 0, data[:300_000])
    await files.append(key, 300_000, data[300_000:])
    await files.put(key + "p", b"small")
    assert s3.objects(bucket) == {f"files/{key[:2]}/{key}p": b"small"}
    await files.settle(key)
    assert s3.objects(bucket) == {f"files/{key[:2]}/{key}p": b"small", f"files/{key[:2]}/{key}": data}
    assert coming(tmp_path) == []
    await files.delete(key)
    await files.delete(key + "p")
    assert s3.objects(bucket) == {}


async def test_a_large_one_goes_in_parts(files: Files, s3: S3, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 1_000_000)
    key, data = a_key(), secrets.token_bytes(2 * asking.PART + 77)
    for at in range(0, len(data), 2_000_000):
        await files.append(key, at, data[at : at + 2_000_000])
    await files.settle(key)
    assert s3.objects(bucket) == {f"files/{key[:2]}/{key}": data}
    assert s3.halves(bucket) == 0
    assert await whole(files, key, PIECE - 3, 3 * PIECE) == data[PIECE - 3 : 4 * PIECE - 3]


async def test_what_the_vendors_client_wrote_is_read(files: Files, s3: S3, bucket: str) -> None:
    key, data = a_key(), secrets.token_bytes(PIECE + 5)
    s3.client.put_object(Bucket=bucket, Key=f"files/{key[:2]}/{key}", Body=data)
    assert await files.length(key) == len(data)
    assert await whole(files, key, 0, len(data)) == data


async def test_while_the_bucket_is_away_nothing_is_lost(
    files: Files, line: Line, s3: S3, bucket: str, tmp_path: Path
) -> None:
    key, data = a_key(), b"a whole file"
    await files.append(key, 0, data)
    line.cut()
    for work in (files.settle(key), files.put(a_key(), b"x"), files.read(a_key(), 0, 1), files.delete(a_key())):
        with pytest.raises(FilesFailed) as failed:
            await work
        assert (failed.value.code, str(failed.value)) == ("files_away", asking.NO_ANSWER)
    assert (coming(tmp_path), s3.objects(bucket)) == ([key], {})
    assert await files.append(key, len(data), b"") == len(data), "what has come is known without the bucket"
    line.away = False
    await files.settle(key)
    assert s3.objects(bucket) == {f"files/{key[:2]}/{key}": data}


async def test_a_bucket_that_does_not_answer_is_waited_for_so_long(
    files: Files, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = a_key()
    await files.put(key, b"x" * 100)
    line.talks.clear()
    monkeypatch.setattr(asking, "ANSWER_WITHIN", 0.3)
    for work in (files.length(a_key()), whole(files, key, 0, 100), files.put(a_key(), b"x")):
        async with asyncio.timeout(5):
            with pytest.raises(FilesFailed) as failed:
                await work
        assert str(failed.value) == asking.TOO_LATE
    line.talks.set()


async def test_an_answer_that_breaks_off_is_no_file(files: Files, line: Line) -> None:
    key, data = a_key(), secrets.token_bytes(20 * PIECE)
    await files.put(key, data)
    line.cut_after = 5 * PIECE
    with pytest.raises(FilesFailed):
        await whole(files, key, 0, len(data))


async def test_a_slow_reader_is_no_slow_bucket(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    key, data, got = a_key(), secrets.token_bytes(40 * PIECE), bytearray()
    await files.put(key, data)
    monkeypatch.setattr(asking, "ANSWER_WITHIN", 1.0)
    async for piece in files.pieces(key, 0, len(data)):
        got += piece
        if len(got) == PIECE:
            await asyncio.sleep(1.5)
    assert bytes(got) == data


async def test_a_bucket_that_is_gone_is_not_taken_for_an_empty_one(files: Files, s3: S3, bucket: str) -> None:
    key = a_key()
    await files.append(key, 0, b"x")
    s3.drop(bucket)
    for work in (
        files.settle(key),
        files.put(key, b"x"),
        files.delete(a_key()),
        files.is_ours(b"a"),
        files.claim(b"a"),
    ):
        with pytest.raises(FilesFailed) as failed:
            await work
        assert str(failed.value) == asking.NO_BUCKET


async def test_after_a_kill_between_bucket_and_folder_it_goes_on(
    files: Files, s3: S3, bucket: str, tmp_path: Path
) -> None:
    key = a_key()
    await files.append(key, 0, b"half of")
    s3.client.put_object(Bucket=bucket, Key=f"files/{key[:2]}/{key}", Body=b"an older try")
    assert await files.length(key) == 7, "what is coming is what counts"
    assert await files.append(key, 7, b" it") == 10
    await files.settle(key)
    assert (s3.objects(bucket), coming(tmp_path)) == ({f"files/{key[:2]}/{key}": b"half of it"}, [])


async def test_neither_secret_nor_key_is_in_what_is_said(files: Files, line: Line, s3: S3, bucket: str) -> None:
    line.cut()
    with pytest.raises(FilesFailed) as failed:
        await files.length("ab" * 16)
    assert "ab" * 16 not in str(failed.value)
    secret = Settings(s3_secret="hidden words", s3_bucket=bucket, s3_key="k")
    assert "hidden words" not in repr(secret)
    assert "hidden words" not in repr(vars(make_files(secret)))
