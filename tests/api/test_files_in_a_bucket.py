"""Files through the doors when they are kept in a bucket: the same promises, and what is said while the bucket is away."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from besedka.actions import deletions, files
from besedka.actions.files import Uploader
from besedka.config import Settings
from besedka.domain.ids import FileId
from besedka.ports.files import FilesFailed
from besedka.store import deletions as ends
from besedka.store import files as rows
from besedka.wire import operator as op
from besedka.wire import visitor as vi
from tests.clients import browse, make_id
from tests.people import ANNA, IGOR, open_shop
from tests.pictures import PDF, picture
from tests.s3 import S3, Line, line_to
from tests.serving import Served
from tests.uploading import operators, visitors

DESK = "/api/operator/v1"


@pytest.fixture
async def line(s3: S3) -> AsyncIterator[Line]:
    async with line_to(s3.url) as line:
        yield line


@pytest.fixture
def bucket(s3: S3) -> str:
    return s3.bucket()


@pytest.fixture
def settings(tmp_path: Path, s3: S3, bucket: str, line: Line) -> Settings:
    own = Settings(data=tmp_path, port=0, posts_burst=10_000, posts_per_second=10_000)
    return s3.settings(own, bucket, s3_endpoint=line.url)


async def key_of(server: Served, id: str) -> str:
    """Return under what name a file is kept in the bucket."""
    file = await server.house.deps.database.read(rows.by_id(FileId(bytes.fromhex(id))))
    assert file is not None
    return f"files/{file.key.hex()[:2]}/{file.key.hex()}"


async def test_both_sides_read_what_the_bucket_holds(server: Served, s3: S3, bucket: str) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    photo, hers = picture(), visitors(server, olga.key)
    id = await hers.upload("Кухня.jpg", photo)
    assert s3.objects(bucket)[await key_of(server, id)] == photo
    await olga.say({"t": "post", "id": make_id(), "text": "", "files": [id]})
    sent = (await olga.expect(vi.Ack))["files"][0]
    told = (await anna.expect(op.MessagePosted))["message"]["files"][0]
    assert (told["id"], told["width"], told["preview"]) == (id, 800, True)
    desk = operators(server, await server.sign_in(ANNA))
    assert (await desk.http.get(f"{DESK}/files/{id}/content")).content == photo
    part = await desk.http.get(f"{DESK}/files/{id}/content", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, photo[100:200])
    assert (await desk.http.get(f"{DESK}/files/{id}/preview")).headers["content-type"] == "image/webp"
    async with browse(server.url) as http:
        shown = await http.get(sent["url"])
    assert (shown.content, shown.history) == (photo, []), "handed out by us, after asking for the right"


async def test_who_loses_the_right_gets_nothing_from_the_bucket_either(server: Served) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    id = await visitors(server, olga.key).upload("a.pdf", PDF)
    await olga.say({"t": "post", "id": make_id(), "text": "", "files": [id]})
    c = (await anna.expect(op.MessagePosted))["conversation"]
    his = operators(server, await server.sign_in(IGOR))
    assert (await his.http.get(f"{DESK}/files/{id}/content")).status_code == 200
    await anna.post(c, "Беру")
    assert (await his.http.get(f"{DESK}/files/{id}/content")).status_code == 404


async def test_while_the_bucket_is_away_people_talk_and_files_wait(
    server: Served, line: Line, s3: S3, bucket: str
) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    hers, kept, late = visitors(server, olga.key), await visitors(server, olga.key).upload("a.pdf", PDF), make_id()
    await hers.begin("b.pdf", len(PDF), late)
    await hers.append(late, 0, PDF[:5])
    line.cut()
    refused = await hers.append(late, 5, PDF[5:])
    assert (refused.status_code, refused.json()["code"]) == (503, "files_away")
    assert "Хранилище" in refused.json()["message"]
    assert refused.headers["access-control-allow-origin"]
    assert (await hers.begin("c.pdf", 5)).status_code == 503
    await olga.say({"t": "post", "id": make_id(), "text": "Смотрите", "files": [kept]})
    assert (await olga.expect(vi.Ack))["files"][0]["id"] == kept
    c = (await anna.expect(op.MessagePosted))["conversation"]
    await anna.post(c, "Минуту")
    desk = operators(server, await server.sign_in(ANNA))
    away = await desk.http.get(f"{DESK}/files/{kept}/content")
    assert (away.status_code, away.json()["code"]) == (503, "files_away")
    line.away = False
    told = (await hers.begin("b.pdf", len(PDF), late)).json()
    assert (told["received"], told["ready"]) == (len(PDF), False)
    assert (await hers.append(late, len(PDF), b"")).json()["ready"]
    assert s3.objects(bucket)[await key_of(server, late)] == PDF
    assert (await desk.http.get(f"{DESK}/files/{kept}/content")).content == PDF


async def test_what_is_given_up_leaves_the_bucket_when_it_can(server: Served, line: Line, s3: S3, bucket: str) -> None:
    desk = operators(server, await server.sign_in(ANNA))
    id = await desk.upload("a.jpg", picture())
    assert len(s3.objects(bucket)) == 3, "the mark, the picture, its preview"
    line.cut()
    assert (await desk.cancel(id)).status_code == 204
    with pytest.raises(FilesFailed):
        await files.tidy(server.house.deps)
    line.away = False
    await files.tidy(server.house.deps)
    assert list(s3.objects(bucket)) == ["files/.besedka"]


async def test_a_face_is_in_the_bucket_too(server: Served, s3: S3, bucket: str) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        url = (await http.put(f"{DESK}/avatar", content=picture(400, 400))).json()["avatar"]
        shown = (await http.get(url)).content
    assert shown in s3.objects(bucket).values()


async def test_a_download_that_breaks_off_is_not_taken_for_a_whole_file(server: Served, line: Line) -> None:
    desk, data = operators(server, await server.sign_in(ANNA)), secrets.token_bytes(3_000_000)
    id = await desk.upload("a.bin", data)
    line.cut_after = 1_000_000
    with pytest.raises(httpx2.HTTPError):
        await desk.http.get(f"{DESK}/files/{id}/content")
    line.away, line.cut_after = False, None
    assert (await desk.http.get(f"{DESK}/files/{id}/content")).content == data


async def test_of_a_deleted_project_nothing_stays_in_the_bucket(
    server: Served, line: Line, s3: S3, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ends, "AGAIN", 0)
    other = await open_shop(server.house.deps, "Соседи", "6" * 32)
    olga, theirs = await server.visitor(), Uploader(other.number, "operator", other.anna)
    photo, hers = picture(), visitors(server, olga.key)
    id = FileId(bytes.fromhex(make_id()))
    await files.begin(server.house.deps, theirs, id, "a.jpg", len(photo))
    await files.append(server.house.deps, theirs, id, 0, photo)
    before = s3.objects(bucket)
    assert len(before) == 3, "the mark, the neighbours' picture, its preview"
    await olga.say({"t": "post", "id": make_id(), "text": "", "files": [await hers.upload("Кухня.jpg", photo)]})
    await olga.expect(vi.Ack)
    await hers.upload("План.pdf", PDF)
    await hers.begin("Половина.bin", len(PDF), half := make_id())
    await hers.append(half, 0, PDF[:5])
    assert len(s3.objects(bucket)) == 6
    line.cut()
    await deletions.delete(server.house.deps, server.shop.owner, server.shop.number, "Тихий дом")
    with pytest.raises(FilesFailed):
        await deletions.sweep(server.house.deps)
    line.away = False
    await deletions.sweep(server.house.deps)
    assert s3.objects(bucket) == before
    assert s3.halves(bucket) == 0
    assert [one for one in server.house.settings.files_folder.rglob("*") if one.is_file()] == []
