"""Looking into pictures: their measures, a small one to show, an avatar. One at a time, in a thread, within limits.

A picture is opened by the reader of the kind that its first bytes show and no other, and measured before anything is decoded
(SECURITY.md, 5). What is made of it carries nothing of it but pixels: no place, no camera, no owner.
"""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from PIL import Image, ImageOps
from PIL.Image import Resampling

from besedka.domain.file import PICTURES, Crop

T = TypeVar("T")

MOST_PIXELS = 40_000_000
"""The most that is decoded: 160 MB for a moment. A larger picture is kept as a file without a preview."""
MOST_BYTES = 40 * 1024 * 1024
LONGEST = 16_000
"""The longest side, in pixels."""
PREVIEW = 640
"""The longer side of a preview: twice what a bubble shows."""
AVATAR = 400
Image.MAX_IMAGE_PIXELS = (
    None  # our own limit stands before decoding, and measuring a bomb is how one says what is wrong with it
)
_READERS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as it is shown (turned as its camera said), and a small WebP of it."""

    width: int
    height: int
    preview: bytes


class Pictures:
    """Looks into pictures, one at a time."""

    most_bytes = MOST_BYTES

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    async def look(self, kind: str, data: bytes) -> Seen | None:
        """Return what the picture shows; None for what is broken, of no kind that may be shown, or too large to decode."""
        return await self._run(lambda: _quietly(lambda: _look(kind, data)))

    async def measure(self, kind: str, data: bytes) -> tuple[int, int] | None:
        """Return width and height as shown, decoding nothing; None for what cannot be a picture of this kind."""
        return await self._run(lambda: _quietly(lambda: _measure(_open(kind, data))))

    async def avatar(self, kind: str, data: bytes, crop: Crop | None) -> bytes | None:
        """Return the picture as an avatar: a square WebP of 400 pixels; None for what is broken."""
        return await self._run(lambda: _quietly(lambda: _avatar(kind, data, crop)))

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Let the thread end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _quietly(work: Callable[[], T | None]) -> T | None:
    """A picture comes from a stranger: whatever its reader raises means that it is none."""
    try:
        return work()
    except Exception:  # noqa: BLE001  # readers raise whatever they stumble over
        return None


def _open(kind: str, data: bytes) -> Image.Image:
    if kind not in PICTURES:
        raise ValueError(kind)
    return Image.open(io.BytesIO(data), formats=[_READERS[kind]])


def _decodable(kind: str, data: bytes) -> Image.Image:
    picture = _open(kind, data)
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST:
        raise ValueError("too large")
    return picture


def _measure(picture: Image.Image) -> tuple[int, int]:
    """Return the measures as shown. Only JPEG is asked how it lies: for the answer, the reader of PNG would decode it all."""
    width, height = picture.size
    lies = picture.format == "JPEG" and picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (height, width) if lies else (width, height)


def _look(kind: str, data: bytes) -> Seen:
    picture = _decodable(kind, data)
    width, height = picture.size
    picture.draft("RGB", (PREVIEW, PREVIEW))
    picture.load()
    small = ImageOps.exif_transpose(picture)
    if small.size != picture.size:
        width, height = height, width
    small.thumbnail((PREVIEW, PREVIEW), Resampling.LANCZOS)
    return Seen(width, height, _webp(small))


def _avatar(kind: str, data: bytes, crop: Crop | None) -> bytes:
    picture = _decodable(kind, data)
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if crop is not None:
        upright = upright.crop((crop.left, crop.top, crop.left + crop.side, crop.top + crop.side))
    return _webp(upright.resize((AVATAR, AVATAR), Resampling.LANCZOS))


def _webp(picture: Image.Image) -> bytes:
    """Encode pixels alone: a fresh picture has no metadata to carry over."""
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if transparent else "RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    fresh.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()
