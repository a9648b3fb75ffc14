"""The proxy that was chosen is the one that is gone through: by the page, and by the door at which one signs in."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from besedka_desktop import settings
from besedka_desktop.settings import Account, Settings
from cryptography.hazmat.primitives.serialization import Encoding

from tests.desktop.conftest import NewApp
from tests.desktop.surroundings import Environment
from tests.desktop.test_certificates import Authority, serving
from tests.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")
HOST = "chat.company.example"
"""Known to nobody but the proxy."""


@asynccontextmanager
async def proxying(port: int) -> AsyncIterator[tuple[str, list[str]]]:
    """Lend a proxy that brings whoever asks for HOST to `port`; yields its address and what was asked of it."""
    asked: list[str] = []

    async def pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await source.read(65_536):
                sink.write(chunk)
                await sink.drain()
        sink.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[0])
        there, here = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pour(reader, here), pour(there, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()


async def test_pages_and_the_door_go_through_the_proxy(new_app: NewApp, around: Environment, tmp_path: Path) -> None:
    authority, root = Authority(), tmp_path / "root.pem"
    root.write_bytes(authority.root().public_bytes(Encoding.PEM))
    with serving(authority.vouch(HOST, tmp_path / "leaf.pem")) as (url, pages):
        async with proxying(urlsplit(url).port or 0) as (proxy, asked):
            app, server = await new_app(start=False), f"https://{HOST}"
            account = Account("0123456789abcdef", server, 1042, "anna@example.com")
            kept = Settings(accounts=[account], authority=str(root), proxy=proxy)
            settings.save(kept, app.settings)
            await app.start()
            await app.becomes(calm=False, title="inside")
            assert "/operator/" in pages
            assert {line.split()[1] for line in asked} == {f"{HOST}:443"}
            await app.chooses("add_project")
            await app.do("sign_in", server=server, project="7", email="anna@example.com", password="secret")
            await until(lambda: "/api/operator/v1/session" in pages)
