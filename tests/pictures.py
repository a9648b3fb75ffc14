"""Pictures and other contents for the tests, as people really send them, and as they should not."""

import io
import struct
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def picture(
    width: int = 800, height: int = 600, kind: str = "JPEG", mode: str = "RGB", *, turned: bool = False
) -> bytes:
    """Return a picture; `turned` has the camera's mark that it lies on its side, with the place where it was taken."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    out, exif = io.BytesIO(), Image.Exif()
    if turned:
        exif[0x0112] = 6
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(out, kind, exif=exif)
    return out.getvalue()


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """Return a small PNG that says it has billions of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    """Return an archive that would be a hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 100_000_000)
    return out.getvalue()
