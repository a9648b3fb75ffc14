"""The doctor and the bucket of files: exactly what is missing is said, with the cure."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from besedka.app import COMING, open_house
from besedka.config import Settings
from besedka.doctor import Finding, examine
from besedka.domain.errors import Fault
from besedka.ports.files import MARK
from tests.clock import FrozenClock
from tests.s3 import RIGHTS, S3, line_to


@pytest.fixture
def settings(tmp_path: Path, s3: S3) -> Settings:
    return s3.settings(Settings(data=tmp_path, port=0), s3.bucket())


@pytest.fixture
def strict(s3: S3) -> Iterator[S3]:
    """The server, which lets in only whom it knows; what it needs is made before."""
    yield s3
    s3.check_keys(on=False)


async def found(settings: Settings) -> Finding:
    """Return what the doctor says of the files."""
    findings = await asyncio.to_thread(examine, settings)
    return next(finding for finding in findings if finding.name == "files")


async def must_say(settings: Settings, code: str, *words: str) -> None:
    """Check what the doctor finds missing."""
    finding = await found(settings)
    assert not finding.ok
    assert finding.text.endswith(f"[{code}]"), finding.text
    for word in words:
        assert word in finding.text, finding.text
    assert not settings.s3_secret or settings.s3_secret not in finding.text.replace(settings.s3_key, "")


async def test_a_bucket_that_may_be_used_is_well_and_left_as_it_was(settings: Settings, s3: S3) -> None:
    finding = await found(settings)
    assert (finding.ok, finding.text) == (True, f"s3://{settings.s3_bucket}/files at {s3.url}")
    assert s3.objects(settings.s3_bucket) == {}
    async with open_house(settings):
        pass
    async with open_house(settings):
        pass
    assert (await found(settings)).ok
    assert list(s3.objects(settings.s3_bucket)) == ["files/.besedka"]


async def test_what_is_missing_of_the_settings(settings: Settings) -> None:
    half = settings.model_copy(update={"s3_secret": ""})
    await must_say(half, "s3_incomplete", "BESEDKA_S3_SECRET")
    await must_say(half.model_copy(update={"s3_key": ""}), "s3_incomplete", "BESEDKA_S3_KEY and BESEDKA_S3_SECRET")
    with pytest.raises(Fault):
        async with open_house(half):
            pass


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:1", "http://storage.invalid"])
async def test_nobody_answers(settings: Settings, endpoint: str) -> None:
    other = settings.model_copy(update={"s3_endpoint": endpoint})
    await must_say(other, "s3_unreachable", endpoint, "BESEDKA_S3_ENDPOINT")
    with pytest.raises(Fault) as refused:
        async with open_house(other):  # the first start does not take what it cannot reach
            pass
    assert refused.value.code == "s3_unreachable"


async def test_there_is_no_such_bucket(settings: Settings) -> None:
    await must_say(
        settings.model_copy(update={"s3_bucket": "nowhere"}), "s3_no_bucket", "'nowhere'", "BESEDKA_S3_BUCKET"
    )


async def test_the_key_is_refused(settings: Settings, strict: S3) -> None:
    key, secret = strict.key(RIGHTS)
    strict.check_keys(on=True)
    good = settings.model_copy(update={"s3_key": key, "s3_secret": secret})
    assert (await found(good)).ok
    await must_say(good.model_copy(update={"s3_key": "AKNOBODY"}), "s3_key_refused", "BESEDKA_S3_KEY")
    await must_say(good.model_copy(update={"s3_secret": "a guess"}), "s3_key_refused", "BESEDKA_S3_SECRET")


@pytest.mark.parametrize("right", [right for right in RIGHTS if right != "s3:ListBucket"])
async def test_a_right_is_missing(settings: Settings, strict: S3, right: str) -> None:
    """Without s3:ListBucket Amazon refuses what is not there; the server here says that it is not there."""
    key, secret = strict.key([other for other in RIGHTS if other != right])
    strict.check_keys(on=True)
    await must_say(settings.model_copy(update={"s3_key": key, "s3_secret": secret}), "s3_no_right", right)


async def test_a_bucket_of_another_installation_is_told(settings: Settings, s3: S3) -> None:
    async with open_house(settings):
        pass
    other = settings.model_copy(update={"s3_bucket": s3.bucket()})
    async with open_house(other):  # it serves, and logs a warning
        pass
    await must_say(other, "files_not_shared", "BESEDKA_S3_BUCKET")


async def test_a_bucket_that_is_away_at_a_later_start_does_not_stop_the_house(settings: Settings, s3: S3) -> None:
    async with open_house(settings):
        pass
    async with line_to(s3.url) as line:
        line.away = True
        other = settings.model_copy(update={"s3_endpoint": line.url})
        async with open_house(other):
            pass
        await must_say(other, "s3_unreachable", line.url)


async def test_a_first_start_that_could_not_mark_the_place_is_made_good(tmp_path: Path, s3: S3) -> None:
    settings = s3.settings(Settings(data=tmp_path, port=0), "not-yet-there")
    with pytest.raises(Fault) as refused:
        async with open_house(settings):
            pass
    assert refused.value.code == "s3_no_bucket"
    right = settings.model_copy(update={"s3_bucket": s3.bucket()})
    async with open_house(right):
        pass
    assert (await found(right)).ok


async def test_a_folder_that_was_copied_into_the_bucket_is_taken_up(tmp_path: Path, s3: S3) -> None:
    disk, key = Settings(data=tmp_path, port=0), "ab" * 16
    async with open_house(disk) as house:
        await house.deps.files.put(key, b"as before")
    bucket = s3.settings(disk, s3.bucket(), s3_prefix="/moved/")
    await must_say(bucket, "files_not_shared")
    for path in [*disk.files_folder.glob("??/*"), disk.files_folder / MARK]:
        name = f"moved/{path.relative_to(disk.files_folder)}"
        s3.client.put_object(Bucket=bucket.s3_bucket, Key=name, Body=path.read_bytes())
    assert (await found(bucket)).ok
    async with open_house(bucket) as house:
        assert await house.deps.files.read(key, 0, 100) == b"as before"


async def test_what_came_to_this_node_and_was_forgotten_by_another_goes(settings: Settings, clock: FrozenClock) -> None:
    left, fresh = "ab" * 16, "cd" * 16
    async with open_house(settings, clock) as house:
        for key in (left, fresh):
            await house.deps.files.append(key, 0, b"half")
    folder = settings.files_folder / COMING
    for key, hours in ((left, 49), (fresh, 47)):
        at = clock.now() / 1000 - hours * 3_600
        os.utime(folder / key[:2] / key, (at, at))
    async with open_house(settings, clock):
        assert [path.name for path in folder.glob("??/*")] == [fresh]
