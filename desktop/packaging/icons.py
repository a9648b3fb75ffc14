"""Draws the app's icons for the systems from the one mark: python icons.py FOLDER."""

import os
import struct
import sys
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
_ICO = (16, 24, 32, 48, 64, 128, 256)


def main(folder: Path) -> None:
    """Write every icon into the folder, with nothing on a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(folder))
    from besedka_desktop import looks
    from PySide6.QtWidgets import QApplication

    application = QApplication(["icons"])
    for size in SIZES:
        looks.mark(size).save(str(folder / f"{size}.png"))
    application.quit()
    drawn = {size: (folder / f"{size}.png").read_bytes() for size in SIZES}
    (folder / "besedka-chat.png").write_bytes(drawn[256])
    (folder / "besedka-chat.ico").write_bytes(ico({size: drawn[size] for size in _ICO}))
    (folder / "besedka-chat.icns").write_bytes(icns({_ICNS[size]: drawn[size] for size in _ICNS}))


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an icon of Windows that holds these PNGs by their size."""
    head, at = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, png in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Return an icon of macOS that holds these PNGs by their kind."""
    body = b"".join(kind + struct.pack(">I", len(png) + 8) + png for kind, png in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    main(Path(sys.argv[1]))
