"""Whoever comes first to a server waits no longer than who comes next: no route is made on their time."""

from typing import Any

import httpx2
import pydantic
import pytest

from besedka.api.application import make_api
from tests.clients import browse

PATHS = ("/api/operator/v1/search?q=x", "/api/owner/v1/home", "/health/live", "/nowhere")


async def test_the_first_request_makes_no_route(monkeypatch: pytest.MonkeyPatch) -> None:
    app, made, make = make_api(), list[object](), pydantic.TypeAdapter.__init__

    def counted(self: Any, *args: Any, **named: Any) -> None:
        made.append(self)
        make(self, *args, **named)

    monkeypatch.setattr(pydantic.TypeAdapter, "__init__", counted)
    async with browse("http://shop.example", transport=httpx2.ASGITransport(app, raise_app_exceptions=False)) as http:
        for path in PATHS:
            await http.get(path)
    assert made == []
