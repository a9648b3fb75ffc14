"""A file: what may be uploaded, under which name it is kept, and what its content says it is (SECURITY.md, 4 to 7).

The type is what the content is, never what a header or a name says. Only four kinds of pictures are ever shown; everything
else is handed out as a download and nothing more.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from besedka.domain.errors import BadInput
from besedka.domain.ids import ConversationId, FileId, Instant, ProjectNumber
from besedka.domain.message import Side

Use = Literal["", "message", "note", "avatar", "canned"]
"""What a file belongs to; "" is nothing yet."""
State = Literal["coming", "ready", "gone"]
"""Being uploaded; whole, on the disk; taken away, its content waits to be deleted."""

PER_MESSAGE = 10
"""Files that one message may carry."""
UNBOUND = 30
"""Files that one person may have uploaded or begun without posting them."""
MAX_NAME = 120
MEGABYTE = 1024 * 1024
PICTURES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))
"""What may be shown in place: kinds that hold no script and that we have looked into."""
BINARY = "application/octet-stream"

_DECEIVING = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))))


@dataclass(frozen=True, slots=True)
class File:
    """One file. `use` and `use_id` tell what it belongs to, `place` where among the others; `person` uploaded it.

    `key` is under what its content is kept, random and never told. `width` and `height` are set for pictures that may be shown,
    and `preview` tells that a small one is kept beside them.
    """

    id: FileId
    project: ProjectNumber
    conversation: ConversationId | None
    use: Use
    use_id: bytes | None
    place: int
    side: Side
    person: bytes
    key: bytes
    name: str
    type: str
    size: int
    width: int | None
    height: int | None
    preview: int
    state: State
    created_at: Instant

    @property
    def is_picture(self) -> bool:
        """True when it may be shown in place."""
        return self.type in PICTURES and self.width is not None


def clean_file_name(name: str) -> str:
    """Return a name that means the same on every system: its last part, without what deceives the eye or names a device.

    The ending survives when the name has to be cut. A name of which nothing is left is `file`.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = text.replace("\\", "/").rstrip("/").rpartition("/")[2]
    text = "".join(c for c in text if unicodedata.category(c) not in _DECEIVING and c not in _NOT_IN_NAMES)
    text = " ".join(text.split()).strip(". ")
    if not text or text.partition(".")[0].casefold() in _RESERVED:
        text = f"file {text}".strip()
    return text if len(text) <= MAX_NAME else _cut(text)


def _cut(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:MAX_NAME].strip(". ")
    return f"{stem[: MAX_NAME - len(ending) - 1].strip('. ')}.{ending}"


def check_size(name: str, size: int, limit: int) -> None:
    """Raise BadInput `file_empty` or `file_too_big`, with the file's size and the limit in megabytes."""
    if size <= 0:
        raise BadInput("file_empty", {"name": name})
    if size > limit * MEGABYTE:
        raise BadInput("file_too_big", {"name": name, "limit": limit, "size": -(-size // MEGABYTE)})


def check_count(count: int) -> None:
    """Raise BadInput `too_many_files` when a message would carry more than it may."""
    if count > PER_MESSAGE:
        raise BadInput("too_many_files", {"limit": PER_MESSAGE, "count": count})


_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-executable"),
    (b"{\\rtf", "application/rtf"),
)
_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
HEAD = 4_096
"""How many of a file's first bytes tell its type."""


def sniff(head: bytes) -> str:
    """Return the type that a file's first bytes show; `application/octet-stream` when they show none."""
    for magic, kind in _HEADS:
        if head.startswith(magic):
            return _office(head) if kind == "application/zip" else kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], BINARY)
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    return _text(head)


def _office(head: bytes) -> str:
    """Return which office's file a zip is. It is never unpacked: the names in its first bytes are enough for an icon."""
    return next((kind for mark, kind in _OFFICE if mark in head), "application/zip")


def _boxed(brand: bytes) -> str:
    if brand in (b"avif", b"avis"):
        return "image/avif"
    if brand in (b"heic", b"heix", b"mif1", b"msf1"):
        return "image/heic"
    return "video/quicktime" if brand == b"qt  " else "audio/mp4" if brand == b"M4A " else "video/mp4"


def _text(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1_024].lower()
    if b"\0" in head:
        return BINARY
    if b"<svg" in text:
        return "image/svg+xml"
    if text.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<img", b"<a ", b"<!--")
    ):
        return "text/html"
    if text.startswith(b"<?xml"):
        return "application/xml"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "text/plain" if error.start > len(head) - 4 and len(head) >= HEAD else BINARY
    return "text/plain"


def picture_path(avatar: FileId | None) -> str | None:
    """Return where an avatar is, below this server's address: public, for ever the same, and not to be guessed."""
    return None if avatar is None else f"/a/{avatar.hex()}.webp"


AVATAR_LEAST, AVATAR_MOST = 200, 1_500
"""The sides that an avatar may have, in pixels (PRODUCT.md 3.2)."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A square of a picture, in its pixels."""

    left: int
    top: int
    side: int


def crop_that_fits(width: int, height: int) -> Crop | None:
    """Return the largest square from the middle that may be an avatar; None when the picture is too small for any."""
    side = min(width, height, AVATAR_MOST)
    return None if side < AVATAR_LEAST else Crop((width - side) // 2, (height - side) // 2, side)


def check_avatar(width: int, height: int, kind: str) -> None:
    """Raise BadInput `avatar_not_picture`, `avatar_too_small`, `avatar_too_big` or `avatar_not_square`, with the figures.

    Where a crop would fit, its `left`, `top` and `side` are among them.
    """
    if kind not in ("image/png", "image/jpeg"):
        raise BadInput("avatar_not_picture", {"type": kind})
    fits = crop_that_fits(width, height)
    crop = {} if fits is None else {"left": fits.left, "top": fits.top, "side": fits.side}
    figures: dict[str, str | int] = {
        "width": width,
        "height": height,
        "least": AVATAR_LEAST,
        "most": AVATAR_MOST,
        **crop,
    }
    if min(width, height) < AVATAR_LEAST:
        raise BadInput("avatar_too_small", figures)
    if width != height:
        raise BadInput("avatar_not_square", figures)
    if width > AVATAR_MOST:
        raise BadInput("avatar_too_big", figures)
