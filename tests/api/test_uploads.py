"""Uploads that go wrong: too much at once, broken off, no room on the disk."""

from collections.abc import AsyncIterator

import pytest

from tests.clients import make_id
from tests.people import SITE
from tests.serving import Served
from tests.uploading import visitors


async def test_a_piece_that_is_too_large_or_breaks_off_is_not_kept(server: Served) -> None:
    olga = await server.visitor()
    hand, id = visitors(server, olga.key), make_id()
    await hand.begin("a.bin", 4 * 1024 * 1024, id)
    assert (await hand.append(id, 0, b"x" * (3 * 1024 * 1024))).status_code == 422
    assert (await hand.look(id)).json()["received"] == 0

    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * 1000
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await hand.http.patch(
            f"/api/visitor/v1/files/{id}", params={**hand.query, "offset": "0"}, content=broken(),
            headers={"Content-Length": "5000"},
        )  # fmt: skip
    assert (await hand.look(id)).json()["received"] == 0


async def test_a_full_disk_is_said_and_the_upload_goes_on_later(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga = await server.visitor()
    hand, id = visitors(server, olga.key), make_id()
    await hand.begin("a.txt", 5, id)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("besedka.adapters.files.disk.os.pwrite", full)
    answer = await hand.append(id, 0, b"hello")
    assert (answer.status_code, answer.json()["code"]) == (503, "disk_failing")
    assert answer.headers["access-control-allow-origin"] == SITE
    monkeypatch.undo()
    assert (await hand.append(id, 0, b"hello")).json()["ready"]
