"""Handing out a file's content: whole or a part of it, shown only where that is safe (SECURITY.md, 4)."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from besedka.actions.files import preview_key
from besedka.api.guards import api_of
from besedka.domain.file import BINARY, File
from besedka.ports.files import FilesFailed

INERT = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Accept-Ranges": "bytes",
}
OPERATORS = {"Cache-Control": "private, no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
"""The right may be gone at any moment, so a browser asks each time; what it has is not sent again."""
VISITORS = {"Cache-Control": "private, max-age=3600", "Cross-Origin-Resource-Policy": "cross-origin"}
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\Z")


@dataclass(frozen=True, slots=True)
class _Content:
    key: str
    size: int
    etag: str
    headers: dict[str, str]


async def hand_out(request: Request, file: File, whose: dict[str, str]) -> Response:
    """Return the file: pictures that we have looked into may be shown, everything else is only ever saved."""
    kind, how = (file.type, "inline") if file.is_picture else (BINARY, "attachment")
    headers = {**INERT, **whose, "Content-Type": kind, "Content-Disposition": _disposition(how, file.name)}
    return await _answer(request, _Content(file.key.hex(), file.size, f'"{file.key.hex()[:16]}"', headers))


async def hand_out_preview(request: Request, file: File, whose: dict[str, str]) -> Response:
    """Return the small picture of a file; the file itself when it has none."""
    if not file.preview:
        return await hand_out(request, file, whose)
    headers = {**INERT, **whose, "Content-Type": "image/webp"}
    return await _answer(request, _Content(preview_key(file), file.preview, f'"{file.key.hex()[:16]}p"', headers))


async def _answer(request: Request, content: _Content) -> Response:
    headers = {**content.headers, "ETag": content.etag}
    if request.headers.get("if-none-match") == content.etag:
        return Response(status_code=304, headers=headers)
    files = api_of(request).deps.files
    if await files.length(content.key) < content.size:
        raise FilesFailed("the content is not there")
    part = _part(request, content)
    if part is None:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{content.size}"})
    start, length = part
    headers["Content-Length"] = str(length)
    status = 200
    if "range" in request.headers and length < content.size:
        status, headers["Content-Range"] = 206, f"bytes {start}-{start + length - 1}/{content.size}"
    return StreamingResponse(files.pieces(content.key, start, length), status, headers)


def _part(request: Request, content: _Content) -> tuple[int, int] | None:
    """Return (start, length) that is asked for; everything when the wish is unclear or outdated; None when it cannot be met."""
    everything = (0, content.size)
    found = _RANGE.match(request.headers.get("range", ""))
    if found is None or request.headers.get("if-range", content.etag) != content.etag or found[0] == "bytes=-":
        return everything
    if not found[1]:
        length = min(int(found[2]), content.size)
        return (content.size - length, length) if length else None
    start, end = int(found[1]), min(int(found[2] or content.size), content.size - 1)
    if found[2] and int(found[2]) < start:
        return everything
    return (start, end - start + 1) if start < content.size else None


def _disposition(how: str, name: str) -> str:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
