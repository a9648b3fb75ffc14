"""The desktop app for whoever wants it: the signed letter that announces its newest release, and the packages."""

import asyncio
from pathlib import Path
from typing import TypeVar

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from besedka.actions import desktop
from besedka.api.guards import api_of

T = TypeVar("T")
FILES = "/desktop/files/"
"""Where packages are, each under its name."""
PLAIN = {
    "Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache",
}  # fmt: skip
router = APIRouter(include_in_schema=False)


@router.get("/desktop/releases.json")
async def releases(request: Request) -> Response:
    """Serve the letter as whoever publishes signed it."""
    letter = await asyncio.to_thread(desktop.feed, folder_of(request))
    return Response(_there(letter), media_type="application/json", headers=PLAIN)


@router.get(FILES + "{name}")
async def package(request: Request, name: str) -> Response:
    """Serve a package of the newest release, to be saved."""
    path = _there(await asyncio.to_thread(desktop.package, folder_of(request), name))
    return FileResponse(path, media_type="application/octet-stream", filename=path.name, headers=PLAIN)


def folder_of(request: Request) -> Path:
    """Return where this installation keeps what it hands out of the desktop app."""
    return api_of(request).deps.desktop


def _there(found: T | None) -> T:
    if found is None:
        raise HTTPException(404)
    return found
