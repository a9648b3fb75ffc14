"""The pixels of a picture: opened, measured, made small. The only room that knows the library, and it is entered with the first picture.

A picture is opened by the reader of the kind that its first bytes show and no other, and measured before anything is decoded
(SECURITY.md, 5). What is made of it carries nothing of it but pixels: no place, no camera, no owner.
"""

import io

from PIL import Image, ImageOps
from PIL.Image import Resampling

from besedka.actions.pictures import AVATAR, Seen
from besedka.domain.file import PICTURES, Crop

MOST_PIXELS = 40_000_000
"""The most that is decoded: 160 MB for a moment. A larger picture is kept as a file without a preview."""
LONGEST = 16_000
"""The longest side, in pixels."""
PREVIEW = 640
"""The longer side of a preview: twice what a bubble shows."""
Image.MAX_IMAGE_PIXELS = (
    None  # our own limit stands before decoding, and measuring a bomb is how one says what is wrong with it
)
_READERS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


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


def measure(kind: str, data: bytes) -> tuple[int, int]:
    """Return the measures as shown. Only JPEG is asked how it lies: for the answer, the reader of PNG would decode it all."""
    picture = _open(kind, data)
    width, height = picture.size
    lies = picture.format == "JPEG" and picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (height, width) if lies else (width, height)


def look(kind: str, data: bytes) -> Seen:
    """Return what the picture shows; whatever its reader raises for what is none, or is too large to decode."""
    picture = _decodable(kind, data)
    width, height = picture.size
    picture.draft("RGB", (PREVIEW, PREVIEW))
    picture.load()
    small = ImageOps.exif_transpose(picture)
    if small.size != picture.size:
        width, height = height, width
    small.thumbnail((PREVIEW, PREVIEW), Resampling.LANCZOS)
    return Seen(width, height, _webp(small))


def avatar(kind: str, data: bytes, crop: Crop | None) -> bytes:
    """Return the picture as an avatar: a square WebP."""
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
