"""Servers as processes of their own, for whoever wants to be cruel to them. Tests of one module share a loop and its servers."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.faults.scene import GENEROUS, Scene
from tests.processes import ServerProcess


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the tests of the API's description after what each asks: they come with one name for all."""
    for item in items:
        asked = getattr(item, "operation_label", None)
        if asked is not None:
            item._id = item.id.with_params(asked)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def picows(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ServerProcess]:
    """A demo whose sockets are picows'."""
    async with ServerProcess(tmp_path_factory.mktemp("picows"), demo=True, env=GENEROUS) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asgi(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ServerProcess]:
    """A demo whose sockets go the ordinary ASGI route."""
    async with ServerProcess(
        tmp_path_factory.mktemp("asgi"), demo=True, env={**GENEROUS, "BESEDKA_SOCKETS": "asgi"}
    ) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tokens() -> dict[str, str]:
    """One sign-in per server: they are slow on purpose."""
    return {}


@pytest_asyncio.fixture(loop_scope="module")
async def scene(picows: ServerProcess, tokens: dict[str, str]) -> AsyncIterator[Scene]:
    """A scene on the picows server."""
    async with Scene(picows, tokens.get(picows.url, "")) as scene:
        tokens[picows.url] = scene.token
        yield scene
